"""What the oversight body does with its documents: it drafts them, deletes a draft, records an adoption.

Each function is one transaction; where someone else did something meanwhile, Conflict is raised and nothing changes.
"""

import dataclasses
import datetime
import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators import permissions
from indicators.models import Briefing, Sitting
from indicators.oversight import drafting, snapshot
from indicators.oversight.sittings.examination import edition_refusal
from indicators.oversight.sittings.members import present_members, printed_member, signing_members
from indicators.oversight.tasks import make_briefing_files
from indicators.progress.indicator_status import indicator_statuses
from indicators.progress.report_values import SittingValue
from indicators.render.briefing import document as briefing
from plans import document
from plans.document import SignatoryValue
from plans.editions.composition import institution_value
from plans.extensions import announce_change
from plans.models import Institution
from portal import clock
from portal.chain.sealing import seal_after_commit
from portal.romanian import long_date
from portal.security_log.recording import Occurrence, record_event
from portal.versioning import WrongState, lock_row

# Perhaps "nr.", the number, perhaps the year.
NUMBER = re.compile(r"(?:nr\.?\s*)?0*(.*?)(?:\s*/\s*(\d{4}))?", re.IGNORECASE)


def draft_briefing(sitting: Sitting, *, by, kind: str) -> Briefing:
    """Draft a briefing from the data of the edition and the period that a sitting examined, as known on its day.

    Raise WrongState where the sitting examined nothing, or where its body has a document of this kind and period.
    """
    with transaction.atomic():
        if not permissions.recordable_sittings(by).filter(pk=sitting.pk).exists():
            raise PermissionDenied
        sitting = Sitting.objects.select_for_update(of=("self",)).select_related("body", "edition").get(pk=sitting.pk)
        Institution.objects.select_for_update().get(pk=sitting.body_id)
        if sitting.edition is None or existing_briefing(sitting, kind):
            raise WrongState(sitting)
        if refusal := edition_refusal(sitting.edition, sitting.held_on):
            raise ValidationError(refusal)
        value = _drafted_document(sitting, kind)
        return Briefing.objects.create(
            kind=kind,
            sitting=sitting,
            plan=sitting.edition.plan,
            body=sitting.body,
            period_start=sitting.period_start,
            period_end=sitting.period_end,
            title=value.title,
            content=document.to_json(value),
        )


def existing_briefing(sitting: Sitting, kind: str) -> Briefing | None:
    """Return the document of a kind that the sitting's body has of the period that the sitting examined."""
    return Briefing.objects.filter(
        body=sitting.body_id, kind=kind, period_start=sitting.period_start, period_end=sitting.period_end
    ).first()


def _drafted_document(sitting: Sitting, kind: str) -> briefing.BriefingDocument:
    published = sitting.edition.read()
    return briefing.BriefingDocument(
        version=briefing.VERSION,
        kind=kind,
        number="",
        adopted_on=None,
        title=drafting.briefing_title(kind, sitting.period_start, sitting.period_end),
        body=institution_value(sitting.body),
        plan=published.slug,
        plan_title=published.short_title,
        edition=published.edition.number,
        period_start=sitting.period_start,
        period_end=sitting.period_end,
        sitting=drafting.sitting_sentence(sitting_value(sitting)),
        known_on=knowledge_day(sitting),
        chapters=fresh_chapters(sitting, kind),
        is_invented=published.is_invented,
        signatories=signatory_values(sitting),
    )


def fresh_chapters(sitting: Sitting, kind: str) -> tuple[briefing.Chapter, ...]:
    """Return the chapters that the data give for what a sitting examined, as known on its day."""
    plan, published, day = sitting.edition.plan, sitting.edition.read(), knowledge_day(sitting)
    reports = snapshot.reports_known(plan, day=day, last=sitting.period_end)
    return drafting.draft_chapters(
        published,
        indicator_statuses(published, reports, day, at=sitting.period_end),
        snapshot.recommendations_known(plan, day=day),
        sitting_value(sitting),
        kind=kind,
        period_start=sitting.period_start,
        period_end=sitting.period_end,
        today=day,
    )


def signatory_values(sitting: Sitting) -> tuple[SignatoryValue, ...]:
    """Return who signs what a sitting examined, in their order."""
    return tuple(
        SignatoryValue(preamble="", office=member.office, name=member.user.get_full_name())
        for member in signing_members(sitting)
    )


def knowledge_day(sitting: Sitting) -> datetime.date:
    """Return the day whose knowledge a document of a sitting tells: the sitting's, or today while it is to come."""
    return min(sitting.held_on, timezone.localdate())


def sitting_value(sitting: Sitting) -> SittingValue:
    """Return a sitting as a value."""
    return SittingValue(
        body=institution_value(sitting.body),
        kind=sitting.get_kind_display(),
        held_on=sitting.held_on,
        hour=sitting.starts_at,
        members_present=tuple(map(printed_member, present_members(sitting))),
        agenda=sitting.agenda,
        conclusions=sitting.conclusions,
    )


def save_briefing(row: Briefing, *, by, value: briefing.BriefingDocument) -> Briefing:
    """Keep the edited text of a briefing that is not adopted."""
    with transaction.atomic():
        stored = _lock_briefing(row, by)
        stored.title, stored.content = value.title, document.to_json(value)
        stored.full_clean()
        stored.save()
    return stored


