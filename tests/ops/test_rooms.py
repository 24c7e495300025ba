from ops.rooms import import_rows, violations

TABLE = {
    "rooms": ["portal", "plans", "public", "accounts", "wiring"],
    "closed": ["public"],
    "pure": ["plans/render"],
    "features": {"plans": ["document", "models", "render", "editing", "urls"]},
}
SOUND = {
    "portal/text.py": "import re",
    "plans/document.py": "import json",
    "plans/models/__init__.py": "from plans.document import canonical",
    "plans/migrations/0001_initial.py": "import public.pages",
    "plans/render/pdf.py": "from plans import document\nfrom portal.text import normal",
    "plans/editing/forms.py": "from . import actions\nfrom ..models import Plan",
    "plans/editing/actions.py": "def save():\n    from plans.models import Plan",
    "plans/urls.py": "from plans.editing import views",
    "public/pages.py": "from plans.models import Edition",
    "accounts/roles.py": "from plans.models import Institution",
    "wiring/urls.py": "import public.pages\nimport accounts.roles",
}


def house(tmp_path, **changed):
    for name, text in (SOUND | {name.replace("__", "/") + ".py": text for name, text in changed.items()}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_house_in_order_has_no_violation(tmp_path):
    assert violations(house(tmp_path), TABLE) == []


def test_a_room_imports_no_room_below_it(tmp_path):
    root = house(tmp_path, portal__text="def look():\n    import plans.models")
    assert violations(root, TABLE) == ["portal/text.py: portal imports plans, which stands below it"]


def test_a_feature_imports_no_feature_below_it(tmp_path):
    root = house(tmp_path, plans__document="from .models import Plan")
    assert violations(root, TABLE) == ["plans/document.py: plans/document imports plans/models, which stands below it"]


def test_a_closed_room_is_imported_by_the_wiring_alone(tmp_path):
    root = house(tmp_path, accounts__roles="from public import pages")
    assert violations(root, TABLE) == ["accounts/roles.py: accounts imports public, which only wiring may"]


def test_what_is_pure_imports_no_models_though_they_stand_above_it(tmp_path):
    root = house(tmp_path, plans__render__pdf="from plans.models import Plan")
    assert violations(root, TABLE) == ["plans/render/pdf.py: plans/render is pure and imports plans/models"]


def test_a_feature_nobody_listed_is_named(tmp_path):
    root = house(tmp_path, plans__helpers="")
    assert violations(root, TABLE) == ["plans/helpers.py: say in pyproject.toml where plans/helpers stands"]


def test_a_listed_feature_that_is_not_there_is_named(tmp_path):
    root = house(tmp_path)
    (root / "plans" / "urls.py").unlink()
    assert violations(root, TABLE) == ["pyproject.toml: plans/urls is listed and not there"]


def test_a_row_of_the_table_names_the_features_of_its_room_and_the_other_rooms(tmp_path):
    assert import_rows(house(tmp_path), TABLE) == {
        "portal": set(),
        "plans/document": set(),
        "plans/models": {"plans/document"},
        "plans/render": {"plans/document", "portal"},
        "plans/editing": {"plans/models"},
        "plans/urls": {"plans/editing"},
        "public": {"plans"},
        "accounts": {"plans"},
        "wiring": {"public", "accounts"},
    }
