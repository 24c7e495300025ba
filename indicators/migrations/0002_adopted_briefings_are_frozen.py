"""The database itself refuses to change or delete an adopted briefing."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER indicators_briefing_no_{verb} BEFORE {verb} ON indicators_briefing
WHEN OLD.adopted_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an adopted briefing is never changed or deleted'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION indicators_briefing_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'an adopted briefing is never changed or deleted' USING ERRCODE = 'restrict_violation'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER indicators_briefing_frozen BEFORE UPDATE OR DELETE ON indicators_briefing
FOR EACH ROW WHEN (OLD.adopted_on IS NOT NULL) EXECUTE FUNCTION indicators_briefing_is_frozen()
"""


def freeze(apps, schema_editor):
    """Create the triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(verb=verb))
    else:
        schema_editor.execute(POSTGRESQL_FUNCTION)
        schema_editor.execute(POSTGRESQL_TRIGGER)


def thaw(apps, schema_editor):
    """Drop the triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER indicators_briefing_no_{verb}")
    else:
        schema_editor.execute("DROP TRIGGER indicators_briefing_frozen ON indicators_briefing")
        schema_editor.execute("DROP FUNCTION indicators_briefing_is_frozen()")


class Migration(migrations.Migration):
    """Triggers on briefings; a later migration that rebuilds the table on SQLite must create them again."""

    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
