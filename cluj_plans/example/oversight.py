"""What the oversight body does in the example: two sittings, three recommendations, a briefing and a report's draft."""

import dataclasses
import datetime

from django.contrib.auth import get_user_model

from cluj_plans.example import proofs
from cluj_plans.example.calendar import Year
from cluj_plans.example.promises import SHORT_TITLE
from indicators.models import Briefing, Indicator, Recommendation, RecommendationStep, Sitting
from indicators.oversight import actions as oversight_actions
from plans.models import Edition, Institution, Membership, Plan

ANSWER_IN = datetime.timedelta(days=15)
INCIDENTS = "Numărul incidentelor violente sesizate în școli"
THEFTS = "Numărul furturilor din locuri publice sesizate"
LIGHTS = "Numărul trecerilor de pietoni iluminate suplimentar"


def oversee(plan: Plan, year: Year) -> None:
    """Hold the sittings, recommend, adopt the quarter's briefing, draft the year's report."""
    people = {user.username: user for user in get_user_model().objects.all()}
    start, end = year.examined
    quarter = _sitting(plan, year.examined_on, start, end, "Analiza trimestrului; informarea consiliului județean.")
    late = _issue(
        quarter, INCIDENTS, "Raportați fără întârziere incidentele din școli, pe trimestre.", "ipj-cluj", people
    )
    answered = _issue(quarter, THEFTS, "Spuneți ce măsuri luați în piețe și stații.", "ipj-cluj", people)
    closed = _issue(quarter, LIGHTS, "Publicați lista trecerilor de pietoni care urmează.", "cj-cluj", people)
    _answer(answered, people["raportor"], "Din luna următoare, în piețe patrulează două echipe în plus.")
    _answer(closed, people["raportor-cj"], "Lista celor douăsprezece treceri este publicată.")
    closed.refresh_from_db()
    oversight_actions.close_recommendation(closed, by=people["evaluator"], note="Lista este publică și completă.")
    for recommendation in (late, answered, closed):
        _put_back(recommendation, quarter.held_on, year)
    briefing = _draft(quarter, "quarterly", people["evaluator"])
    oversight_actions.adopt_briefing(briefing, by=people["evaluator"], number="1 (exemplu)", adopted_on=quarter.held_on)
    yearly = _sitting(plan, year.today, year.start, year.end, "Pregătirea raportului anual.", "")
    _draft(yearly, "yearly", people["evaluator"])


def _sitting(
    plan, held_on, start, end, agenda, conclusions="Se recomandă instituțiilor să raporteze la timp."
) -> Sitting:
    sitting = Sitting.objects.create(
        body=plan.reviewer,
        held_on=held_on,
        edition=Edition.objects.current().get(plan=plan),
        period_start=start,
        period_end=end,
        agenda=agenda,
        conclusions=conclusions,
    )
    members = Membership.objects.filter(institution=plan.reviewer, role=Membership.Role.REVIEWER)
    sitting.members_present.set(members.filter(user__username__in=["evaluator", "evaluator-ipj"]))
    return sitting


def _issue(sitting: Sitting, title: str, text: str, addressed_to: str, people: dict) -> Recommendation:
    indicator = Indicator.objects.get(plan=sitting.edition.plan, title=title)
    recommendation = Recommendation(
        body=sitting.body,
        plan=indicator.plan,
        element=indicator.element,
        indicator=indicator,
        sitting=sitting,
        addressed_to=Institution.objects.get(code=addressed_to),
        text=text,
        # Put back with the rest; until then it may not lie before today.
        deadline=datetime.date.max,
    )
    return oversight_actions.issue_recommendation(recommendation, by=people["evaluator"])


def _draft(sitting: Sitting, kind: str, by) -> Briefing:
    """Draft a document whose title says, wherever it is printed, that it is invented."""
    row = oversight_actions.draft_briefing(sitting, by=by, kind=kind)
    value = oversight_actions.briefing_document(row)
    title = f"{SHORT_TITLE}: {value.title[:1].lower()}{value.title[1:]}"
    return oversight_actions.save_briefing(row, by=by, value=dataclasses.replace(value, title=title))


def _answer(recommendation: Recommendation, by, text: str) -> None:
    proofs.add(recommendation, ["link"], by=by)
    oversight_actions.send_answer(recommendation, by=by, text=text)


def _put_back(recommendation: Recommendation, held_on: datetime.date, year: Year) -> None:
    """Let a recommendation be issued at its sitting, answered and closed within its term."""
    days = {"issued": held_on, "answered": held_on + ANSWER_IN / 2, "closed": held_on + ANSWER_IN}
    row = Recommendation.objects.get(pk=recommendation.pk)
    Recommendation.objects.filter(pk=row.pk).update(
        year=held_on.year,
        issued_on=held_on,
        deadline=held_on + ANSWER_IN,
        answered_on=row.answered_on and days["answered"],
        closed_on=row.closed_on and days["closed"],
    )
    for kind, day in days.items():
        RecommendationStep.objects.filter(recommendation=row, kind=kind).update(at=year.moment(day))
