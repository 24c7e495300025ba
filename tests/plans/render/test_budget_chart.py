"""The budget as bars: what is drawn, how long and how high."""

from decimal import Decimal

from plans.document import BudgetLineValue
from plans.render.budget_chart import budgets
from plans.render.labelled_bars import APART, BAR_HEIGHT, GAP, LINE_HEIGHT
from portal.pictures.text_width import NARROW, text_width
from tests.plans.render.plan_documents import plan


def line(label, amount, share=None, *, year=2023, unit="mii lei", is_total=False):
    share = None if share is None else Decimal(share)
    return BudgetLineValue(label=label, year=year, amount=Decimal(amount), unit=unit, share=share, is_total=is_total)


def budget(*lines):
    (found,) = budgets(plan(budget=lines))
    return found


TOTAL = line("total", "200", is_total=True)
STAFF, GOODS = line("personal", "150.00", "75.00"), line("bunuri", "50")


def test_a_plan_without_a_budget_has_none():
    assert list(budgets(plan())) == []


def test_each_year_has_its_budget_in_printed_order():
    years = budgets(plan(budget=(line("a", 1, year=2024), line("b", 2), line("c", 3, year=2024))))
    assert [(one.year, [row.label for row in one.lines]) for one in years] == [("2024", ["a", "c"]), ("2023", ["b"])]


def test_the_total_is_the_printed_one():
    assert (budget(TOTAL, STAFF, GOODS).total, budget(STAFF, GOODS).total) == ("200 mii lei", "")


def test_a_unit_is_said_once_where_all_lines_have_it():
    assert (budget(STAFF, GOODS).unit, budget(STAFF, line("b", 1, unit="lei")).unit) == ("mii lei", "")


def test_a_bar_is_as_long_as_its_part_of_the_total():
    assert [bar.width for bar in budget(TOTAL, STAFF, GOODS).bars] == ["75.00%", "25.00%"]


def test_without_a_total_the_longest_bar_is_the_whole():
    assert [bar.width for bar in budget(STAFF, GOODS).bars] == ["100.00%", "33.33%"]


def test_a_part_greater_than_the_printed_total_is_the_whole():
    assert [bar.width for bar in budget(line("t", 100, is_total=True), STAFF, GOODS).bars] == ["100.00%", "33.33%"]


def test_a_part_below_zero_has_no_length():
    assert [bar.width for bar in budget(STAFF, line("b", -5)).bars] == ["100.00%", "0.00%"]


def test_a_bar_says_the_printed_share_or_the_amount():
    assert [bar.value for bar in budget(TOTAL, STAFF, GOODS).bars] == ["75,00%", "50"]


def test_a_single_part_is_not_compared():
    found = budget(TOTAL, STAFF)
    assert (found.bars, found.height) == ([], "0")


def test_parts_of_nothing_are_not_compared():
    assert budget(line("a", 0), line("b", 0)).bars == []


def test_parts_in_different_units_are_not_compared():
    assert budget(STAFF, line("b", 1, unit="lei")).bars == []


def test_bars_stand_under_their_labels_with_a_gap_between():
    found = budget(STAFF, GOODS)
    second = LINE_HEIGHT + BAR_HEIGHT + GAP + LINE_HEIGHT
    assert ([bar.y for bar in found.bars], found.height) == (["20", str(second)], str(second + BAR_HEIGHT))


def test_a_long_label_takes_lines_and_pushes_its_bar_down():
    long = line("cuvânt " * 8, 10)
    first = budget(long, GOODS).bars[0]
    assert ([row.y for row in first.label], first.y, first.value_y) == (["13", "33"], "40", "33")
    room = NARROW - text_width(first.value, bold=True) - APART
    assert [text_width(row.text) <= room for row in first.label] == [True, True]


def test_a_label_never_reaches_the_number_beside_it_however_long_both_are():
    (bar, _) = budget(line("m" * 200, "123456789012.34"), GOODS).bars
    widths = [text_width(row.text) + APART + text_width(bar.value, bold=True) for row in bar.label]
    assert max(widths) <= NARROW
    assert "".join(row.text for row in bar.label) == "m" * 200


def test_a_label_of_nothing_still_takes_a_line():
    bars = budget(line("", 10), GOODS).bars
    assert ([row.text for row in bars[0].label], bars[0].y) == ([""], "20")


def test_the_budget_is_told_in_one_sentence():
    assert budget(STAFF, GOODS).description == "personal: 150,00 mii lei (75,00%); bunuri: 50 mii lei."


def test_shares_are_printed_where_any_line_has_one():
    assert (budget(STAFF, GOODS).has_shares, budget(GOODS).has_shares) == (True, False)


def test_a_share_of_zero_is_a_share():
    found = budget(line("a", 10, "0"), GOODS)
    assert (found.has_shares, found.bars[0].value) == (True, "0%")
