"""What the oversight body recommends, and what becomes of it.

Each function is one transaction and writes down who did it; where someone else did something meanwhile, Conflict is
raised and nothing changes.
"""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from indicators import permissions
from indicators.models import Recommendation, RecommendationStep
from indicators.notices import ANSWER_RETURNED, RECOMMENDATION_CHANGED, RECOMMENDED, notify_addressee, notify_of_answer
from plans.extensions import announce_change
from plans.models import Institution
from portal import clock
from portal.romanian import long_date
from portal.versioning import lock_row

Step = RecommendationStep.RecommendationStepKind
State = Recommendation.RecommendationState
ONE_DAY = datetime.timedelta(days=1)


def issue_recommendation(recommendation: Recommendation, *, by) -> Recommendation:
    """Issue a new recommendation under the body's next number of the year; it is public from now on."""
    with transaction.atomic():
        if not permissions.institutions(by, permissions.Role.REVIEWER).filter(pk=recommendation.body_id).exists():
            raise PermissionDenied
        Institution.objects.select_for_update().get(pk=recommendation.body_id)
        recommendation.issued_on = clock.today()
        recommendation.year = recommendation.issued_on.year
        earlier = Recommendation.objects.filter(body=recommendation.body, year=recommendation.year)
        recommendation.number = (earlier.aggregate(newest=Max("number"))["newest"] or 0) + 1
        recommendation.about = recommendation_subject(recommendation)
        recommendation.full_clean()
        recommendation.save()
        _record_step(recommendation, Step.ISSUED, by, deadline=recommendation.deadline)
        _announce(recommendation)
        title = f"{recommendation}, de răspuns până la {long_date(recommendation.deadline)}"
        notify_addressee(recommendation, by=by, kind=RECOMMENDED, title=title, text=recommendation.text)
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
        row.answer, row.answered_on, row.state = text, clock.today(), State.ANSWERED
        row.full_clean()
        row.save()
        _record_step(row, Step.ANSWERED, by, text)
        _announce(row)
        notify_of_answer(row, by=by)
    return row


def return_answer(recommendation: Recommendation, *, by, note: str) -> Recommendation:
    """Ask for another answer: the recommendation is open again, the answer stays in its history."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.issued_recommendations(by), State.ANSWERED)
        row.state, row.answered_on = State.OPEN, None
        row.save()
        _record_step(row, Step.SENT_BACK, by, note)
        _announce(row)
        notify_addressee(row, by=by, kind=ANSWER_RETURNED, title=f"{row}: se cere alt răspuns", text=note)
    return row


def close_recommendation(recommendation: Recommendation, *, by, note: str) -> Recommendation:
    """Close an answered recommendation with what was found when the answer was verified."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.issued_recommendations(by), State.ANSWERED)
        _end(row, State.CLOSED, by, note)
    return row


def extend_deadline(recommendation: Recommendation, *, by, deadline: datetime.date, reason: str) -> Recommendation:
    """Give the institution until a later day to answer; both days and the reason are public."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.issued_recommendations(by), State.OPEN)
        if deadline <= max(row.deadline, clock.today() - ONE_DAY):
            raise ValidationError("Termenul nou trebuie să fie după cel de acum și să nu fi trecut.")
        row.deadline = deadline
        row.save()
        _record_step(row, Step.EXTENDED, by, reason, deadline=deadline)
        title = f"{row}: termenul este acum {long_date(deadline)}"
        notify_addressee(row, by=by, kind=RECOMMENDATION_CHANGED, title=title, text=reason)
        _announce(row)
    return row


def close_unanswered(recommendation: Recommendation, *, by, note: str) -> Recommendation:
    """Close a recommendation that got no answer by its deadline: readers see that it stayed unanswered."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.issued_recommendations(by), State.OPEN)
        if not row.is_late:
            raise ValidationError("Termenul răspunsului nu a trecut încă.")
        _end(row, State.UNANSWERED, by, note)
    return row


def withdraw_recommendation(recommendation: Recommendation, *, by, reason: str) -> Recommendation:
    """Withdraw a recommendation that is not ended: nothing is asked any more, the text and the reason stay public."""
    with transaction.atomic():
        row = _lock_recommendation(recommendation, permissions.issued_recommendations(by), State.OPEN, State.ANSWERED)
        _end(row, State.WITHDRAWN, by, reason)
    return row


def _end(row: Recommendation, state: str, by, note: str) -> None:
    """Save how a locked recommendation ended: its state and the step that led there have one name."""
    row.state, row.closed_on, row.closing_note = state, clock.today(), note
    row.full_clean()
    row.save()
    _record_step(row, Step(state), by, note)
    title = f"{row}: {row.get_state_display()}"
    notify_addressee(row, by=by, kind=RECOMMENDATION_CHANGED, title=title, text=note)
    _announce(row)


def _lock_recommendation(recommendation: Recommendation, allowed, *states: str) -> Recommendation:
    """Return the row, locked, if it is as the person saw it, in one of the states, and the person's to change."""
    return lock_row(
        recommendation,
        allowed=allowed,
        may_change=lambda row: row.state in states,
        related=("plan",),
        version=recommendation.version,
    )


def _record_step(recommendation: Recommendation, kind: str, by, note: str = "", **more) -> None:
    """Write down what was done."""
    step = RecommendationStep(recommendation=recommendation, kind=kind, by=by, note=note, **more)
    step.full_clean(exclude=["recommendation", "by"])
    step.save()


def _announce(recommendation: Recommendation) -> None:
    """Say that the public sees something else of the plan, and of the indicator that is recommended about."""
    indicator = recommendation.indicator
    announce_change(recommendation.plan, indicators={str(indicator.uid)} if indicator else ())
