"""What is owed: a report for every period that a published indicator is to be reported for."""

import datetime
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone

from indicators.models import Report
from indicators.progress.periods import MONTHS_OF, periods
from indicators.reporting import actions as reporting_actions
from indicators.reporting import schedule
from indicators.review import actions as review_actions
from plans.editions.composition import compose
from plans.editions.publishing import publish, withdraw
from plans.models import Institution
from tests.indicators.report_factories import owed, reported, sent

DAY = datetime.date
JANUARY, MAY = DAY(2026, 1, 10), DAY(2026, 5, 10)
FIRST, LAST = DAY(2026, 1, 1), DAY(2026, 12, 31)
FREQUENCIES = tuple(MONTHS_OF)
QUARTERS = ["01.01.26-31.03.26", "01.04.26-30.06.26", "01.07.26-30.09.26", "01.10.26-31.12.26"]


@pytest.fixture
def indicator(atop):
    """The first indicator of the police plan, as if the plan were for 2026; nothing is owed of it yet."""
    row = atop.indicators.get(number=1)
    row.nature, row.institution = "count", Institution.objects.get(code="ipj-cluj")
    return row


def ask(indicator, frequency, *, on=JANUARY, start=FIRST, end=LAST):
    """Owe, on a day, what the plan asks for when the indicator has a frequency; return how many reports are new."""
    plan = indicator.plan
    plan.period_start, plan.period_end, indicator.frequency = start, end, frequency
    plan.save()
    indicator.save()
    document = compose(plan, number=1, published_at=timezone.now(), note="")
    return schedule.create_due_reports(plan, document, today=on)


def owed_periods(indicator):
    rows = indicator.reports.order_by("period_start", "pk")
    return [f"{row.period_start:%d.%m.%y}-{row.period_end:%d.%m.%y}" for row in rows]


def due_days(indicator):
    return [f"{row.due_on:%d.%m.%y}" for row in indicator.reports.order_by("period_start")]


def test_months_quarters_semesters_and_years_are_owed_for_the_whole_plan(indicator):
    assert ask(indicator, "quarterly") == 4
    assert owed_periods(indicator) == QUARTERS
    indicator.reports.all().delete()
    assert ask(indicator, "half_yearly") == 2
    assert owed_periods(indicator) == ["01.01.26-30.06.26", "01.07.26-31.12.26"]
    indicator.reports.all().delete()
    assert ask(indicator, "yearly", end=DAY(2028, 12, 31)) == 3
    assert owed_periods(indicator) == ["01.01.26-31.12.26", "01.01.27-31.12.27", "01.01.28-31.12.28"]
    indicator.reports.all().delete()
    assert ask(indicator, "monthly") == 12
    assert owed_periods(indicator)[:2] + owed_periods(indicator)[-1:] == [
        "01.01.26-31.01.26",
        "01.02.26-28.02.26",
        "01.12.26-31.12.26",
    ]


def test_a_plan_of_broken_years_owes_its_first_and_last_period_cut(indicator):
    assert ask(indicator, "yearly", start=DAY(2026, 3, 15), end=DAY(2028, 2, 29)) == 3
    assert owed_periods(indicator) == ["15.03.26-31.12.26", "01.01.27-31.12.27", "01.01.28-29.02.28"]
    indicator.reports.all().delete()
    assert ask(indicator, "quarterly", start=DAY(2026, 2, 10), end=DAY(2026, 8, 5)) == 3
    assert owed_periods(indicator) == ["10.02.26-31.03.26", "01.04.26-30.06.26", "01.07.26-05.08.26"]


def test_a_report_is_due_fifteen_days_after_its_period_or_after_the_day_on_which_it_is_first_asked_for(indicator):
    ask(indicator, "quarterly", on=DAY(2026, 7, 20))
    assert due_days(indicator) == ["04.08.26", "04.08.26", "15.10.26", "15.01.27"]


