"""What the database itself refuses of a report, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from indicators.models import Indicator, Report
from indicators.reporting import actions as reporting_actions
from tests import attacker
from tests.indicators.report_factories import owed, promise
from tests.indicators.review.test_actions import bring, row_of


@pytest.fixture
def indicator(people):
    """An indicator with the target of at most 5 accidents in 2024, reported yearly."""
    promise(Indicator.objects.get(plan__slug="atop-2024", number=1))
    return owed(people)


@pytest.fixture
def report(indicator):
    return indicator.reports.get()


@pytest.mark.both
@pytest.mark.parametrize(
    ("state", "change", "constraint"),
    [
        ("accepted", {"verdict": ""}, "report_review_is_whole_or_absent"),
        ("accepted", {"verdict": "excelent"}, "report_review_is_whole_or_absent"),
        ("accepted", {"verdict_reason": ""}, "report_review_is_whole_or_absent"),
        ("accepted", {"proposed": ""}, "report_review_is_whole_or_absent"),
        ("accepted", {"definition": None}, "report_review_is_whole_or_absent"),
        ("accepted", {"reviewed_by": None}, "report_review_is_whole_or_absent"),
        ("accepted", {"reviewed_at": None}, "report_review_is_whole_or_absent"),
        ("submitted", {"verdict": "met"}, "report_review_is_whole_or_absent"),
        ("submitted", {"has_interest": True}, "report_review_is_whole_or_absent"),
        ("submitted", {"superseded_at": timezone.now()}, "report_review_is_whole_or_absent"),
        ("submitted", {"state": "accepted"}, "report_review_is_whole_or_absent"),
        ("submitted", {"value": None}, "report_sent_says_a_value_or_why_none"),
        ("submitted", {"no_data_reason": "Nu se știe."}, "report_sent_says_a_value_or_why_none"),
        ("submitted", {"value": None, "numerator": 3}, "report_sent_says_a_value_or_why_none"),
        ("submitted", {"reported_by": None}, "report_sent_by_someone"),
        ("submitted", {"reported_at": None}, "report_sent_by_someone"),
        ("draft", {"reported_at": timezone.now()}, "report_sent_by_someone"),
        ("due", {"value": 3}, "report_due_is_empty"),
        ("due", {"narrative": "Se lucrează."}, "report_due_is_empty"),
        ("due", {"period_end": "2023-12-31"}, "report_period_in_order"),
    ],
)
def test_the_database_refuses_what_no_function_does(report, people, state, change, constraint):
    report = bring(report, state, people)
    attacker.drop_triggers("indicators_report")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)


@pytest.mark.both
def test_the_database_refuses_a_reviewer_who_is_the_reporter(report, people):
    report = bring(report, "accepted", people)
    attacker.drop_triggers("indicators_report")
    with pytest.raises(IntegrityError, match="report_reviewer_is_not_the_reporter"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(reviewed_by=people.reporter)


def copy_of(report, **changes):
    """Another row that says the same, as no function makes it."""
    values = {**row_of(report), "id": None, **changes}
    return Report(**values)


@pytest.mark.both
def test_the_database_refuses_a_second_report_of_one_period(report, people):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(report).save()
    report = bring(report, "accepted", people)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(report, corrects_id=report.pk).save()
    correction = reporting_actions.begin_correction(report, by=people.reporter)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(correction).save()
    assert Report.objects.count() == 2


def test_a_report_with_steps_is_never_deleted(report, people):
    report = bring(report, "draft", people)
    with pytest.raises(ProtectedError):
        report.delete()
    assert Report.objects.filter(pk=report.pk).exists()
