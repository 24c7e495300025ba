"""What the oversight body does: it recommends, verifies answers, drafts briefings and records their adoption.

Each function is one transaction and writes down who did it; where someone else did something meanwhile, StaleSave is
raised and nothing changes.
"""

import dataclasses
import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from indicators import briefing, drafting, files, permissions, queries
from indicators.models import Briefing, Recommendation, RecommendationStep, Sitting
from indicators.records import Sitting as SittingValue
from indicators.standing import standings
from plans import document, pages
from plans.composition import institution_value
from plans.models import Institution, Plan
from plans.models.versioned import StaleSave

Step = RecommendationStep.Kind
State = Recommendation.State


class WrongMoment(Exception):
    """The row is not where this can be done with it; nothing was done."""


def issue(recommendation: Recommendation, *, by) -> Recommendation:
    """Issue a new recommendation under the body's next number of the year; it is public from now on."""
    with transaction.atomic():
        if not permissions.institutions(by, permissions.Role.REVIEWER).filter(pk=recommendation.body_id).exists():
            raise PermissionDenied
        Institution.objects.select_for_update().get(pk=recommendation.body_id)
        recommendation.issued_on = timezone.localdate()
        recommendation.year = recommendation.issued_on.year
        earlier = Recommendation.objects.filter(body=recommendation.body, year=recommendation.year)
        recommendation.number = (earlier.aggregate(newest=Max("number"))["newest"] or 0) + 1
        recommendation.about = about(recommendation)
        recommendation.full_clean()
        recommendation.save()
        _note(recommendation, Step.ISSUED, by)
        _show(recommendation)
    return recommendation


def about(recommendation: Recommendation) -> str:
    """Return what a recommendation concerns, in words that stay when the plan changes."""
    if recommendation.indicator:
        return f"Indicatorul „{recommendation.indicator.title[:300]}”, {recommendation.plan.short_title}"
    if recommendation.element:
        return f"{str(recommendation.element)[:350]}, {recommendation.plan.short_title}"
    return recommendation.plan.short_title


def keep_answer(recommendation: Recommendation, *, by, text: str) -> Recommendation:
    """Keep the institution's answer as a draft, which the public does not see before it is sent."""
    with transaction.atomic():
        row = _held(recommendation, permissions.answerable_recommendations(by), State.OPEN)
        row.answer = text
        row.full_clean()
        row.save()
    return row


def answer(recommendation: Recommendation, *, by, text: str) -> Recommendation:
    """Send the institution's official answer; it is public from now on."""
    with transaction.atomic():
        row = _held(recommendation, permissions.answerable_recommendations(by), State.OPEN)
        row.answer, row.answered_on, row.state = text, timezone.localdate(), State.ANSWERED
        row.full_clean()
        row.save()
        _note(row, Step.ANSWERED, by, text)
        _show(row)
    return row


def send_back(recommendation: Recommendation, *, by, note: str) -> Recommendation:
    """Ask for another answer: the recommendation is open again, the answer stays in its history."""
    with transaction.atomic():
        row = _held(recommendation, permissions.issued_recommendations(by), State.ANSWERED)
        row.state, row.answered_on = State.OPEN, None
        row.save()
        _note(row, Step.SENT_BACK, by, note)
        _show(row)
    return row


def close(recommendation: Recommendation, *, by, note: str) -> Recommendation:
    """Close an answered recommendation with what was found when the answer was verified."""
    with transaction.atomic():
        row = _held(recommendation, permissions.issued_recommendations(by), State.ANSWERED)
        row.state, row.closed_on, row.closing_note = State.CLOSED, timezone.localdate(), note
        row.full_clean()
        row.save()
        _note(row, Step.CLOSED, by, note)
        _show(row)
    return row


