"""Which edition of a plan a sitting can have examined."""

import datetime

from django.utils import timezone

from plans.models import Edition
from portal.romanian import long_date


def edition_refusal(edition: Edition, day: datetime.date) -> str:
    """Return why a sitting of a day cannot have examined an edition; nothing where it can.

    The first edition of a plan may be examined by a sitting before it: the portal came later than the plan.
    """
    published = timezone.localdate(edition.published_at)
    if published <= day or edition.number == 1:
        return ""
    return (
        f"Ediția {edition.number} a fost publicată la {long_date(published)}, după ședință. Alegeți ediția în vigoare "
        f"la {long_date(day)}."
    )
