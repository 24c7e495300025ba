"""What the database itself refuses of reports, recommendations, sittings and evidence."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.models import Evidence, Recommendation, Report
from indicators.review.actions import accept_report
from tests import attacker
from tests.indicators.oversight.oversight_factories import issued, sitting
from tests.indicators.report_factories import owed, sent

pytestmark = pytest.mark.both

DAY = datetime.timedelta(days=1)


def refusal(row, **fields):
    """The name of the rule that a change of a row breaks; nothing where the database takes it."""
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**fields)
    except IntegrityError as error:
        return next(rule.name for rule in row._meta.constraints if rule.name in str(error))
    return ""


@pytest.fixture
def due(people):
    return owed(people).reports.get()


@pytest.fixture
def submitted(people, due):
    return sent(due, by=people.reporter)


@pytest.fixture
def accepted(people, submitted):
    report = accept_report(submitted, by=people.reviewer, verdict="met", reason="Se confirmă.")
    # Its rules hold even where nothing else keeps it from changing.
    attacker.drop_triggers("indicators_report")
    return report


def test_what_is_due_says_nothing_yet(due):
    said = {"value": 1, "text": "x", "narrative": "x", "no_data_reason": "x"}
    assert [refusal(due, **{name: value}) for name, value in said.items()] == ["report_due_is_empty"] * 4


def test_what_is_due_was_reported_by_nobody(due, people):
    assert refusal(due, reported_by=people.reporter) == "report_sent_by_someone"


def test_a_draft_may_say_anything_and_nothing(due):
    assert [refusal(due, state="draft"), refusal(due, value=1, no_data_reason="x")] == ["", ""]


def test_what_was_sent_says_a_value_or_why_there_is_none(submitted):
    rule = "report_sent_says_a_value_or_why_none"
    assert [refusal(submitted, value=None), refusal(submitted, no_data_reason="x")] == [rule, rule]


def test_what_was_sent_may_say_zero(submitted):
    assert refusal(submitted, value=0) == ""


def test_what_was_sent_may_say_why_there_is_no_value(submitted):
    assert refusal(submitted, value=None, no_data_reason="Nu s-a măsurat.") == ""


def test_half_a_pair_is_no_value(submitted):
    rule = "report_sent_says_a_value_or_why_none"
    assert [refusal(submitted, value=None, numerator=1), refusal(submitted, value=None, denominator=1)] == [rule, rule]


def test_what_was_sent_was_sent_by_someone_on_some_day(submitted):
    rule = "report_sent_by_someone"
    assert [refusal(submitted, reported_by=None), refusal(submitted, reported_at=None)] == [rule, rule]


def test_a_review_is_whole_or_absent(submitted, people):
    parts = {"verdict": "met", "verdict_reason": "x", "proposed": "met", "reviewed_by": people.reviewer}
    rule = "report_review_is_whole_or_absent"
    assert [refusal(submitted, **{name: value}) for name, value in parts.items()] == [rule] * 4


def test_an_accepted_report_has_every_part_of_its_review(accepted):
    empty = {"verdict": "", "verdict_reason": "", "proposed": "", "reviewed_by": None, "reviewed_at": None}
    rule = "report_review_is_whole_or_absent"
    assert [refusal(accepted, **{name: value}) for name, value in empty.items()] == [rule] * 5


def test_a_verdict_is_one_of_four(accepted):
    known = [refusal(accepted, verdict=one) for one in Report.Verdict.values]
    assert (known, refusal(accepted, verdict="good")) == ([""] * 4, "report_review_is_whole_or_absent")


def test_the_reviewer_is_not_the_reporter(accepted, people):
    assert refusal(accepted, reviewed_by=people.reporter) == "report_reviewer_is_not_the_reporter"


def test_a_period_may_be_one_day_and_does_not_end_before_it_begins(due):
    assert [refusal(due, period_end=due.period_start - days * DAY) for days in (0, 1)] == ["", "report_period_in_order"]


def test_a_period_is_owed_once(due):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            indicator=due.indicator,
            institution=due.institution,
            period_start=due.period_start,
            period_end=due.period_end,
            due_on=due.due_on,
        )


def test_what_was_due_yesterday_is_overdue_and_what_is_due_today_is_not(due):
    today = due.due_on
    assert [Report.objects.overdue(today + days * DAY).count() for days in (0, 1)] == [0, 1]


def test_what_was_sent_is_not_overdue(submitted):
    assert Report.objects.overdue(submitted.due_on + DAY).count() == 0


def test_only_an_accepted_report_that_nothing_corrected_is_in_force(accepted):
    before = Report.objects.in_force().count()
    Report.objects.filter(pk=accepted.pk).update(superseded_at=timezone.now())
    assert (before, Report.objects.in_force().count()) == (1, 0)


@pytest.fixture
def recommendation(people, atop):
    return issued(people, atop)


def test_a_deadline_may_be_the_day_of_the_recommendation_and_not_before(recommendation):
    rule = "recommendation_deadline_after_issue"
    assert [refusal(recommendation, deadline=recommendation.issued_on - days * DAY) for days in (0, 1)] == ["", rule]


def test_an_answered_recommendation_has_an_answer_and_its_day(recommendation):
    today, rule = timezone.localdate(), "recommendation_state_fits"
    assert [
        refusal(recommendation, state="answered"),
        refusal(recommendation, state="answered", answer="S-a făcut."),
        refusal(recommendation, state="answered", answered_on=today),
        refusal(recommendation, state="answered", answered_on=today, answer="S-a făcut."),
    ] == [rule, rule, rule, ""]


def test_a_closed_recommendation_has_a_note_and_its_day(recommendation):
    today, rule = timezone.localdate(), "recommendation_state_fits"
    assert [
        refusal(recommendation, state="closed", closed_on=today),
        refusal(recommendation, state="closed", closing_note="Verificat."),
        refusal(recommendation, state="closed", closed_on=today, closing_note="Verificat."),
    ] == [rule, rule, ""]


def test_an_open_recommendation_says_nothing_of_its_end(recommendation):
    rule = "recommendation_state_fits"
    assert [refusal(recommendation, closing_note="x"), refusal(recommendation, closed_on=timezone.localdate())] == [
        rule,
        rule,
    ]


def test_a_body_gives_a_number_once_a_year(recommendation, people):
    second = issued(people, recommendation.plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=second.pk).update(number=recommendation.number)


def test_a_sitting_examines_an_edition_in_a_period_or_nothing(editions):
    rule, one = "sitting_examines_an_edition_in_a_period", sitting(editions[0])
    assert [
        refusal(one, edition=None),
        refusal(one, period_start=None),
        refusal(one, period_end=None),
        refusal(one, edition=None, period_start=None, period_end=None),
    ] == [rule, rule, rule, ""]


def test_an_examined_period_does_not_end_before_it_begins(editions):
    one = sitting(editions[0])
    assert [refusal(one, period_end=one.period_start - days * DAY) for days in (0, 1)] == [
        "",
        "sitting_examines_an_edition_in_a_period",
    ]


@pytest.fixture
def link(due, people):
    return Evidence.objects.create(report=due, url="https://example.org/", title="Dovadă", added_by=people.reporter)


def test_evidence_is_of_a_report_or_of_a_recommendation(link, recommendation):
    rule, report = "evidence_of_one_thing", link.report
    assert [
        refusal(link, report=None),
        refusal(link, recommendation=recommendation),
        refusal(link, report=None, recommendation=recommendation),
        refusal(link, report=report, recommendation=None),
    ] == [rule, rule, "", ""]


def test_evidence_is_a_file_or_a_link(link):
    whole = {"file": "a.pdf", "name": "a.pdf", "checksum": "0" * 64}
    rule = "evidence_is_a_file_or_a_link"
    assert [refusal(link, url=""), refusal(link, **whole), refusal(link, **{**whole, "url": ""})] == [rule, rule, ""]


def test_a_file_of_evidence_has_a_name_and_a_checksum(link):
    whole = {"file": "a.pdf", "name": "a.pdf", "checksum": "0" * 64, "url": ""}
    rule = "evidence_is_a_file_or_a_link"
    assert [refusal(link, **{**whole, part: ""}) for part in ("name", "checksum")] == [rule, rule]


def test_a_value_keeps_its_decimals(submitted):
    Report.objects.filter(pk=submitted.pk).update(value=Decimal("1.25"))
    assert Report.objects.get(pk=submitted.pk).value == Decimal("1.25")
