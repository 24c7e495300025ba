"""What the oversight body does in the example: its sittings, what it recommends there, the documents it drafts."""

import dataclasses
import datetime

from cluj_plans.example.calendar import Year
from cluj_plans.example.reports import add_evidence
from indicators.models import Indicator, Recommendation, Sitting
from indicators.oversight import actions as oversight_actions
from indicators.oversight.briefings import actions as briefing_actions
from plans.models import Institution, Membership, Plan
from portal import clock

DAYS = ("issued_on", "deadline", "answered_on", "closed_on")


def hold_sitting(plan: Plan, story: dict, one: dict, year: Year, people: dict) -> None:
    """Hold a sitting about the edition of its day: recommend, follow the answers, draft a document."""
    by, day = people[one["by"]], year.day(one["held_on"])
    edition = plan.editions.filter(published_at__lte=year.moment(day, hour=23)).order_by("-number").first()
    said = {"held_on": day, "agenda": one["agenda"], "conclusions": one["conclusions"]}
    said |= zip(("period_start", "period_end"), year.spans[one["period"]][0], strict=True)
    sitting = Sitting.objects.create(body=plan.reviewer, edition=edition, **said)
    members = Membership.objects.filter(institution=plan.reviewer, role=Membership.Role.REVIEWER)
    sitting.members_present.set(members.filter(user__username__in=one["members_present"]))
    for said in one["recommendations"]:
        days = {name: year.day(said[name], held=sitting.held_on) for name in DAYS if name in said}
        with clock.at(year.moment(days["issued_on"])):
            row = issue(sitting, said, days["deadline"], by=by)
        follow(row, said, story, year, days, by=by, people=people)
    draft_briefing(sitting, one["briefing"], story["plan"]["short_title"], by=by)


def follow(row: Recommendation, said: dict, story: dict, year: Year, days: dict, *, by, people: dict) -> None:
    """Answer a recommendation and close it, as far as the story goes."""
    if "answer" in said:
        answer = said["answer"]
        add_evidence(row, answer["evidence"], story, by=people[answer["by"]])
        with clock.at(year.moment(days["answered_on"])):
            row = oversight_actions.send_answer(row, by=people[answer["by"]], text=answer["text"])
    if "closing" in said:
        with clock.at(year.moment(days["closed_on"])):
            oversight_actions.close_recommendation(row, by=by, note=said["closing"])


def issue(sitting: Sitting, said: dict, deadline: datetime.date, *, by) -> Recommendation:
    """Issue a recommendation of a sitting about an indicator."""
    indicator = Indicator.objects.get(plan=sitting.edition.plan, title=said["indicator"])
    about = {"plan": indicator.plan, "element": indicator.element, "indicator": indicator}
    about["addressed_to"] = Institution.objects.get(code=said["addressed_to"])
    row = Recommendation(body=sitting.body, sitting=sitting, text=said["text"], deadline=deadline, **about)
    return oversight_actions.issue_recommendation(row, by=by)


def draft_briefing(sitting: Sitting, said: dict, label: str, *, by) -> None:
    """Draft a document whose title says, wherever it is printed, that it is invented; adopt one that has a number."""
    row = briefing_actions.draft_briefing(sitting, by=by, kind=said["kind"])
    value = briefing_actions.briefing_document(row)
    title = f"{label}: {value.title[:1].lower()}{value.title[1:]}"
    row = briefing_actions.save_briefing(row, by=by, value=dataclasses.replace(value, title=title))
    if "number" in said:
        briefing_actions.adopt_briefing(row, by=by, number=said["number"], adopted_on=sitting.held_on)
