"""The database itself refuses to change or delete an edition."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER plans_edition_no_{verb} BEFORE {verb} ON plans_edition
BEGIN SELECT RAISE(ABORT, 'an edition is never changed or deleted'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION plans_edition_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'an edition is never changed or deleted' USING ERRCODE = 'restrict_violation'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER plans_edition_frozen BEFORE UPDATE OR DELETE ON plans_edition
FOR EACH ROW EXECUTE FUNCTION plans_edition_is_frozen()
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
            schema_editor.execute(f"DROP TRIGGER plans_edition_no_{verb}")
    else:
        schema_editor.execute("DROP TRIGGER plans_edition_frozen ON plans_edition")
        schema_editor.execute("DROP FUNCTION plans_edition_is_frozen()")


class Migration(migrations.Migration):
    """Triggers on editions; a later migration that rebuilds the table on SQLite must create them again."""

    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
