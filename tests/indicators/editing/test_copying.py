import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from indicators.editing import baselines
from indicators.extension import IndicatorsExtension
from indicators.models import Indicator, Report, Target
from indicators.review.actions import accept_report
from plans.models import Element, Plan
from plans.succession.actions import SuccessionChoices, succeed
from portal.versioning import Conflict
from tests.indicators.report_factories import promise, sent

QUARTER_ENDS = [(3, 31), (6, 30), (9, 30), (12, 31)]


def successor_of(plan, people, **chosen):
    """Next year's plan with the indicators and their targets, unless told otherwise."""
    new = Plan(
        slug="urmatorul",
        short_title="Planul următor",
        title="Plan",
        owner=plan.owner,
        period_start=datetime.date(2025, 1, 1),
        period_end=datetime.date(2025, 12, 31),
    )
    levels = frozenset(plan.level_set.values_list("pk", flat=True))
    parts = {"indicatori": "da", "tinte": "de-stabilit"}
    return succeed(
        plan, by=people.editor, successor=new, chosen=SuccessionChoices(**{"levels": levels, "parts": parts} | chosen)
    )


def accepted(report, people, value):
    sent(report, by=people.reporter, value=Decimal(value))
    report.refresh_from_db()
    return accept_report(report, by=people.reviewer, verdict="met", reason="Potrivit registrului.")


def stated(row):
    return row.baseline_value, row.baseline_period, row.baseline_source


def asked_to_confirm(plan):
    return [problem.message for problem in IndicatorsExtension().problems(plan) if "confirmați-o" in problem.message]


@pytest.fixture
def measured(indicator, people):
    """An indicator of the police plan with four accidents in 2024, accepted."""
    accepted(indicator.reports.get(), people, 4)
    return indicator


def test_every_indicator_knows_what_it_continues_and_has_its_own_identity(atop, people):
    made = successor_of(atop, people)
    pairs = [(row.number, row.title, row.continues.title) for row in made.indicators.select_related("continues")]
    assert pairs == [(row.number, row.title, row.title) for row in atop.indicators.all()]
    assert (
        set(made.indicators.values_list("uid", flat=True)) & set(atop.indicators.values_list("uid", flat=True)) == set()
    )
    row = made.indicators.first()
    assert (row.history.count(), row.history.first().history_user) == (1, people.editor)


def test_indicators_stand_at_the_copies_of_their_elements_and_those_of_branches_left_out_stay_behind(it_plan, people):
    left = Element.objects.get(level__plan=it_plan, code="1.2", level__prefix="m")
    made = successor_of(it_plan, people, left_out=frozenset([left.pk]))
    assert left.indicators.count() > 0
    assert [row.element.continues for row in made.indicators.order_by("number")] == [
        row.element for row in it_plan.indicators.exclude(element=left).order_by("number")
    ]
    numbers = list(made.indicators.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_is_copied_when_nobody_chose_it(atop, people):
    assert successor_of(atop, people, parts={}).indicators.count() == 0


def test_old_targets_become_targets_to_be_set_for_the_moved_period(atop, people):
    indicator = atop.indicators.get(number=1)
    promise(indicator, reason="O decizie veche")
    promise(indicator, period_end=datetime.date(2024, 2, 29))
    made = successor_of(atop, people)
    fields = ("kind", "value", "text", "reason", "period_start", "period_end")
    assert list(Target.objects.filter(indicator__plan=made).values_list(*fields).order_by("period_end")) == [
        ("to_be_set", None, "", "", datetime.date(2025, 1, 1), datetime.date(2025, 2, 28)),
        ("to_be_set", None, "", "", datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)),
    ]


def test_without_targets_the_indicators_come_alone(measured, people):
    made = successor_of(measured.plan, people, parts={"indicatori": "da", "tinte": ""})
    assert (made.indicators.count(), Target.objects.filter(indicator__plan=made).count()) == (13, 0)


def test_the_last_accepted_value_becomes_the_baseline_and_asks_to_be_confirmed(measured, people):
    made = successor_of(measured.plan, people)
    row = made.indicators.get(continues=measured)
    assert stated(row) == (Decimal(4), "2024", "Raportare acceptată, 2024")
    assert asked_to_confirm(made) == [
        f"Valoarea de referință a indicatorului „{row}” a fost preluată din raportare: confirmați-o."
    ]
    assert Report.objects.filter(indicator__plan=made).count() == 0


def test_what_is_reported_and_not_accepted_is_no_baseline(report, people):
    made = successor_of(report.indicator.plan, people)
    assert (stated(made.indicators.get(number=1)), asked_to_confirm(made)) == ((None, "", ""), [])


