"""What is owed: a report exists for every period that an indicator is to be reported for, before anyone reports."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import partial

from django.db import transaction
from django.utils import timezone

from indicators.models import Indicator, Report
from indicators.progress.periods import Period, is_overlapping, periods, uncovered_stretches
from plans.document import Document, IndicatorValue
from plans.models import Institution, InstitutionSuccessors, Plan

# How many days after the end of its period a report is due.
DUE_AFTER_DAYS = 15


def create_due_reports(plan: Plan, document: Document, *, today: datetime.date | None = None) -> int:
    """Create the reports that the published plan owes and lacks; return how many. Running it again creates none.

    What has content, and what is owed for a period that has ended, stays whatever the plan says now, with the
    institution that owes it. An empty report of a period still to end passes to the institution that the plan asks now,
    and goes where the plan no longer asks for it; it stays where a longer period cannot be asked for because a part of
    it is kept. Where an institution has a successor, the successor owes the periods that end from that day on. So every
    day that the plan asks for is owed once; what is retired owes no period that ends later. A report is due fifteen
    days after its period, or after today where it is first asked for later.
    """
    today = today or timezone.localdate()
    with transaction.atomic():
        # Without an order of their own: its joins may be empty, and such a row cannot be locked.
        rows = Indicator.objects.filter(plan=plan).order_by().select_for_update(of=("self",))
        values = {value.uid: value for value in document.indicators}
        owners, successors = dict(Institution.objects.values_list("code", "pk")), InstitutionSuccessors()
        reports = _reports_by_indicator(plan)
        idle: list[int] = []
        missing: list[Report] = []
        for row in rows:
            value = values.get(str(row.uid))
            asked = _asked_periods(value, document) if value else []
            retired = value and document.retirement_of(value)
            end = min(today, retired.on) if retired else today
            owner = owners.get(value.institution.code, row.institution_id) if asked else None
            open_ = {_period(one): one for one in reports.get(row.pk, ()) if _is_open(one, end)}
            kept = {_period(one) for one in reports.get(row.pk, ())} - (open_.keys() - set(asked))
            kept, new = settle_periods(asked, kept, open_.keys() - kept)
            idle += [one.pk for period, one in open_.items() if period not in kept]
            owed_by = partial(_owner_then, successors, owner)
            _hand_over([one for period, one in open_.items() if period in kept], owed_by)
            missing += [_due_report(row, owed_by(period[1]), period, today) for period in new]
        Report.objects.filter(pk__in=idle, state=Report.State.DUE).delete()
        Report.objects.bulk_create(missing, batch_size=500)
    return len(missing)


def due_date(period_end: datetime.date, today: datetime.date) -> datetime.date:
    """Return the day on which a report is due that is asked for today."""
    return max(period_end, today) + datetime.timedelta(days=DUE_AFTER_DAYS)


def settle_periods(
    asked: Collection[Period], kept: Collection[Period], idle: Collection[Period]
) -> tuple[set[Period], list[Period]]:
    """Return which periods stay, and which are new: together they cover each day that is asked for, once.

    An idle period stays where what is asked for cannot be, since a part of it is kept; what no period covers is asked
    for by itself.

    >>> day = lambda month, last: datetime.date(2026, month, last)
    >>> october, november = (day(10, 1), day(10, 31)), (day(11, 1), day(11, 30))
    >>> stay, new = settle_periods([(day(10, 1), day(12, 31))], [october], [november])
    >>> november in stay, [f"{start:%d.%m}-{end:%d.%m}" for start, end in new]
    (True, ['01.12-31.12'])
    """
    stay = set(kept)
    while True:
        blocked = [period for period in asked if period not in stay and is_overlapping(period, stay)]
        more = {period for period in idle if period not in stay and is_overlapping(period, blocked)}
        if not more:
            break
        stay |= more
    new = [stretch for period in asked if period not in stay for stretch in uncovered_stretches(period, stay)]
    return stay, new


def _asked_periods(value: IndicatorValue, document: Document) -> list[Period]:
    """Return the periods that the plan asks an indicator's reports for."""
    if not (value.frequency and value.institution):
        return []
    found = periods(value.frequency, document.period_start, document.period_end)
    retired = document.retirement_of(value)
    return [(start, end) for start, end in found if retired is None or end < retired.on]


def _reports_by_indicator(plan: Plan) -> Mapping[int, list[Report]]:
    found: dict[int, list[Report]] = {}
    rows = Report.objects.filter(indicator__plan=plan, corrects=None).order_by()
    for report in rows.only("indicator", "institution", "state", "period_start", "period_end"):
        found.setdefault(report.indicator_id, []).append(report)
    return found


def _period(report: Report) -> Period:
    return report.period_start, report.period_end


def _is_open(report: Report, day: datetime.date) -> bool:
    """Tell whether nobody began the report and its period had not ended by a day."""
    return report.state == Report.State.DUE and report.period_end >= day


def _owner_then(successors: InstitutionSuccessors, owner: int | None, day: datetime.date) -> int | None:
    return owner and successors.owner(owner, day)


def _hand_over(reports: Collection[Report], owed_by: Callable[[datetime.date], int | None]) -> None:
    """Let an institution owe what nobody began; which one, the end of the period says."""
    changed = defaultdict(list)
    for report in reports:
        owner = owed_by(report.period_end)
        if report.institution_id != owner:
            changed[owner].append(report.pk)
    for owner, keys in changed.items():
        Report.objects.filter(pk__in=keys, state=Report.State.DUE).update(institution=owner)


def _due_report(indicator: Indicator, owner: int, period: Period, today: datetime.date) -> Report:
    start, end = period
    return Report(
        indicator=indicator, institution_id=owner, period_start=start, period_end=end, due_on=due_date(end, today)
    )
