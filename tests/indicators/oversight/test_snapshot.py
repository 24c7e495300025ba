"""A document dated on a day tells what was known on it, however late it is drafted."""

import datetime

import pytest
from django.utils import timezone

from indicators.editing.targets import replace_target
from indicators.models import Recommendation, Report
from indicators.oversight import actions as oversight_actions
from indicators.oversight import snapshot
from indicators.oversight.briefings import actions as briefing_actions
from indicators.reporting.actions import begin_correction, submit_report
from indicators.review import actions as review_actions
from plans.editions.publishing import publish
from plans.models import Edition
from portal import clock
from tests.indicators.oversight.oversight_factories import DAY, TODAY, issued, sitting
from tests.indicators.report_factories import owed, promise, put_off, reported

HELD = TODAY - 10 * DAY
LAST = datetime.date(2024, 12, 31)


@pytest.fixture
def report(people):
    """A report that was due long before the sitting."""
    row = owed(people).reports.get()
    put_off(row, -100)
    return Report.objects.get(pk=row.pk)


def moment(day):
    return datetime.datetime.combine(day, datetime.time(23, 59), timezone.get_current_timezone())


def on(day):
    return clock.at(moment(day))


def submit(report, people, day):
    with on(day):
        return submit_report(reported(report, by=people.reporter, value=4), by=people.reporter)


def accept(report, people, day):
    with on(day):
        return review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Se confirmă.")


def known(report, day=HELD, last=LAST):
    rows = snapshot.reports_known(report.indicator.plan, day=day, last=last)[str(report.indicator.uid)]
    return [(row.state, row.value) for row in rows]


def test_a_report_is_what_it_was_at_the_end_of_the_day(report, people):
    row = submit(report, people, HELD - 4 * DAY)
    accept(row, people, HELD)
    assert [known(report, day) for day in (HELD - 5 * DAY, HELD - 4 * DAY, HELD - DAY, HELD)] == [
        [("due", None)], [("submitted", None)], [("submitted", None)], [("accepted", 4)],
    ]  # fmt: skip


def test_an_accepted_report_has_the_target_that_it_was_judged_by(report, people):
    kept = promise(report.indicator, value=5)
    publish(report.indicator.plan, by=people.publisher, note="Cu țintă.")
    accept(submit(report, people, HELD - DAY), people, HELD)
    same = {"kind": kept.kind, "period_start": kept.period_start, "period_end": kept.period_end}
    replace_target(kept, reason="S-a cerut.", act=None, value=9, **same)
    publish(report.indicator.plan, by=people.publisher, note="Cu altă țintă.")
    row = sitting(edition_of(report), held_on=TODAY, period_end=LAST)
    values = next(one for one in briefing_actions.fresh_chapters(row, "yearly") if one.key == "values")
    assert [cells[3].replace("\xa0", " ") for cells in values.tables[0].rows] == ["cel mult 5 accidente, pentru 2024"]


def test_what_was_given_back_is_told_as_such_until_it_is_sent_again(report, people):
    row = submit(report, people, HELD - 4 * DAY)
    with on(HELD - 2 * DAY):
        row = review_actions.return_report(row, by=people.reviewer, note="Atașați situația.")
    accept(submit(row, people, HELD + DAY), people, HELD + 2 * DAY)
    states = [known(report, day)[0][0] for day in (HELD - 3 * DAY, HELD, HELD + DAY)]
    assert states == ["submitted", "returned", "submitted"]


def test_a_correction_counts_from_its_acceptance(report, people):
    row = accept(submit(report, people, HELD - 4 * DAY), people, HELD - 3 * DAY)
    accept(corrected(row, people), people, HELD + DAY)
    before = snapshot.reports_known(report.indicator.plan, day=HELD, last=LAST)[str(report.indicator.uid)]
    after = snapshot.reports_known(report.indicator.plan, day=HELD + DAY, last=LAST)[str(report.indicator.uid)]
    assert [(one.value, len(one.superseded)) for one in (*before, *after)] == [(4, 0), (9, 1)]


def corrected(row, people):
    with on(HELD):
        draft = begin_correction(row, by=people.reporter)
        return submit_report(reported(draft, by=people.reporter, value=9), by=people.reporter)