@pytest.mark.both
def test_owing_again_creates_none_twice_and_moves_no_term(indicator):
    ask(indicator, "quarterly", on=JANUARY)
    before = list(indicator.reports.order_by("pk").values())
    assert ask(indicator, "quarterly", on=MAY) == 0
    assert list(indicator.reports.order_by("pk").values()) == before


@pytest.mark.both
def test_publishing_again_owes_only_what_is_new(people):
    indicator = owed(people, frequency="quarterly")
    publish(indicator.plan, by=people.publisher, note="Nimic nou.")
    owed(people, number=2)
    assert [Report.objects.filter(indicator__number=number).count() for number in (1, 2)] == [4, 1]
    assert set(Report.objects.values_list("state", "reported_by", "corrects")) == {("due", None, None)}


def test_an_indicator_without_a_frequency_or_without_an_institution_owes_nothing(indicator):
    assert ask(indicator, "") == 0
    indicator.institution = None
    assert ask(indicator, "monthly") == 0
    assert indicator.reports.count() == 0


def test_a_changed_frequency_keeps_what_has_ended_and_asks_anew_for_what_has_not(indicator):
    ask(indicator, "quarterly")
    assert ask(indicator, "half_yearly", on=MAY) == 1
    assert owed_periods(indicator) == ["01.01.26-31.03.26", "01.04.26-30.06.26", "01.07.26-31.12.26"]
    assert ask(indicator, "monthly", on=MAY) == 9
    assert owed_periods(indicator)[:3] == ["01.01.26-31.03.26", "01.04.26-30.04.26", "01.05.26-31.05.26"]


def test_a_period_that_ends_today_has_not_ended(indicator):
    ask(indicator, "quarterly")
    ask(indicator, "", on=DAY(2026, 6, 30))
    assert owed_periods(indicator) == QUARTERS[:1]
    ask(indicator, "quarterly", on=DAY(2026, 6, 30))
    ask(indicator, "", on=DAY(2026, 7, 1))
    assert owed_periods(indicator) == QUARTERS[:2]


def test_a_changed_frequency_never_touches_a_report_that_has_content(indicator, people):
    ask(indicator, "quarterly")
    second, third = indicator.reports.order_by("period_start")[1:3]
    reported(second, by=people.reporter, value=Decimal(3))
    sent(third, by=people.reporter)
    before = list(indicator.reports.filter(pk__in=[second.pk, third.pk]).order_by("pk").values())
    assert ask(indicator, "monthly", on=JANUARY) == 6
    assert owed_periods(indicator) == [
        *("01.01.26-31.01.26", "01.02.26-28.02.26", "01.03.26-31.03.26"),
        *QUARTERS[1:3],
        *("01.10.26-31.10.26", "01.11.26-30.11.26", "01.12.26-31.12.26"),
    ]
    assert list(indicator.reports.filter(pk__in=[second.pk, third.pk]).order_by("pk").values()) == before


OCTOBER = DAY(2026, 10, 20)


def test_a_longer_period_that_is_partly_reported_leaves_its_other_months_owed(indicator, people):
    ask(indicator, "monthly", on=OCTOBER)
    sent(indicator.reports.get(period_start=DAY(2026, 10, 1)), by=people.reporter)
    assert ask(indicator, "quarterly", on=OCTOBER) == 0
    assert owed_periods(indicator)[9:] == ["01.10.26-31.10.26", "01.11.26-30.11.26", "01.12.26-31.12.26"]
    assert ask(indicator, "quarterly", on=OCTOBER, end=DAY(2027, 3, 31)) == 1
    assert owed_periods(indicator)[12:] == ["01.01.27-31.03.27"]


def test_what_no_report_covers_of_a_longer_period_is_owed_by_itself(indicator, people):
    ask(indicator, "monthly", on=OCTOBER)
    sent(indicator.reports.get(period_start=DAY(2026, 10, 1)), by=people.reporter)
    ask(indicator, "", on=OCTOBER)
    assert owed_periods(indicator)[9:] == ["01.10.26-31.10.26"]
    assert ask(indicator, "quarterly", on=OCTOBER) == 1
    assert owed_periods(indicator)[9:] == ["01.10.26-31.10.26", "01.11.26-31.12.26"]
    assert ask(indicator, "quarterly", on=OCTOBER) == 0