def remove_draft(row: Briefing, *, by) -> None:
    """Delete a briefing that was not adopted; it can be drafted again from its sitting."""
    with transaction.atomic():
        _lock_briefing(row, by).delete()


def adopt_briefing(row: Briefing, *, by, number: str, adopted_on: datetime.date) -> Briefing:
    """Record that the body adopted a briefing under a number and on a date: from now on it is public and frozen.

    What it tells of its sitting is frozen with it. The number is used once a year by a body.
    """
    with transaction.atomic():
        stored = _lock_briefing(row, by)
        value = briefing_document(stored)
        require_adoptable(stored, value, adopted_on)
        number = decision_number(number, adopted_on.year)
        signing = signatory_values(stored.sitting)
        value = dataclasses.replace(value, number=number, adopted_on=adopted_on, signatories=signing)
        stored.content = document.to_json(value)
        stored.checksum = document.checksum_of(stored.content)
        require_free_number(stored, number, adopted_on.year)
        stored.number, stored.adopted_on, stored.adopted_by = number, adopted_on, by
        stored.year, stored.adopted_at = adopted_on.year, clock.now()
        stored.full_clean()
        try:
            with transaction.atomic():
                stored.save()
                _freeze_sitting(stored.sitting_id, by)
                about = f"{stored.plan.slug}, nr. {number} din {adopted_on:%d.%m.%Y}"
                record_event(Occurrence.ADOPTED, by=by, about=about, checksum=stored.checksum)
        except IntegrityError as error:
            raise ValidationError("Chiar acum s-a adoptat alt document cu acest număr. Verificați numărul.") from error
        announce_change(stored.plan)
        # The worker makes them; whoever asks for a file before has a short one made at once.
        make_briefing_files.enqueue(stored.pk)
        seal_after_commit("indicators_briefing")
    return stored


def require_adoptable(row: Briefing, value: briefing.BriefingDocument, adopted_on: datetime.date) -> None:
    """Refuse an adoption before the sitting, and of a draft that does not tell its sitting and what was known then."""
    sitting = row.sitting
    if sitting.is_to_come or adopted_on < sitting.held_on:
        raise ValidationError({"adopted_on": "Documentul nu se poate adopta înaintea ședinței."})
    again = "Ștergeți proiectul și redactați-l din nou din ședință."
    same = (row.body_id, row.period_start, row.period_end) == (
        sitting.body_id,
        sitting.period_start,
        sitting.period_end,
    )
    is_of_sitting = value.sitting == drafting.sitting_sentence(sitting_value(sitting))
    if not (same and is_of_sitting and sitting.edition_id and value.edition == sitting.edition.number):
        raise ValidationError(f"Ședința s-a schimbat după ce documentul a fost redactat. {again}")
    if value.known_on != sitting.held_on:
        raise ValidationError(
            f"Documentul spune ce se știa la {long_date(value.known_on)}, iar ședința a fost la "
            f"{long_date(sitting.held_on)}. {again}"
        )


def decision_number(text: str, year: int) -> str:
    """Return the number of a decision as it is kept, without what says that it is one or of which year it is.

    >>> [decision_number(text, 2026) for text in ("4", "nr. 04/2026", "4 bis")]
    ['4', '4', '4 bis']
    """
    number, of = re.fullmatch(
        r"(?:nr\.?\s*)?0*(.*?)(?:\s*/\s*(\d{4}))?", " ".join(text.split()), re.IGNORECASE
    ).groups()
    if of and int(of) != year:
        raise ValidationError({"number": f"Numărul este din anul {of}, iar data adoptării din {year}."})
    if not number:
        raise ValidationError({"number": "Scrieți numărul hotărârii, de exemplu 4."})
    return number.lower()


def require_free_number(row: Briefing, number: str, year: int) -> None:
    """Refuse a number under which the body adopted another document in the year."""
    other = Briefing.objects.filter(body=row.body_id, year=year, number=number).exclude(pk=row.pk).first()
    if other:
        message = f"În {year}, cu hotărârea nr. {number} s-a adoptat deja „{other.title}”."
        raise ValidationError({"number": message})


def _freeze_sitting(key: int, by) -> None:
    """Freeze what is written of a sitting, unless another document of it was adopted before."""
    sitting = Sitting.objects.select_for_update().get(pk=key)
    if not sitting.is_frozen:
        sitting.frozen_at, sitting._history_user = clock.now(), by
        sitting.save()


def briefing_document(row: Briefing) -> briefing.BriefingDocument:
    """Return the briefing as a value; raise document.CorruptDocument when an adopted one is not what was adopted."""
    return briefing.from_json(row.content, checksum=row.checksum or document.checksum_of(row.content))


def _lock_briefing(briefing_: Briefing, by) -> Briefing:
    """Return the row, locked, if it is as the person saw it, not adopted, and the person's to change."""
    return lock_row(
        briefing_,
        allowed=permissions.draftable_briefings(by),
        may_change=lambda row: not row.is_adopted,
        related=("plan", "body", "sitting__body", "sitting__edition"),
        version=briefing_.version,
    )
