"""Tables that lead to one another are made at once, and go at once."""

import pytest
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from portal.create_models import CreateModels

KEY = ("id", models.BigAutoField(primary_key=True))
BOTH = CreateModels(
    migrations.CreateModel("Plan", [KEY]),
    migrations.CreateModel(
        "Element", [KEY, ("plan", models.ForeignKey("atelier.plan", models.CASCADE)), ("code", models.TextField())]
    ),
)


@pytest.fixture
def connection(django_db_blocker):
    """A database of the test's own: the one of all tests changes no tables in the middle of a transaction."""
    own = {**settings.DATABASES["default"], "ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}
    with django_db_blocker.unblock():
        yield ConnectionHandler({"default": own})["default"]


def test_the_models_are_made_and_dropped_with_what_leads_from_one_to_the_other(connection):
    before = ProjectState()
    after = before.clone()
    BOTH.state_forwards("atelier", after)
    with connection.schema_editor() as editor:
        BOTH.database_forwards("atelier", editor, before, after)
    with connection.cursor() as cursor:
        leads = connection.introspection.get_relations(cursor, "atelier_element")
        columns = [one.name for one in connection.introspection.get_table_description(cursor, "atelier_element")]
    assert {name: target[:2] for name, target in leads.items()} == {"plan_id": ("id", "atelier_plan")}
    assert sorted(columns) == ["code", "id", "plan_id"]
    with connection.schema_editor() as editor:
        BOTH.database_backwards("atelier", editor, after, before)
    assert connection.introspection.table_names() == []


def test_a_migration_writes_it_as_it_is():
    name, operations, named = BOTH.deconstruct()
    assert (name, [one.name for one in operations], named) == ("CreateModels", ["Plan", "Element"], {})
    assert BOTH.describe() == "Create models Plan, Element"
