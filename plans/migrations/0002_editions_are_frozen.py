"""The database itself refuses to change or delete what was published, decided and told by history."""

from django.db import migrations

from plans.frozen_tables import FROZEN_TABLES
from portal.append_only import freeze


class Migration(migrations.Migration):
    """Triggers; a later migration that makes one of the tables anew on SQLite must freeze it again."""

    dependencies = [("plans", "0001_initial")]
    operations = [freeze(*FROZEN_TABLES)]
