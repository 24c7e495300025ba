"""What the published rule says of a report, before a person judges it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from indicators import queries
from indicators.models import Report
from indicators.progress.aggregation import covering_target
from indicators.progress.formula import FormulaResult, formula_result
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import Status, judgement
from plans import document
from plans.models import Edition
from portal import clock
from portal.versioning import WrongState

VERDICTS = {
    Status.MET: Report.Verdict.MET,
    Status.PARTLY: Report.Verdict.PARTLY,
    Status.NOT_MET: Report.Verdict.NOT_MET,
}


@dataclass(frozen=True)
class VerdictProposal:
    """What the published rule says of a report, before a person judges it."""

    definition: document.IndicatorValue
    target: document.TargetValue | None
    progress: FormulaResult

    @property
    def verdict(self) -> str:
        """Return the verdict that the rule proposes."""
        return VERDICTS.get(self.progress.status, Report.Verdict.CANNOT_BE_JUDGED)

    @property
    def judgement(self) -> str:
        """Return what that verdict is told as: where there is nothing to judge yet, that."""
        return judgement(self.verdict, self.progress.status)


def verdict_proposal(report: Report, *, today: datetime.date | None = None) -> VerdictProposal:
    """Return what the rule says of a report if it were accepted today, or on another day."""
    definition = published_definition(report)
    target = covering_target(definition.targets, report)
    others = queries.report_values(report.indicator.plan, number=report.indicator.number).get(definition.uid, [])
    today = today or clock.today()
    return VerdictProposal(definition, target, formula_result(definition, target, with_accepted(report, others), today))


def with_accepted(report: Report, others: Iterable[ReportValue]) -> list[ReportValue]:
    """Return the other reports of an indicator and, last, this one as if it were accepted."""
    as_accepted = ReportValue(
        indicator=str(report.indicator.uid),
        period_start=report.period_start,
        period_end=report.period_end,
        due_on=report.due_on,
        state="accepted",
        **queries.report_content(report),
    )
    rows = [one for one in others if (one.period_start, one.period_end) != (report.period_start, report.period_end)]
    return [*rows, as_accepted]


def published_definition(report: Report) -> document.IndicatorValue:
    """Return the report's indicator as the public knows it: from the newest public edition that holds it."""
    uid = str(report.indicator.uid)
    for edition in Edition.objects.public().filter(plan=report.indicator.plan_id).order_by("-number"):
        for indicator in edition.read().indicators:
            if indicator.uid == uid:
                return indicator
    raise WrongState(report)