def draft(sitting: Sitting, *, by, kind: str) -> Briefing:
    """Draft a briefing from the data of the edition and the period that a sitting examined."""
    if not permissions.recordable_sittings(by).filter(pk=sitting.pk).exists():
        raise PermissionDenied
    if sitting.edition is None:
        raise WrongMoment("the sitting examined no edition")
    published = sitting.edition.read()
    value = briefing.Briefing(
        version=briefing.VERSION,
        kind=kind,
        number="",
        adopted_on=None,
        title=drafting.title_of(kind, sitting.period_start, sitting.period_end),
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
    found = standings(published, queries.records_of(plan), today, at=sitting.period_end)
    return drafting.draft(
        published,
        found,
        queries.recommendations(plan.recommendations.all()),
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
        members_present=tuple(member.user.get_full_name() or member.user.get_username() for member in members),
        agenda=sitting.agenda,
        conclusions=sitting.conclusions,
    )


def edit(row: Briefing, *, by, value: briefing.Briefing) -> Briefing:
    """Keep the edited text of a briefing that is not adopted."""
    with transaction.atomic():
        stored = _held_briefing(row, by)
        stored.title, stored.content = value.title, document.to_json(value)
        stored.full_clean()
        stored.save()
    return stored


def adopt(row: Briefing, *, by, number: str, adopted_on: datetime.date) -> Briefing:
    """Record that the body adopted a briefing under a number and on a date: from now on it is public and frozen."""
    with transaction.atomic():
        stored = _held_briefing(row, by)
        if adopted_on < stored.sitting.held_on:
            raise ValidationError({"adopted_on": "Documentul nu se poate adopta înaintea ședinței."})
        value = read(stored)
        value = dataclasses.replace(value, number=number, adopted_on=adopted_on)
        stored.content = document.to_json(value)
        stored.checksum = document.checksum_of(stored.content)
        stored.number, stored.adopted_on, stored.adopted_by = number, adopted_on, by
        stored.full_clean()
        try:
            with transaction.atomic():
                stored.save()
        except IntegrityError as error:
            raise ValidationError("Chiar acum s-a adoptat alt document cu acest număr. Verificați numărul.") from error
        pages.refresh(stored.plan, [f"/planuri/{stored.plan.slug}/progres/"])
        # A failure here is logged and loses nothing: the first reader who asks for a file has it made.
        transaction.on_commit(lambda: files.make_all(stored), robust=True)
    return stored


def read(row: Briefing) -> briefing.Briefing:
    """Return the briefing as a value; raise document.Corrupted when an adopted one is not what was adopted."""
    return briefing.from_json(row.content, checksum=row.checksum or document.checksum_of(row.content))


def _held(recommendation: Recommendation, allowed, state: str) -> Recommendation:
    """Return the row, locked, if it is as the person saw it, in a state, and the person's to change."""
    row = Recommendation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=recommendation.pk)
    if not allowed.filter(pk=row.pk).exists():
        raise PermissionDenied
    if row.version != recommendation.version:
        raise StaleSave(row)
    if row.state != state:
        raise WrongMoment(f"recommendation {row.pk} is {row.state}")
    return row


def _held_briefing(briefing_: Briefing, by) -> Briefing:
    """Return the row, locked, if it is as the person saw it, not adopted, and the person's to change."""
    row = Briefing.objects.select_for_update(of=("self",)).select_related("plan", "sitting").get(pk=briefing_.pk)
    if not permissions.draftable_briefings(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    if row.version != briefing_.version:
        raise StaleSave(row)
    if row.is_adopted:
        raise WrongMoment(f"briefing {row.pk} is adopted")
    return row


def _note(recommendation: Recommendation, kind: str, by, note: str = "") -> None:
    """Write down what was done."""
    step = RecommendationStep(recommendation=recommendation, kind=kind, by=by, note=note)
    step.full_clean(exclude=["recommendation", "by"])
    step.save()


def _show(recommendation: Recommendation) -> None:
    """Make again the pages that name the recommendation: the plan's progress, and its indicator's."""
    plan: Plan = recommendation.plan
    paths = [f"/planuri/{plan.slug}/progres/"]
    if recommendation.indicator:
        paths.append(f"/planuri/{plan.slug}/indicatori/{recommendation.indicator.number}/")
    pages.refresh(plan, paths)
