"""What it takes to judge a report: what was promised, what was reported and before, what the formula says."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from indicators import periods, permissions, queries, reviewing
from indicators.models import Evidence, Report, ReportStep
from indicators.reading import covering
from indicators.records import Record
from indicators.render import sheet
from indicators.render.badges import Badge, badge
from indicators.render.values import printed
from indicators.reviewing import Proposal
from indicators.views import review_words as words
from plans import document
from plans.models import Edition
from plans.render.facts import Fact, indicator_facts

State = Report.State
# What the page says of the indicator in its own words.
SAID_ELSEWHERE = {"target", "institution", "unit", "frequency"}


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a report says: `heading` tells it from another beside it."""

    heading: str
    value: str
    is_text: bool
    report: Report
    sender: str
    punctuality: str
    proofs: list[Evidence]
    badge: Badge | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that was done with the report."""

    name: str
    at: datetime.datetime
    who: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """A report with all that it takes to judge it."""

    report: Report
    period: str
    state: str
    definition: document.Indicator | None
    contents: list[Content]
    proposal: Proposal | None
    has_interest: bool
    public_address: str

    @property
    def proposed(self) -> Badge:
        """Return the verdict that the formula proposes."""
        return badge(self.proposal.verdict)

    @property
    def computed(self) -> Badge | None:
        """Return what the formula says where that is no verdict."""
        status = self.proposal.progress.status
        return None if status == self.proposal.verdict else badge(status)

    @property
    def verdict(self) -> Badge:
        """Return the verdict that was given."""
        return badge(self.report.verdict)

    @property
    def was_proposed(self) -> Badge:
        """Return what the formula said when the verdict was given."""
        return badge(self.report.proposed)

    @property
    def reviewer(self) -> str:
        """Return who gave the verdict."""
        return words.person(self.report.reviewed_by)

    @property
    def facts(self) -> list[Fact]:
        """Return what is said of the indicator, without what stands elsewhere on the page."""
        return [fact for fact in indicator_facts(self.definition) if fact.field not in SAID_ELSEWHERE]

    @cached_property
    def changes(self) -> list[sheet.TargetChange]:
        """Return every promise that was ever made of the indicator."""
        return sheet.target_history(self.definition)

    @property
    def target(self) -> str:
        """Return what was promised for the report's period, with the period of the promise."""
        target = covering(self.definition.targets, self.report)
        if target is None:
            return ""
        return f"{sheet.promised(target, self.definition)} ({periods.name(target.period_start, target.period_end)})"

    @cached_property
    def since(self) -> tuple[str, str]:
        """Return for how long the report waits, and since which day."""
        last = self.report.steps.last()
        moment = self.report.reviewed_at or self.report.reported_at
        if self.report.state == State.RETURNED:
            moment = last.at
        return words.since(self.report, moment, timezone.localdate())

    @cached_property
    def series(self) -> sheet.Series:
        """Return the accepted values of the indicator, period by period."""
        found = queries.records_of(self.report.indicator.plan, number=self.report.indicator.number)
        return sheet.series(self.definition, found.get(self.definition.uid, []))

    @property
    def steps(self) -> list[Step]:
        """Return what was done with the report, the oldest first."""
        rows = self.report.steps.select_related("by")
        return [
            Step(name=words.STEPS[ReportStep.Kind(row.kind)], at=row.at, who=words.person(row.by), note=row.note)
            for row in rows
        ]

    @property
    def corrections(self) -> list[Report]:
        """Return the corrections of this report that were sent."""
        return list(self.report.corrections.exclude(state=State.DRAFT))


def case_of(report: Report, reader) -> Case:
    """Return a report with all that it takes to judge it."""
    proposal, definition = _judged_by(report)
    return Case(
        report=report,
        period=periods.name(report.period_start, report.period_end),
        state=words.state_of(report),
        definition=definition,
        contents=_contents(report, definition),
        proposal=proposal,
        has_interest=permissions.has_interest(reader, report.indicator.institution),
        public_address=public_address(report),
    )


def _judged_by(report: Report) -> tuple[Proposal | None, document.Indicator | None]:
    """Return the formula's proposal while there is something to judge, and the definition that the report is read by.

    An accepted report has its own; no edition may be public that has the indicator.
    """
    if report.definition:
        return None, queries.definition_in(report.definition)["definition"]
    try:
        if report.state != State.SUBMITTED:
            return None, reviewing.published_definition(report)
        proposal = reviewing.proposal(report)
    except reviewing.WrongState:
        return None, None
    return proposal, proposal.definition


def public_address(report: Report) -> str:
    """Return where the public reads of the period; nothing where the plan's current edition has no such page."""
    plan, uid = report.indicator.plan, str(report.indicator.uid)
    current = Edition.objects.current().filter(plan=plan).first()
    if current is None or all(indicator.uid != uid for indicator in current.read().indicators):
        return ""
    code = periods.code(report.period_start, report.period_end)
    return f"/planuri/{plan.slug}/indicatori/{report.indicator.number}/#{code}"


def _contents(report: Report, definition: document.Indicator | None) -> list[Content]:
    """Return what was sent; beside a correction, first what it corrects."""
    if report.state in (State.DUE, State.DRAFT) or definition is None:
        return []
    found = []
    if report.corrects and report.state != State.ACCEPTED:
        found.append(_content(report.corrects, definition, "Acceptată, publică acum"))
    elif report.corrects:
        found.append(_content(report.corrects, definition, "Înainte de corectură"))
    heading = "Corectura propusă" if report.state != State.ACCEPTED else "Corectura acceptată"
    return [*found, _content(report, definition, heading if found else "")]


def _content(report: Report, definition: document.Indicator, heading: str) -> Content:
    # What was returned may be half rewritten already: a reviewer reads what was sent.
    said = report
    if report.state == State.RETURNED:
        said = report.history.filter(state=State.SUBMITTED).first() or report
    record = Record(
        indicator=definition.uid,
        period_start=report.period_start,
        period_end=report.period_end,
        due_on=report.due_on,
        state=State.ACCEPTED,
        **queries.content_of(said),
    )
    return Content(
        heading=heading,
        value=printed(definition, record),
        is_text=bool(record.text),
        report=said,
        sender=f"{words.person(report.reported_by)}, {report.indicator.institution.name}",
        punctuality=words.punctuality(report),
        proofs=list(report.evidence.all()),
        badge=badge(report.verdict) if heading and report.verdict else None,
    )
