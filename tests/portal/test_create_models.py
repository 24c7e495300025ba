"""Tables that lead to one another are made at once, and go at once."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from portal.create_models import CreateModels

KEY = ("id", models.BigAutoField(primary_key=True))
BOTH = CreateModels(
    migrations.CreateModel("Plan", [KEY]),
    migrations.CreateModel(
        "Element", [KEY, ("plan", models.ForeignKey("atelier.plan", models.CASCADE)), ("code", models.TextField())]
    ),
)


@pytest.mark.django_db(transaction=True)
def test_the_models_are_made_and_dropped_with_what_leads_from_one_to_the_other():
    before = ProjectState()
    after = before.clone()
    BOTH.state_forwards("atelier", after)
    with connection.schema_editor() as editor:
        BOTH.database_forwards("atelier", editor, before, after)
    with connection.cursor() as cursor:
        leads = connection.introspection.get_relations(cursor, "atelier_element")
    plan, element = (after.apps.get_model("atelier", name) for name in ("Plan", "Element"))
    element.objects.create(plan=plan.objects.create(), code="1.1")
    assert ({name: target[:2] for name, target in leads.items()}, element.objects.get().plan_id) == (
        {"plan_id": ("id", "atelier_plan")},
        plan.objects.get().pk,
    )
    with connection.schema_editor() as editor:
        BOTH.database_backwards("atelier", editor, after, before)
    assert {"atelier_plan", "atelier_element"} & set(connection.introspection.table_names()) == set()


def test_a_migration_writes_it_as_it_is():
    name, operations, named = BOTH.deconstruct()
    assert (name, [one.name for one in operations], named) == ("CreateModels", ["Plan", "Element"], {})
    assert BOTH.describe() == "Create models Plan, Element"
