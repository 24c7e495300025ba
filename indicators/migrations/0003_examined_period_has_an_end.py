"""The database refuses an edition examined in a period without an end."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0002_adopted_briefings_are_frozen'),
        ('plans', '0002_editions_are_frozen'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sitting',
            name='sitting_examines_an_edition_in_a_period',
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition', None), ('period_end', None), ('period_start', None)), models.Q(('edition__isnull', False), ('period_end__gte', models.F('period_start')), ('period_end__isnull', False), ('period_start__isnull', False)), _connector='OR'), name='sitting_examines_an_edition_in_a_period', violation_error_message='O ediție se examinează pe o perioadă: alegeți ediția și cele două date, în ordine, sau niciuna dintre ele.'),
        ),
    ]
