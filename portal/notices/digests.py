"""The day's digests: what waits for a person goes in one mail, and waits no more; all of it in one transaction."""

import logging

from django.contrib.auth import get_user_model
from django.db import transaction

from portal.notices.mailing import ABOUT, write_digest_letter
from portal.notices.models import Notice
from portal.notices.queries import may_be_mailed
from portal.outbox.actions import retry_letters

log = logging.getLogger(__name__)


def send_digests() -> tuple[int, list[str]]:
    """Write a digest to each person for whom something waits, and let go again what the mail server did not take.

    Return how many digests were written, and the names of the accounts for which that failed; one keeps no other.
    """
    retry_letters(about=ABOUT)
    written, failed = 0, []
    waiting = Notice.objects.filter(waits_for_digest=True).order_by()
    for pk in sorted(set(waiting.values_list("recipient", flat=True))):
        try:
            written += write_digest(pk)
        except Exception:
            log.exception("The digest of account %s was not written.", pk)
            failed.append(f"rezumatul contului {pk}")
    return written, failed


@transaction.atomic
def write_digest(person_key: int) -> bool:
    """Write a person's digest; tell whether there was anything to write. What may not be told waits no more."""
    # Two runs at once: the second waits here, and finds nothing left.
    person = get_user_model().objects.select_for_update().get(pk=person_key)
    notices = list(person.notices.filter(waits_for_digest=True).select_related("by").order_by("at", "pk"))
    for one in notices:
        one.recipient = person
    told = [one for one in notices if may_be_mailed(one)]
    letter = write_digest_letter(person, told) if told else None
    Notice.objects.filter(pk__in=[one.pk for one in told]).update(letter=letter)
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(waits_for_digest=False)
    return letter is not None
