"""The runner on a made-up module, in a tree of its own."""

import pytest

from ops.mutants import NO_DATABASE, PURE, exit_code, mirrored_tests, survivors

MODULE = "shop/prices.py"
TESTS = "tests/shop/test_prices.py"
SOURCE = "def is_cheap(price):\n    return price < 10\n"
LOOSE = "from shop.prices import is_cheap\n\n\ndef test_five_is_cheap():\n    assert is_cheap(5) is True\n"
EXACT = LOOSE + "\n\ndef test_ten_is_not():\n    assert [is_cheap(9), is_cheap(10)] == [True, False]\n"


def shop(tmp_path, tests, table=""):
    files = {MODULE: SOURCE, TESTS: tests, "pyproject.toml": f"[tool.mutants]\n{table}", "shop/__init__.py": ""}
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_what_no_test_notices_survives_with_its_line_and_change_and_the_tree_is_as_it_was(tmp_path):
    root = shop(tmp_path, LOOSE)
    found, tried = survivors(root, MODULE, [TESTS], (PURE,))
    # The fourth turns the comparison around, which the test of five notices.
    assert (tried, [(one.line, one.change) for one in found]) == (
        4,
        [(2, "price < 10  →  price <= 10"), (2, "10  →  11"), (2, "10  →  9")],
    )
    assert {path.name for path in root.rglob("*.py")} == {"prices.py", "__init__.py", "test_prices.py"}
    assert (root / MODULE).read_text(encoding="utf-8") == SOURCE


def test_tests_that_fail_without_a_change_prove_nothing(tmp_path):
    with pytest.raises(SystemExit) as refused:
        survivors(shop(tmp_path, EXACT.replace("[True", "[False")), MODULE, [TESTS], (PURE,))
    assert str(refused.value) == f"The tests do not pass without a change: {TESTS}"


def test_a_module_is_tested_by_its_mirror_and_by_what_the_table_names(tmp_path):
    root = shop(tmp_path, EXACT, '"shop/prices.py" = ["tests/shop", "tests/gone.py"]')
    assert mirrored_tests(MODULE, root) == [TESTS, "tests/shop"]


def test_the_tests_of_a_mutant_that_never_ends_are_ended(tmp_path):
    root = shop(tmp_path, "def test_forever():\n    while True:\n        pass\n")
    assert exit_code(root, [TESTS], 2, PURE) == -9


def test_a_test_that_needs_a_database_is_left_out_unless_asked_for():
    class Item:
        def __init__(self, *names):
            self.fixturenames = names

    items = [Item("tmp_path"), Item("atop", "db")]
    NO_DATABASE.plugins[0].pytest_collection_modifyitems(items)
    assert [item.fixturenames for item in items] == [("tmp_path",)]
