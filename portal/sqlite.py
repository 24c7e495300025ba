"""Which SQLite runs, and whether it keeps what was committed."""

import sqlite3

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import register
from django.db import connection

# Before, a checkpoint that races a writer may lose a committed write.
FIRST_SAFE = (3, 51, 3)


def sqlite_version() -> str:
    """Return the version of SQLite that runs; nothing where the portal is on another database."""
    return sqlite3.sqlite_version if connection.vendor == "sqlite" else ""


@register
def check_sqlite(app_configs, **kwargs) -> list[CheckWarning]:
    """Warn of a SQLite that may lose writes; production does not start with one (settings)."""
    version = sqlite_version()
    if not version or sqlite3.sqlite_version_info >= FIRST_SAFE:
        return []
    message = f"SQLite {version} poate pierde o scriere confirmată."
    hint = f"Instalați pachetul pysqlite3 (requirements.txt) sau folosiți PostgreSQL. Baza: {settings.DATA_DIR}"
    return [CheckWarning(message, hint=hint, id="portal.W001")]
