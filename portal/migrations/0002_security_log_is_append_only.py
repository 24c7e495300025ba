"""The database itself refuses to change the security log, and to delete what has not been kept long enough."""

from django.db import migrations

TABLE = "portal_securityevent"
# KEEP_FOR of portal/security_log/models.py; written out, since a migration keeps what it did.
DAYS = 365
REFUSAL = "the security log is append-only"
SQLITE = {
    "no_update": f"BEFORE UPDATE ON {TABLE}",
    "no_early_delete": f"BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-{DAYS} days')",
    # INSERT OR REPLACE deletes without telling a trigger.
    "no_replace": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",
}
POSTGRESQL = f"""
CREATE FUNCTION {TABLE}_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuses();
CREATE TRIGGER {TABLE}_no_early_delete BEFORE DELETE ON {TABLE}
FOR EACH ROW WHEN (OLD.at > now() - interval '{DAYS} days') EXECUTE FUNCTION {TABLE}_refuses();
CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuses();
"""


def close(apps, schema_editor):
    """Create the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for name, when in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {TABLE}_{name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def open_again(apps, schema_editor):
    """Drop the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        for name in ("no_update", "no_early_delete", "no_truncate"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_{name} ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {TABLE}_refuses()")
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {TABLE}_{name}")


class Migration(migrations.Migration):
    """Triggers on the log; a later migration that rebuilds the table on SQLite must create them again."""

    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(close, open_again)]
