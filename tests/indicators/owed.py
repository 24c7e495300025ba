"""Indicators that owe reports: the first of the police plan, reported by the police, published again."""

import datetime
from decimal import Decimal

from django.utils import timezone

from indicators import reviewing
from indicators.models import Indicator, Report, Target
from plans.models import Institution, Plan
from plans.publishing import publish

EMPTY = {"value": None, "numerator": None, "denominator": None, "text": "", "no_data_reason": "", "narrative": ""}


def owed(people, *, institution="ipj-cluj", number=1, **fields) -> Indicator:
    """Publish the police plan with one of its indicators reported yearly by the police, unless told otherwise.

    Its reports are due fifteen days from today, for the plan's year has passed.
    """
    indicator = ask(number, institution=institution, **fields)
    publish(indicator.plan, by=people.publisher, note="Se raportează.")
    return indicator


def ask(number, *, institution="ipj-cluj", **fields) -> Indicator:
    """Have an indicator of the police plan reported, from the next edition on."""
    indicator = Plan.objects.get(slug="atop-2024").indicators.get(number=number)
    asked = {"frequency": "yearly", "nature": "count", "unit": "accidente", "direction": "decrease"}
    for name, value in {**asked, **fields}.items():
        setattr(indicator, name, value)
    indicator.institution = Institution.objects.get(code=institution)
    indicator.save()
    return indicator


def promise(indicator, value=5, kind="at_most", **fields) -> Target:
    """Promise something of the indicator for the whole of 2024; the public sees it with the next edition."""
    year = {"period_start": datetime.date(2024, 1, 1), "period_end": datetime.date(2024, 12, 31)}
    return Target.objects.create(indicator=indicator, kind=kind, value=value, **{**year, **fields})


def reported(report: Report, *, by, **content) -> Report:
    """Fill in a report; a number alone is its value."""
    return reviewing.save_draft(report, by=by, content={**EMPTY, **content})


def sent(report: Report, *, by, **content) -> Report:
    """Fill in a report and send it to review."""
    content = content or {"value": Decimal(4)}
    return reviewing.submit(reported(report, by=by, **content), by=by)


def put_off(report: Report, days: int) -> None:
    """Make a report due so many days from today; days gone by are negative."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    Report.objects.filter(pk=report.pk).update(due_on=day)
