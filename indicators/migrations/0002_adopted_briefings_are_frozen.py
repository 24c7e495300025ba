"""The database itself refuses to change or delete what was accepted, adopted and told by history."""

from django.db import migrations

from indicators.frozen_tables import FROZEN_TABLES
from portal.append_only import freeze


class Migration(migrations.Migration):
    """Triggers; a later migration that makes one of the tables anew on SQLite must freeze it again."""

    dependencies = [("indicators", "0001_initial")]
    operations = [freeze(*FROZEN_TABLES)]
