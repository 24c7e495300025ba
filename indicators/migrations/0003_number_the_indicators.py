"""Indicators that were there before take their numbers, in the order of their plan."""

from collections import defaultdict

from django.db import migrations


def number(apps, schema_editor):
    """Number the indicators of each plan from 1; those that only history knows, after them."""
    Indicator, Historical = (apps.get_model("indicators", name) for name in ("Indicator", "HistoricalIndicator"))
    newest = defaultdict(int)
    numbers = {}
    for pk, plan in Indicator.objects.order_by("plan", "position", "pk").values_list("pk", "plan"):
        newest[plan] += 1
        numbers[pk] = newest[plan]
        Indicator.objects.filter(pk=pk).update(number=numbers[pk])
    for pk, plan in Historical.objects.order_by("id").values_list("id", "plan").distinct():
        if pk not in numbers:
            newest[plan] += 1
            numbers[pk] = newest[plan]
        Historical.objects.filter(id=pk).update(number=numbers[pk])


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("indicators", "0002_targets_keep_their_history")]
    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
