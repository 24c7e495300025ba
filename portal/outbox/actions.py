"""Writing mails, and taking away what is left of them."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.ciphers import cipher_for
from portal.outbox.models import Letter
from portal.outbox.tasks import DELAYS, MAILING_RULES, PURPOSE, deliver_letter
from portal.romanian import NO_BREAK_SPACE

RETRIED_FOR = datetime.timedelta(days=7)
KEPT_FOR = datetime.timedelta(days=30)


@transaction.atomic
def write_letter(to: str, *, subject: str, body: str, about: str, about_key: str = "") -> Letter:
    """Write a mail that leaves once the transaction is saved, and only then.

    Raise LookupError where no rule says whether letters about this still leave when their turn comes.
    """
    if about not in MAILING_RULES:
        raise LookupError(f"No rules for letters about “{about}”")
    subject = " ".join(subject.replace(NO_BREAK_SPACE, " ").split())
    text = body.replace(NO_BREAK_SPACE, " ").strip() + "\n"
    letter = Letter(to=to, subject=subject[:300], about=about, about_key=about_key)
    letter.sealed_body = cipher_for(PURPOSE).encrypt(text.encode()).decode()
    letter.task = deliver_letter.enqueue(str(letter.pk)).db_result
    letter.save(force_insert=True)
    return letter


@transaction.atomic
def send_again(letter: Letter) -> bool:
    """Let a mail that did not leave be tried anew, from the beginning; tell whether it will be."""
    stored = Letter.objects.failed().select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if stored is None or not stored.sealed_body:
        return False
    stored.attempts, stored.failed_at = 0, None
    stored.task = deliver_letter.enqueue(str(stored.pk)).db_result
    stored.save()
    return True


def retry_letters(*, about: str, now: datetime.datetime | None = None) -> int:
    """Let letters of the last week about something be tried anew that the server was never there to take.

    What it refused for good is left: the same address would be refused again.
    """
    recent = Letter.objects.failed().filter(about=about, created_at__gte=(now or timezone.now()) - RETRIED_FOR)
    refused = Q(failed_at__isnull=False, attempts__lt=len(DELAYS))
    return sum(send_again(letter) for letter in recent.exclude(refused))


@transaction.atomic
def forget_letters(to: str) -> None:
    """Delete the letters to an address, those that wait with the others, and what their tasks said of them."""
    letters = Letter.objects.filter(to__iexact=to)
    tasks = list(letters.exclude(task=None).values_list("task", flat=True))
    letters.delete()
    DBTaskResult.objects.filter(pk__in=tasks).exclude(status=TaskResultStatus.RUNNING).delete()


def prune_letters(*, now: datetime.datetime | None = None) -> int:
    """Delete letters that left, or were given up, a month ago; return how many."""
    before = (now or timezone.now()) - KEPT_FOR
    over = Letter.objects.filter(created_at__lt=before).exclude(pk__in=Letter.objects.waiting().values("pk"))
    count = over.count()
    over.delete()
    return count
