"""What is done with a reported mistake: it is kept, answered, taken back, and forgotten; each in one transaction."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from plans import permissions
from portal import clock
from portal.languages import ROMANIAN, keep_romanian
from portal.versioning import lock_row
from public.mistakes.letters import delete_letters, write_answer, write_receipt
from public.mistakes.notices import notify_publishers
from public.mistakes.places import MistakePlace
from public.mistakes.queries import digest_of
from public.models import MistakeAnswer, MistakeReport

State = MistakeReport.MistakeState
ANSWERS = (State.CONFIRMED, State.CORRECTED, State.NO_MISTAKE, State.OTHER)
# How long after its end a report keeps who wrote it, and what they wrote.
CONTACT_KEPT_FOR, TEXT_KEPT_FOR = datetime.timedelta(days=30), datetime.timedelta(days=365)


@keep_romanian
def report_mistake(
    place: MistakePlace, *, key: str, text: str, proposal: str, name: str, email: str, language: str = ROMANIAN
) -> MistakeReport:
    """Keep what a reader reports, tell those who publish the plan, write the receipt in their language; once."""
    report = MistakeReport(
        key_digest=digest_of(key),
        plan=place.plan,
        edition=place.edition,
        element_uid=place.element_uid,
        path=place.path,
        place=place.name,
        received_at=clock.now(),
        text=text,
        proposal=proposal,
        name=name,
        email=email,
        language=language,
    )
    try:
        with transaction.atomic():
            report.save()
            write_receipt(report, key)
            notify_publishers(report)
    except IntegrityError:
        return MistakeReport.objects.get(key_digest=report.key_digest)
    return report


@transaction.atomic
def answer(report: MistakeReport, *, by, state: str, text: str, version: int) -> MistakeAnswer:
    """Answer a report, as it was seen; whoever left an address is told, unless it is no report of a mistake.

    A mistake that is confirmed is answered once more when it is mended.
    """
    if state not in ANSWERS:
        raise ValueError(state)
    stored = lock_row(
        report,
        allowed=MistakeReport.objects.filter(plan__in=permissions.publishable_plans(by)),
        may_change=lambda row: row.is_answerable,
        related=("plan",),
        version=version,
    )
    given = MistakeAnswer.objects.create(report=stored, state=state, text=text, by=by, at=clock.now())
    stored.state = state
    stored.answered_on = stored.answered_on or clock.today()
    stored.closed_on = None if state == State.CONFIRMED else clock.today()
    stored.save()
    if state != State.OTHER:
        write_answer(given)
    return given


@transaction.atomic
def withdraw(report: MistakeReport) -> None:
    """Take a report back, at its writer's wish: all that they wrote goes at once; that it was answered stays."""
    stored = MistakeReport.objects.select_for_update().get(pk=report.pk)
    if stored.is_answerable:
        stored.state, stored.closed_on = State.WITHDRAWN, clock.today()
    _erase(stored)


def erase_expired() -> int:
    """Take out of reports what is not needed any more: a month after the end who wrote, a year after it what.

    Return from how many something was taken.
    """
    today = timezone.localdate()
    over = MistakeReport.objects.filter(closed_on__lt=today - CONTACT_KEPT_FOR).exclude(name="", email="")
    keys = list(over.values_list("pk", flat=True))
    old = MistakeReport.objects.filter(closed_on__lt=today - TEXT_KEPT_FOR, erased_on=None)
    with transaction.atomic():
        MistakeReport.objects.filter(pk__in=keys).update(name="", email="")
        delete_letters(keys)
        for report in old:
            _erase(report)
            keys.append(report.pk)
    return len(set(keys))


def _erase(report: MistakeReport) -> None:
    report.text = report.proposal = report.name = report.email = ""
    report.erased_on = report.erased_on or clock.today()
    report.save()
    report.answers.update(text="")
    delete_letters([report.pk])
