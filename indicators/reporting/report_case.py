"""What it takes to judge a report: what was promised, what was reported and before, what the formula says."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from indicators import permissions, queries
from indicators.models import Evidence, Report, ReportStep
from indicators.progress import periods
from indicators.progress.aggregation import covering_target
from indicators.progress.figures import JudgedFigure, asked_sentence, figure_when_judged
from indicators.progress.plausibility import report_doubts
from indicators.progress.report_values import ReportValue
from indicators.render import indicator_page
from indicators.render.badges import Badge, badge
from indicators.render.values import printed_value
from indicators.reporting import report_state as words
from indicators.reporting.proposal import VerdictProposal, published_definition, verdict_proposal
from plans import document
from plans.models import Edition
from plans.render.facts import DocumentFact, indicator_facts
from plans.stand_ins import ActingNames
from portal.romanian import long_date
from portal.versioning import WrongState

State = Report.State
# What the page says of the indicator in its own words.
FACTS_ELSEWHERE = {"target", "institution", "unit", "frequency"}


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """What a report says: `heading` tells it from another beside it, `request` is what was asked when it came back."""

    heading: str
    value: str
    is_text: bool
    report: Report
    sender: str
    punctuality: str
    proofs: list[Evidence]
    badge: Badge | None = None
    doubts: tuple[str, ...] = ()
    request: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewStep:
    """Something that was done with the report."""

    name: str
    at: datetime.datetime
    who: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ReviewCase:
    """A report with all that it takes to judge it."""

    report: Report
    period: str
    state: str
    definition: document.IndicatorValue | None
    contents: list[ReportContent]
    proposal: VerdictProposal | None
    has_interest: bool
    public_address: str
    names: ActingNames

    @property
    def proposal_badge(self) -> Badge:
        """Return the verdict that the formula proposes, or why there is nothing to judge."""
        return badge(self.proposal.judgement)

    @property
    def verdict(self) -> Badge:
        """Return the verdict that was given."""
        return badge(self.report.judgement)

    @property
    def is_judged(self) -> bool:
        """Tell whether there was something to judge when the verdict was given."""
        return self.report.judgement == self.report.verdict

    @property
    def original_proposal(self) -> Badge:
        """Return what the formula said when the verdict was given."""
        return badge(self.report.proposed)

    @property
    def reviewer(self) -> str:
        """Return who gave the verdict."""
        return self.names.name(self.report.reviewed_by, self.report.reviewed_at)

    @property
    def facts(self) -> list[DocumentFact]:
        """Return what is said of the indicator, without what stands elsewhere on the page."""
        return [fact for fact in indicator_facts(self.definition) if fact.field not in FACTS_ELSEWHERE]

    @cached_property
    def changes(self) -> list[indicator_page.TargetChange]:
        """Return every promise that was ever made of the indicator."""
        return indicator_page.target_history(self.definition)

    @property
    def target(self) -> str:
        """Return what was promised for the report's period, with the period of the promise."""
        target = covering_target(self.definition.targets, self.report)
        if target is None:
            return ""
        period = periods.name(target.period_start, target.period_end)
        return f"{indicator_page.target_in_words(target, self.definition)} ({period})"

    @property
    def asked(self) -> str:
        """Return whether the report asks for its period alone or for the total so far."""
        return asked_sentence(self.definition) if self.definition else ""

    @cached_property
    def figure(self) -> JudgedFigure | None:
        """Return the figure that a verdict on this report rests on: the proposed one, else the one given."""
        if self.proposal:
            return self.proposal.progress.figure
        found = queries.report_values(self.report.indicator.plan, number=self.report.indicator.number)
        records = found.get(str(self.report.indicator.uid), [])
        record = queries.report_value(self.report, whole=True) if self.report.verdict else None
        return record and figure_when_judged(self.definition, record, records)

    @cached_property
    def since(self) -> tuple[str, str]:
        """Return for how long the report waits, and since which day."""
        last = self.report.steps.last()
        moment = self.report.reviewed_at or self.report.reported_at
        if self.report.state == State.RETURNED:
            moment = last.at
        return words.waiting_labels(self.report, moment, timezone.localdate())

    @cached_property
    def series(self) -> indicator_page.ValueSeries:
        """Return the accepted values of the indicator, period by period."""
        found = queries.report_values(self.report.indicator.plan, number=self.report.indicator.number)
        return indicator_page.value_series(self.definition, found.get(self.definition.uid, []), timezone.localdate())

    @property
    def steps(self) -> list[ReviewStep]:
        """Return what was done with the report, the oldest first."""
        rows = self.report.steps.select_related("by")
        return [
            ReviewStep(
                name=words.STEPS[ReportStep.Kind(row.kind)],
                at=row.at,
                who=self.names.name(row.by, row.at),
                note=row.note,
            )
            for row in rows
        ]

    @property
    def corrections(self) -> list[Report]:
        """Return the corrections of this report that were sent."""
        return list(self.report.corrections.exclude(state=State.DRAFT))


