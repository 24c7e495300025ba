"""The demonstration shows every state, whatever the day on which it is made."""

import datetime

import pytest
from django.utils import timezone

from cluj_plans import demo, example
from indicators.models import Recommendation, RecommendationStep, Report, ReportStep, Sitting, Target
from tests.fresh_portal import fresh_portal

DAY = datetime.timedelta(days=1)


def counted(values):
    return sorted(set(values))


def is_late(row):
    return row.reported_at is not None and timezone.localtime(row.reported_at).date() > row.due_on


@pytest.fixture(scope="module", params=[0, 300])
def told_on(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """The example as it stands on a day: today, and at other times of the year."""
    today = timezone.localdate() - request.param * DAY
    with fresh_portal(django_db_blocker, tmp_path_factory):
        demo.add_accounts_and_plans()
        example.add(today)
        yield today


@pytest.fixture
def told(told_on, db):
    """The day up to which the example is told."""
    return told_on


def test_every_state_can_be_seen_on_any_day(told):
    rows = Report.objects.filter(indicator__plan__slug="exemplu")
    soon = rows.filter(due_on__gte=told, due_on__lte=told + 7 * DAY)
    corrected = rows.exclude(superseded_at=None)
    assert {
        "states": counted(rows.values_list("state", flat=True)),
        "due soon": counted(soon.values_list("state", flat=True)),
        "overdue": rows.filter(state="due", due_on__lt=told).exists(),
        "verdicts": counted(rows.exclude(verdict="").values_list("verdict", flat=True)),
        "overridden": rows.filter(proposed="not_met", verdict="partly").count(),
        "no data": rows.exclude(no_data_reason="").count(),
        "corrected": [(row.corrections.get().state, row.corrections.get().value) for row in corrected],
        "late": any(is_late(row) for row in rows),
        "interest": rows.filter(has_interest=True).exists(),
    } == {
        "states": sorted(Report.State.values),
        "due soon": ["draft", "due"],
        "overdue": True,
        "verdicts": sorted(Report.Verdict.values),
        "overridden": 1,
        "no data": 1,
        "corrected": [("accepted", 1250)],
        "late": True,
        "interest": True,
    }


def test_nothing_of_the_example_lies_after_its_day(told):
    rows = Report.objects.filter(indicator__plan__slug="exemplu")
    moments = [*rows.values_list("reported_at", flat=True), *rows.values_list("reviewed_at", flat=True)]
    moments += [
        *ReportStep.objects.values_list("at", flat=True),
        *RecommendationStep.objects.values_list("at", flat=True),
    ]
    days = [timezone.localtime(moment).date() for moment in moments if moment]
    days += [*Target.objects.filter(indicator__plan__slug="exemplu").values_list("set_on", flat=True)]
    days += [*Sitting.objects.values_list("held_on", flat=True)]
    assert [day for day in days if day > told] == []


def test_one_recommendation_is_late_one_answered_one_closed(told):
    rows = Recommendation.objects.order_by("number")
    assert [(row.state, row.state == "open" and row.deadline < told) for row in rows] == [
        ("open", True),
        ("answered", False),
        ("closed", False),
    ]
