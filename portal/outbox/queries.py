"""What the administrators' page asks of the mails."""

import datetime

from portal.outbox.models import Letter


def waiting_letter_count() -> int:
    """Return how many mails have not left yet."""
    return Letter.objects.waiting().count()


def failed_letter_count(*, since: datetime.datetime) -> int:
    """Return how many mails written since a moment did not leave and are not tried any more."""
    return Letter.objects.failed().filter(created_at__gte=since).count()


def oldest_waiting_letter() -> datetime.datetime | None:
    """Return since when the mail waits that has waited the longest, None where none waits."""
    return Letter.objects.waiting().values_list("created_at", flat=True).first()