def test_what_was_first_asked_for_later_was_not_owed(report):
    put_off(report, 5)
    plan, uid = report.indicator.plan, str(report.indicator.uid)
    assert [uid in snapshot.reports_known(plan, day=day, last=LAST) for day in (HELD - DAY, HELD)] == [False, True]


def test_periods_that_end_later_are_left_out(report):
    plan = report.indicator.plan
    assert snapshot.reports_known(plan, day=HELD, last=LAST - DAY) == {}


def test_a_recommendation_has_the_answer_and_the_end_that_it_had_then(people, atop):
    Recommendation.objects.filter(pk=issued(people, atop).pk).update(issued_on=HELD - 5 * DAY)
    row = Recommendation.objects.get()
    with on(HELD - 2 * DAY):
        row = oversight_actions.send_answer(row, by=people.reporter, text="Primul")
    with on(HELD - DAY):
        row = oversight_actions.return_answer(row, by=people.reviewer, note="Nu ajunge.")
    with on(HELD):
        row = oversight_actions.send_answer(row, by=people.reporter, text="Al doilea")
    with on(HELD + DAY):
        oversight_actions.close_recommendation(row, by=people.reviewer, note="Se confirmă.")
    days = [HELD - 6 * DAY, HELD - 5 * DAY, HELD - 2 * DAY, HELD - DAY, HELD, HELD + DAY]
    found = [snapshot.recommendations_known(atop, day=day) for day in days]
    assert [[(one.state, one.answer, one.closing_note) for one in rows] for rows in found] == [
        [], [("open", "", "")], [("answered", "Primul", "")], [("open", "", "")],
        [("answered", "Al doilea", "")], [("closed", "Al doilea", "Se confirmă.")],
    ]  # fmt: skip


def test_a_recommendation_has_the_deadline_that_it_had_then_and_is_open_until_it_is_withdrawn(people, atop):
    with on(HELD - 5 * DAY):
        row = issued(people, atop)
    Recommendation.objects.filter(pk=row.pk).update(issued_on=HELD - 5 * DAY)
    first, second = row.deadline, row.deadline + 10 * DAY
    with on(HELD):
        row = oversight_actions.extend_deadline(
            Recommendation.objects.get(), by=people.reviewer, deadline=second, reason="Se cere."
        )
    with on(HELD + DAY):
        oversight_actions.withdraw_recommendation(row, by=people.reviewer, reason="Nu mai este cazul.")
    found = [snapshot.recommendations_known(atop, day=day)[0] for day in (HELD - DAY, HELD, HELD + DAY)]
    assert [(one.state, one.deadline, len(one.extensions), one.closing_note) for one in found] == [
        ("open", first, 0, ""), ("open", second, 1, ""), ("withdrawn", second, 1, "Nu mai este cazul."),
    ]  # fmt: skip


def test_a_document_of_a_past_sitting_is_drafted_the_same_however_late(report, people):
    row = sitting(edition_of(report), held_on=HELD, period_end=LAST)
    early = briefing_actions.fresh_chapters(row, "yearly")
    accept(submit(report, people, HELD + DAY), people, HELD + 2 * DAY)
    late = briefing_actions.fresh_chapters(row, "yearly")
    assert early == late
    missing = next(chapter for chapter in late if chapter.key == "missing")
    assert [cells[-1].replace("\xa0", " ") for cells in missing.tables[0].rows] == ["întârziată cu 90 de zile"]


def edition_of(report):
    return Edition.objects.current().get(plan=report.indicator.plan)


def test_what_was_known_takes_three_queries_however_much_was_reported(report, django_assert_num_queries):
    plan = report.indicator.plan
    for ends in (LAST - 400 * DAY, LAST - 800 * DAY):
        Report.objects.create(
            indicator=report.indicator,
            institution=report.institution,
            period_start=ends - 90 * DAY,
            period_end=ends,
            due_on=HELD - DAY,
        )
    with django_assert_num_queries(3):
        (rows,) = snapshot.reports_known(plan, day=HELD, last=LAST).values()
    assert len(rows) == 3
