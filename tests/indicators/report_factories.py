"""Indicators that owe reports: the first of the police plan, reported by the police, published again."""

import datetime
from decimal import Decimal

from django.utils import timezone

from indicators.models import Indicator, Report, Target
from indicators.reporting import actions as reporting_actions
from plans.editions.publishing import publish
from plans.models import Institution
from tests import snapshots

EMPTY = {"value": None, "numerator": None, "denominator": None, "text": "", "no_data_reason": "", "narrative": ""}


def owed(people, *, institution="ipj-cluj", number=1, **fields) -> Indicator:
    """Publish the police plan with one of its indicators reported yearly by the police, unless told otherwise.

    Its reports are due fifteen days from today, for the plan's year has passed.
    """

    def owe():
        publish(ask(number, institution=institution, **fields).plan, by=people.publisher, note="Se raportează.")

    snapshots.once(f"owed {number} {institution} {fields}", owe)
    return Indicator.objects.get(plan__slug="atop-2024", number=number)


def ask(number, *, institution="ipj-cluj", **fields) -> Indicator:
    """Have an indicator of the police plan reported, from the next edition on."""
    asked = {"frequency": "yearly", "nature": "count", "unit": "accidente", "direction": "decrease", **fields}

    def save():
        indicator = Indicator.objects.get(plan__slug="atop-2024", number=number)
        for name, value in asked.items():
            setattr(indicator, name, value)
        indicator.institution = Institution.objects.get(code=institution)
        indicator.save()

    snapshots.once(f"ask {number} {institution} {asked}", save)
    return Indicator.objects.get(plan__slug="atop-2024", number=number)


def promise(indicator, value=5, kind="at_most", **fields) -> Target:
    """Promise something of the indicator for the whole of 2024; the public sees it with the next edition."""
    year = {"period_start": datetime.date(2024, 1, 1), "period_end": datetime.date(2024, 12, 31)}
    said = {"kind": kind, "value": value, **year, **fields}
    snapshots.once(f"promise {indicator.pk} {said}", lambda: Target.objects.create(indicator=indicator, **said))
    return indicator.targets.latest("pk")


def reported(report: Report, *, by, confirmation=None, **content) -> Report:
    """Fill in a report, with the reason of what is doubtful where one is given."""
    return reporting_actions.save_draft(report, by=by, content={**EMPTY, **content}, confirmation=confirmation)


def sent(report: Report, *, by, **content) -> Report:
    """Fill in a report and send it to review."""
    content = content or {"value": Decimal(4)}
    work = f"sent {report.pk} {report.version} {by.pk} {content}"
    snapshots.once(work, lambda: reporting_actions.submit_report(reported(report, by=by, **content), by=by))
    return Report.objects.get(pk=report.pk)


def put_off(report: Report, days: int) -> None:
    """Make a report due so many days from today; days gone by are negative."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    Report.objects.filter(pk=report.pk).update(due_on=day)