def review_case(report: Report, reader) -> ReviewCase:
    """Return a report with all that it takes to judge it."""
    proposal, definition = _proposal_and_definition(report)
    names = words.acting_names(report)
    return ReviewCase(
        report=report,
        period=periods.name(report.period_start, report.period_end),
        state=words.state_label(report),
        definition=definition,
        contents=_contents(report, definition, names),
        names=names,
        proposal=proposal,
        has_interest=permissions.has_interest(reader, report.institution),
        public_address=public_address(report),
    )


def _proposal_and_definition(report: Report) -> tuple[VerdictProposal | None, document.IndicatorValue | None]:
    """Return the formula's proposal while there is something to judge, and the definition that the report is read by.

    An accepted report has its own; no edition may be public that has the indicator.
    """
    if report.definition:
        return None, queries.definition_and_target(report.definition)["definition"]
    try:
        if report.state != State.SUBMITTED:
            return None, published_definition(report)
        proposed = verdict_proposal(report)
    except WrongState:
        return None, None
    return proposed, proposed.definition


def public_address(report: Report) -> str:
    """Return where the public reads of the period; nothing where the plan's current edition has no such page."""
    plan, uid = report.indicator.plan, str(report.indicator.uid)
    current = Edition.objects.current().filter(plan=plan).first()
    if current is None or all(indicator.uid != uid for indicator in current.read().indicators):
        return ""
    code = periods.code(report.period_start, report.period_end)
    return f"{reverse('public:indicator', args=[plan.slug, report.indicator.number])}#{code}"


def _contents(report: Report, definition: document.IndicatorValue | None, names: ActingNames) -> list[ReportContent]:
    """Return what was sent; before a correction what it corrects, before what was sent again what came back."""
    if report.state in (State.DUE, State.DRAFT) or definition is None:
        return []
    asked = report.steps.filter(kind=ReportStep.Kind.RETURNED).last()
    if asked and not report.corrects and report.state in (State.SUBMITTED, State.ACCEPTED):
        return _contents_sent_again(report, definition, names, asked)
    found = []
    if report.corrects and report.state != State.ACCEPTED:
        found.append(_content(report.corrects, definition, names, "Acceptată, publică acum"))
    elif report.corrects:
        found.append(_content(report.corrects, definition, names, "Înainte de corectură"))
    heading = "Corectura propusă" if report.state != State.ACCEPTED else "Corectura acceptată"
    return [*found, _content(report, definition, names, heading if found else "")]


def _contents_sent_again(
    report: Report, definition: document.IndicatorValue, names: ActingNames, asked: ReportStep
) -> list[ReportContent]:
    """Return what came back at a step, with what was asked for, and what was sent then."""
    came_back = report.history.filter(state=State.RETURNED).first()
    before = report.history.filter(state=State.SUBMITTED, history_id__lt=came_back.history_id).first()
    heading = f"Trimisă înainte, întoarsă la {long_date(words.local_date(asked.at))}"
    return [
        _content(report, definition, names, heading, said=before, request=asked.note),
        _content(report, definition, names, "Trimisă din nou"),
    ]


def _content(
    report: Report,
    definition: document.IndicatorValue,
    names: ActingNames,
    heading: str,
    *,
    said: Report | None = None,
    request: str = "",
) -> ReportContent:
    """Return what a report says, or said as a record of its history has it."""
    # What was returned may be half rewritten already: a reviewer reads what was sent.
    if said is None and report.state == State.RETURNED:
        said = report.history.filter(state=State.SUBMITTED).first()
    said = said or report
    report.first_sent_at = report.steps.filter(kind=ReportStep.Kind.SUBMITTED).values_list("at", flat=True).first()
    record = ReportValue(
        indicator=definition.uid,
        period_start=report.period_start,
        period_end=report.period_end,
        due_on=report.due_on,
        state=State.ACCEPTED,
        **queries.report_content(said),
    )
    return ReportContent(
        heading=heading,
        value=printed_value(definition, record),
        is_text=bool(record.text),
        report=said,
        sender=f"{names.name(said.reported_by, said.reported_at)}, {report.institution.name}",
        punctuality=words.punctuality(report, said.reported_at),
        proofs=list(report.evidence.filter(added_at__lte=said.reported_at)),
        badge=badge(report.judgement) if heading and said.verdict else None,
        doubts=tuple(report_doubts(definition, said, timezone.localdate(said.reported_at))),
        request=request,
    )
