"""What somebody does who has the database, or the disk, and means no good."""

import datetime

from django.db import connection

from tests.installation import SERVER


def run(statement, *values):
    values = [connection.ops.adapt_datetimefield_value(v) if isinstance(v, datetime.datetime) else v for v in values]
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def drop_triggers(table):
    """Take away what keeps the rows of a table; the end of the test brings it back."""
    kinds = ("update", "delete", "truncate") if SERVER else ("update", "delete", "insert", "replace")
    for kind in kinds:
        run(f'DROP TRIGGER IF EXISTS "{table}_frozen_{kind}"' + (f' ON "{table}"' if SERVER else ""))
