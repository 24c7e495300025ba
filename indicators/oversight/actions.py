"""What the oversight body does: it recommends, verifies answers, drafts briefings and records their adoption.

Each function is one transaction and writes down who did it; where someone else did something meanwhile, Conflict is
raised and nothing changes.
"""

import dataclasses
import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from indicators import permissions, queries
from indicators.models import Briefing, Recommendation, RecommendationStep, Sitting
from indicators.oversight import drafting
from indicators.oversight.tasks import make_briefing_files
from indicators.progress.indicator_status import indicator_statuses
from indicators.progress.report_values import SittingValue
from indicators.render.briefing import document as briefing
from plans import document
from plans.editions.composition import institution_value
from plans.extensions import announce_change
from plans.models import Institution
from portal.chain.sealing import seal_after_commit
from portal.people import person_name
from portal.security_log.recording import Occurrence, record_event
from portal.versioning import WrongState, lock_row

Step = RecommendationStep.RecommendationStepKind
State = Recommendation.RecommendationState


def issue_recommendation(recommendation: Recommendation, *, by) -> Recommendation:
    """Issue a new recommendation under the body's next number of the year; it is public from now on."""
    with transaction.atomic():
        if not permissions.institutions(by, permissions.Role.REVIEWER).filter(pk=recommendation.body_id).exists():
            raise PermissionDenied
        Institution.objects.select_for_update().get(pk=recommendation.body_id)
        recommendation.issued_on = timezone.localdate()
        recommendation.year = recommendation.issued_on.year
        earlier = Recommendation.objects.filter(body=recommendation.body, year=recommendation.year)
        recommendation.number = (earlier.aggregate(newest=Max("number"))["newest"] or 0) + 1
        recommendation.about = recommendation_subject(recommendation)
        recommendation.full_clean()
        recommendation.save()
        _record_step(recommendation, Step.ISSUED, by)
        _announce(recommendation)
    return recommendation


def recommendation_subject(recommendation: Recommendation) -> str:
    """Return what a recommendation concerns, in words that stay when the plan changes."""
    if recommendation.indicator:
        return f"Indicatorul „{recommendation.indicator.title[:300]}”, {recommendation.plan.short_title}"
    if recommendation.element:
        return f"{str(recommendation.element)[:350]}, {recommendation.plan.short_title}"
    return recommendation.plan.short_title


def save_answer_draft(recommendation: Recommendation, *, by, text: str) -> Recommendation:
    """Keep the institution's answer as a draft, which the public does not see before it is sent."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.answerable_recommendations(by), State.OPEN)
        row.answer = text
        row.full_clean()
        row.save()
    return row


def send_answer(recommendation: Recommendation, *, by, text: str) -> Recommendation:
    """Send the institution's official answer; it is public from now on."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.answerable_recommendations(by), State.OPEN)
        row.answer, row.answered_on, row.state = text, timezone.localdate(), State.ANSWERED
        row.full_clean()
        row.save()
        _record_step(row, Step.ANSWERED, by, text)
        _announce(row)
    return row


def return_answer(recommendation: Recommendation, *, by, note: str) -> Recommendation:
    """Ask for another answer: the recommendation is open again, the answer stays in its history."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.issued_recommendations(by), State.ANSWERED)
        row.state, row.answered_on = State.OPEN, None
        row.save()
        _record_step(row, Step.SENT_BACK, by, note)
        _announce(row)
    return row


def close_recommendation(recommendation: Recommendation, *, by, note: str) -> Recommendation:
    """Close an answered recommendation with what was found when the answer was verified."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.issued_recommendations(by), State.ANSWERED)
        row.state, row.closed_on, row.closing_note = State.CLOSED, timezone.localdate(), note
        row.full_clean()
        row.save()
        _record_step(row, Step.CLOSED, by, note)
        _announce(row)
    return row


def draft_briefing(sitting: Sitting, *, by, kind: str) -> Briefing:
    """Draft a briefing from the data of the edition and the period that a sitting examined."""
    if not permissions.recordable_sittings(by).filter(pk=sitting.pk).exists():
        raise PermissionDenied
    if sitting.edition is None:
        raise WrongState(sitting)
    published = sitting.edition.read()
    value = briefing.BriefingDocument(
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
        chapters=fresh_chapters(sitting, kind),
    )
    return Briefing.objects.create(
        kind=kind, sitting=sitting, plan=sitting.edition.plan, title=value.title, content=document.to_json(value)
    )


