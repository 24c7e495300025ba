"""Changing what was promised: the public keeps the old value, the date, the reason and the act."""

from django.db import transaction
from django.utils import timezone

from indicators.models import Target

PROMISE = ("kind", "value", "upper_value", "text", "period_start", "period_end")


def replace(target: Target, *, reason: str, act, **promise) -> Target:
    """Put a new target in the place of one that the public has seen; the old one stays as it was, with its last day."""
    with transaction.atomic():
        old = Target.objects.select_for_update().get(pk=target.pk)
        old.version = target.version
        old.replaced_on = timezone.localdate()
        old.save()
        return Target.objects.create(indicator=old.indicator, reason=reason, act=act, **promise)
