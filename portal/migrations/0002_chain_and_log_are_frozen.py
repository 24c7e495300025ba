"""The database itself refuses to change or delete entries of the chain and of the log, and what was erased."""

from django.db import migrations

from portal.append_only import freeze
from portal.frozen_tables import FROZEN_TABLES


class Migration(migrations.Migration):
    """Triggers; a later migration that makes one of the tables anew on SQLite must freeze it again."""

    dependencies = [("portal", "0001_initial")]
    operations = [freeze(*FROZEN_TABLES)]