@pytest.mark.both
def test_every_day_is_owed_once_whatever_the_frequency_was_before():
    for former, frequency, place in product(FREQUENCIES, FREQUENCIES, range(12)):
        before = list(periods(former, FIRST, LAST))
        kept = [before[place % len(before)]]
        stay, new = schedule.settle_periods(list(periods(frequency, FIRST, LAST)), kept, before)
        covered = sorted([*stay, *new])
        assert [covered[0][0], covered[-1][1]] == [FIRST, LAST]
        assert [end + datetime.timedelta(1) for _, end in covered[:-1]] == [start for start, _ in covered[1:]]


def test_what_is_owed_for_a_period_that_has_ended_or_was_begun_stays_with_the_institution_that_owed_it(
    indicator, people
):
    ask(indicator, "quarterly")
    indicator.institution = Institution.objects.get(code="cj-cluj")
    reported(indicator.reports.get(period_start=DAY(2026, 7, 1)), by=people.reporter)
    assert owners(indicator) == ["ipj-cluj"] * 4
    assert ask(indicator, "quarterly", on=MAY) == 0
    assert owners(indicator) == ["ipj-cluj", "cj-cluj", "ipj-cluj", "cj-cluj"]


def owners(indicator):
    return list(indicator.reports.order_by("period_start").values_list("institution__code", flat=True))


def test_a_draft_without_a_value_is_content_too(indicator, people):
    ask(indicator, "yearly")
    reported(indicator.reports.get(), by=people.reporter)
    assert ask(indicator, "") == 0
    assert owed_periods(indicator) == ["01.01.26-31.12.26"]


def test_a_correction_in_work_is_neither_owed_nor_dropped(indicator, people):
    publish(indicator.plan, by=people.publisher, note="Prima ediție.")
    ask(indicator, "yearly", end=DAY(2027, 12, 31))
    report = indicator.reports.order_by("period_start").first()
    report = sent(report, by=people.reporter, value=Decimal(4), confirmation="Registrul s-a închis.")
    report = review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Potrivit registrului.")
    reporting_actions.begin_correction(report, by=people.reporter)
    assert ask(indicator, "quarterly", end=DAY(2027, 12, 31)) == 4
    assert owed_periods(indicator)[:3] == ["01.01.26-31.12.26", "01.01.26-31.12.26", "01.01.27-31.03.27"]


def test_a_longer_plan_owes_more_and_a_shorter_one_less(indicator):
    ask(indicator, "half_yearly")
    assert ask(indicator, "half_yearly", end=DAY(2027, 6, 30)) == 1
    ask(indicator, "half_yearly", end=DAY(2026, 6, 30))
    assert owed_periods(indicator) == ["01.01.26-30.06.26"]


@pytest.mark.both
def test_what_other_plans_owe_stays(indicator, it_plan):
    other = it_plan.indicators.first()
    other.institution = indicator.institution
    ask(other, "yearly")
    ask(indicator, "yearly")
    ask(indicator, "")
    assert (owed_periods(other), owed_periods(indicator)) == (["01.01.26-31.12.26"], [])


def test_withdrawing_an_edition_leaves_what_is_owed(people):
    indicator = owed(people)
    withdraw(indicator.plan.editions.get(), by=people.publisher, reason="Lipsea anexa.")
    assert owed_periods(indicator) == ["01.01.24-31.12.24"]


def test_owing_takes_the_same_queries_for_one_indicator_and_for_three(indicator, django_assert_num_queries):
    def owe(number, on):
        indicator.plan.indicators.filter(number__lte=number).update(
            frequency="quarterly", institution=indicator.institution
        )
        document = compose(indicator.plan, number=1, published_at=timezone.now(), note="")
        with django_assert_num_queries(7):
            return schedule.create_due_reports(indicator.plan, document, today=on)

    assert owe(1, JANUARY) == 4
    Report.objects.all().delete()
    assert owe(3, JANUARY) == 12
