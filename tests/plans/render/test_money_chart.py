"""Columns of money added up by the highest elements: what is summed, what is not, where it stands."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plans import document as d
from plans.render.money_chart import money_by_root, money_by_section
from plans.render.pdf.plan_pdf import html_of
from plans.render.pdf.sections import printed_sections
from tests.plans.render.plan_documents import MONEY, with_money

SECTION = d.SectionValue(block="elements", level="o")


def found_in(document):
    return [(one.number, [row.amount for row in one.rows]) for one in money_by_root(document)]


def test_sums_are_added_up_by_the_highest_element_and_what_has_none_says_so():
    document = with_money(["100.5", "", "20"], [""], ["40"])
    (one,) = money_by_root(document)
    assert [(row.root.code, row.amount, row.length) for row in one.rows] == [
        ("1", Decimal("120.5"), 100),
        ("2", None, 0),
        ("3", Decimal(40), 33),
    ]
    assert (one.title.replace("\u00a0", " "), [bar.width for bar in one.bars]) == (
        "Buget, pe obiective: 160,50 mii lei în total",
        ["100.00%", "33.20%"],
    )


@pytest.mark.parametrize(
    "document",
    [
        with_money(["100"], [""]),
        with_money(["100"], ["mult"]),
        with_money(["0"], ["0"]),
        with_money(["1"], ["2"], above=(MONEY,)),
        with_money(["1"], ["2"], columns=(d.ColumnValue(field="buget", label="Buget"),)),
        with_money(),
    ],
    ids=["one sum", "a text", "nothing", "two levels", "not money", "no elements"],
)
def test_what_cannot_be_compared_is_not_added_up(document):
    assert found_in(document) == []


def test_a_column_is_numbered_among_those_of_money_even_where_one_before_it_has_no_sum():
    other = d.ColumnValue(field="alt", label="Alt", type="money")
    assert found_in(with_money(["1"], ["2"], columns=(other, MONEY))) == [(2, [Decimal(1), Decimal(2)])]


def test_the_sums_stand_once_under_the_section_of_the_highest_level_on_the_page_and_on_paper():
    text = d.SectionValue(heading="Context")
    document = replace(with_money(["1"], ["2"]), sections=(text, SECTION, SECTION))
    assert [len(one) for one in money_by_section(document)] == [0, 1, 0]
    assert [len(part.money) for part in printed_sections(document)] == [0, 1, 0]
    assert html_of(document, checksum="0" * 64).count("Buget, pe obiective: 3\u00a0mii lei în total") == 1
