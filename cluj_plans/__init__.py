"""Wiring only: settings, addresses and the server's entry point."""

import sys
from contextlib import suppress

# Debian's SQLite (3.40) can lose a committed write when a checkpoint races a writer; the one that this package brings
# cannot. Whatever runs the portal imports this module before Django's database backends.
with suppress(ImportError):
    import pysqlite3.dbapi2

    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = pysqlite3, pysqlite3.dbapi2