def fresh_chapters(sitting: Sitting, kind: str) -> tuple[briefing.Chapter, ...]:
    """Return the chapters that the data give today for what a sitting examined."""
    plan, published, today = sitting.edition.plan, sitting.edition.read(), timezone.localdate()
    found = indicator_statuses(published, queries.report_values(plan), today, at=sitting.period_end)
    return drafting.draft_chapters(
        published,
        found,
        queries.recommendation_values(plan.recommendations.all()),
        sitting_value(sitting),
        kind=kind,
        period_start=sitting.period_start,
        period_end=sitting.period_end,
        today=today,
    )


def sitting_value(sitting: Sitting) -> SittingValue:
    """Return a sitting as a value."""
    members = sitting.members_present.select_related("user").order_by("user__last_name", "user__username")
    return SittingValue(
        body=institution_value(sitting.body),
        kind=sitting.get_kind_display(),
        held_on=sitting.held_on,
        members_present=tuple(person_name(member.user) for member in members),
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


def adopt_briefing(row: Briefing, *, by, number: str, adopted_on: datetime.date) -> Briefing:
    """Record that the body adopted a briefing under a number and on a date: from now on it is public and frozen."""
    with transaction.atomic():
        stored = _lock_briefing(row, by)
        if adopted_on < stored.sitting.held_on:
            raise ValidationError({"adopted_on": "Documentul nu se poate adopta înaintea ședinței."})
        value = briefing_document(stored)
        value = dataclasses.replace(value, number=number, adopted_on=adopted_on)
        stored.content = document.to_json(value)
        stored.checksum = document.checksum_of(stored.content)
        stored.number, stored.adopted_on, stored.adopted_by = number, adopted_on, by
        stored.full_clean()
        try:
            with transaction.atomic():
                stored.save()
                about = f"{stored.plan.slug}, nr. {number} din {adopted_on:%d.%m.%Y}"
                record_event(Occurrence.ADOPTED, by=by, about=about, checksum=stored.checksum)
        except IntegrityError as error:
            raise ValidationError("Chiar acum s-a adoptat alt document cu acest număr. Verificați numărul.") from error
        announce_change(stored.plan)
        # The worker makes them; whoever asks for a file before has a short one made at once.
        make_briefing_files.enqueue(stored.pk)
        seal_after_commit("indicators_briefing")
    return stored


def briefing_document(row: Briefing) -> briefing.BriefingDocument:
    """Return the briefing as a value; raise document.CorruptDocument when an adopted one is not what was adopted."""
    return briefing.from_json(row.content, checksum=row.checksum or document.checksum_of(row.content))


def _lock_recommendation(recommendation: Recommendation, allowed, state: str) -> Recommendation:
    """Return the row, locked, if it is as the person saw it, in a state, and the person's to change."""
    return lock_row(
        recommendation,
        allowed=allowed,
        may_change=lambda row: row.state == state,
        related=("plan",),
        version=recommendation.version,
    )


def _lock_briefing(briefing_: Briefing, by) -> Briefing:
    """Return the row, locked, if it is as the person saw it, not adopted, and the person's to change."""
    return lock_row(
        briefing_,
        allowed=permissions.draftable_briefings(by),
        may_change=lambda row: not row.is_adopted,
        related=("plan", "sitting"),
        version=briefing_.version,
    )


def _record_step(recommendation: Recommendation, kind: str, by, note: str = "") -> None:
    """Write down what was done."""
    step = RecommendationStep(recommendation=recommendation, kind=kind, by=by, note=note)
    step.full_clean(exclude=["recommendation", "by"])
    step.save()


def _announce(recommendation: Recommendation) -> None:
    """Say that the public sees something else of the plan, and of the indicator that is recommended about."""
    indicator = recommendation.indicator
    announce_change(recommendation.plan, indicators={str(indicator.uid)} if indicator else ())