def test_without_an_accepted_value_the_old_baseline_stays_and_asks_nothing(atop, people):
    atop.indicators.filter(number=1).update(baseline_value=7, baseline_period="2022", baseline_source="Registru")
    made = successor_of(atop, people)
    assert (stated(made.indicators.get(number=1)), asked_to_confirm(made)) == ((Decimal(7), "2022", "Registru"), [])


@pytest.mark.parametrize(
    ("accumulation", "reports", "baseline"),
    [
        ("sum", 4, (Decimal(10), "2024", "Raportare acceptată, 2024")),
        ("latest", 4, (Decimal(4), "2024", "Raportare acceptată, 2024")),
        ("sum", 3, (None, "", "")),
        ("latest", 2, (Decimal(2), "trimestrul II 2024", "Raportare acceptată, trimestrul II 2024")),
        ("", 4, (None, "", "")),
    ],
)
def test_quarters_make_the_years_value_where_they_can_and_three_of_them_make_no_year(
    indicator, people, accumulation, reports, baseline
):
    Report.objects.all().delete()
    Indicator.objects.filter(pk=indicator.pk).update(accumulation=accumulation, frequency="quarterly")
    for number, (month, day) in enumerate(QUARTER_ENDS[:reports], start=1):
        start, end = datetime.date(2024, month - 2, 1), datetime.date(2024, month, day)
        report = Report.objects.create(
            indicator=indicator,
            institution=indicator.institution,
            period_start=start,
            period_end=end,
            due_on=datetime.date(2030, 1, 1),
        )
        accepted(report, people, number)
    made = successor_of(indicator.plan, people)
    assert stated(made.indicators.get(continues=indicator)) == baseline


def test_a_quotient_is_taken_as_it_is_printed(indicator, people):
    Indicator.objects.filter(pk=indicator.pk).update(nature="ratio", unit="%")
    report = sent(indicator.reports.get(), by=people.reporter, numerator=Decimal(2), denominator=Decimal(3))
    accept_report(report, by=people.reviewer, verdict="met", reason="Potrivit registrului.")
    made = successor_of(indicator.plan, people)
    assert stated(made.indicators.get(continues=indicator))[:2] == (Decimal("66.67"), "2024")


def test_a_milestone_is_no_baseline(indicator, people):
    Indicator.objects.filter(pk=indicator.pk).update(nature="milestone")
    accepted(indicator.reports.get(), people, 1)
    made = successor_of(indicator.plan, people)
    assert stated(made.indicators.get(continues=indicator)) == (None, "", "")


def test_a_baseline_is_confirmed_by_saying_so_or_by_writing_another_and_by_nothing_else(measured, people):
    made = successor_of(measured.plan, people)
    row = made.indicators.get(continues=measured)
    row.position = 500
    row.save()
    assert baselines.unconfirmed_baselines(made) == [row]
    assert baselines.confirm_baselines(made, {row.pk: row.version}, by=people.publisher) == 1
    assert (baselines.unconfirmed_baselines(made), row.history.first().history_user) == ([], people.publisher)
    assert baselines.confirm_baselines(made, {row.pk: row.version}, by=people.publisher) == 0


def test_another_baseline_is_its_own_confirmation(measured, people):
    made = successor_of(measured.plan, people)
    row = made.indicators.get(continues=measured)
    row.baseline_value = 5
    row.save()
    assert (baselines.unconfirmed_baselines(made), asked_to_confirm(made)) == ([], [])


def test_a_baseline_that_somebody_changed_meanwhile_is_not_confirmed(measured, people):
    made = successor_of(measured.plan, people)
    row = made.indicators.get(continues=measured)
    row.title = "Alt titlu"
    row.save()
    with pytest.raises(Conflict):
        baselines.confirm_baselines(made, {row.pk: row.version - 1}, by=people.editor)
    assert baselines.unconfirmed_baselines(made) == [row]


def test_only_those_who_write_the_plan_confirm_its_baselines(measured, people):
    made = successor_of(measured.plan, people)
    row = made.indicators.get(continues=measured)
    for person in (people.reviewer, people.reporter, people.outsider):
        with pytest.raises(PermissionDenied):
            baselines.confirm_baselines(made, {row.pk: row.version}, by=person)
    assert baselines.unconfirmed_baselines(made) == [row]


def test_the_queries_about_baselines_do_not_depend_on_how_many_there_are(measured, people, django_assert_num_queries):
    made = successor_of(measured.plan, people)
    with django_assert_num_queries(2):
        assert len(baselines.unconfirmed_baselines(made)) == 1
    for row in made.indicators.exclude(continues=measured)[:3]:
        row._change_reason = baselines.TAKEN_REASON
        row.save()
    with django_assert_num_queries(2):
        assert len(baselines.unconfirmed_baselines(made)) == 4
