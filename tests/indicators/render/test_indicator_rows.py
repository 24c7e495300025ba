"""The indicators of a plan as rows: where each stands, under which objective, what a row says."""

from indicators.progress.indicator_status import indicator_statuses
from indicators.render.indicator_rows import (
    indicator_address,
    indicator_row,
    objective_groups,
    statuses_in_order,
)
from tests.indicators.render.progress_documents import RECORDS, TODAY, element, indicator, plan

PLAN = plan()
STANDINGS = indicator_statuses(PLAN, RECORDS, TODAY)


def numbers(standings):
    return [one.indicator.number for one in standings]


def test_indicators_stand_as_the_plan_is_read():
    low, high, own = indicator(7, "L", element="os-1.1"), indicator(8, "H", element="og-1"), indicator(9, "P")
    document = plan((low, high, own))
    assert numbers(statuses_in_order(document, indicator_statuses(document, {}, TODAY))) == [9, 8, 7]


def test_the_address_of_an_indicator_is_its_number():
    assert indicator_address(PLAN, STANDINGS["i4"]) == "/planuri/plan/indicatori/4/"


def test_a_row_names_the_element_it_stands_at():
    assert indicator_row(PLAN, STANDINGS["i4"]).place == "1.1. Educație"


def test_a_row_does_not_name_the_objective_that_the_table_is_about():
    assert indicator_row(PLAN, STANDINGS["i6"], under=PLAN.by_uid["og-2"]).place == ""


def test_a_row_of_the_plans_own_names_no_element():
    assert indicator_row(PLAN, STANDINGS["i1"]).place == ""


def test_a_row_without_an_accepted_report_says_no_value():
    row = indicator_row(PLAN, STANDINGS["i5"])
    assert (row.value, row.period, row.target) == ("", "", "")


def test_a_row_says_the_newest_accepted_value_and_its_period():
    row = indicator_row(PLAN, STANDINGS["i3"])
    assert (row.value.replace("\u00a0", " "), row.period) == ("66 de infracțiuni", "trimestrul IV 2026")


def groups(shown=None, document=PLAN, standings=STANDINGS):
    return objective_groups(document, standings, standings.values() if shown is None else shown)


def test_the_plans_own_come_first_then_each_objective_that_has_any():
    assert [(group.anchor, group.title, numbers(row.standing for row in group.rows)) for group in groups()] == [
        ("stadiu-plan", "Indicatorii întregului plan", [1, 2, 3]),
        ("stadiu-og-1", "1. Siguranță rutieră", [4]),
        ("stadiu-og-2", "2. Colaborare", [5, 6]),
    ]


def test_an_objective_leads_to_its_page_and_the_plan_to_none():
    assert [group.address for group in groups()] == ["", "/planuri/plan/og-1/", "/planuri/plan/og-2/"]


def test_what_is_left_out_of_the_rows_still_counts():
    assert [(len(group.rows), sum(group.numbers.values())) for group in groups(shown=[])] == [(0, 3), (0, 1), (0, 2)]


def test_a_plan_without_indicators_of_its_own_has_no_group_of_them():
    document = plan((indicator(7, "L", element="os-1.1"),))
    found = groups(document=document, standings=indicator_statuses(document, {}, TODAY))
    assert [group.anchor for group in found] == ["stadiu-og-1"]


def test_an_indicator_deep_below_stands_under_the_highest_objective():
    deep = element("x", "1.1.1", "Adânc", "os-1.1")
    document = plan((indicator(7, "L", element=deep.uid),), elements=(*PLAN.elements[:2], deep))
    (group,) = groups(document=document, standings=indicator_statuses(document, {}, TODAY))
    assert (group.anchor, group.rows[0].place) == ("stadiu-og-1", "1.1.1. Adânc")
