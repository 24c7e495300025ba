"""The example's consultation: its draft before the year, what was proposed, answered and concluded."""

import secrets

from cluj_plans.example.calendar import Year
from plans.consultations import actions as consultation_actions
from plans.consultations import proposals as proposal_actions
from plans.consultations.proposals import ProposalAuthor
from plans.consultations.workdays import legal_days
from plans.models import Consultation, Element, Plan
from portal import clock


def hold_consultation(plan: Plan, said: dict, year: Year, people: dict) -> None:
    """Put the plan to consultation with the shortest days of the law, answer what was proposed, close it."""
    by = people[said["by"]]
    with clock.at(year.moment(year.day(said["opened_on"]))):
        days = vars(legal_days(clock.today()))
        row = consultation_actions.open_consultation(plan, by=by, **said["announcement"], **days)
    for one in said["proposals"]:
        propose(row, one, year, by=by)
    debate = said["debate"]
    at = year.moment(year.day(debate["held_on"]), hour=17)
    with clock.at(at):
        held = consultation_actions.announce_debate(row, by=by, at=at, **debate["announced"])
        consultation_actions.record_debate(held, by=by, version=held.version, **debate["recorded"])
    with clock.at(year.moment(year.day(said["closed_on"]))):
        consultation_actions.close_consultation(row, by=by, conclusions=said["conclusions"])


def propose(consultation: Consultation, said: dict, year: Year, *, by) -> None:
    """Send a proposal and answer it."""
    code = said.get("part")
    element = str(Element.objects.get(level__plan=consultation.plan, code=code).uid) if code else ""
    author = ProposalAuthor(**said["author"])
    with clock.at(year.moment(year.day(said["sent_on"]))):
        row = proposal_actions.receive_proposal(
            consultation, author=author, text=said["text"], element=element, secret=secrets.token_urlsafe(16)
        )
    with clock.at(year.moment(year.day(said["answered_on"]))):
        row = proposal_actions.admit_proposal(row, by=by, version=row.version, shown_text=row.text)
        proposal_actions.answer_proposal(row, by=by, version=row.version, **said["answer"])
