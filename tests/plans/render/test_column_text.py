"""Typed columns as readers find them: on the page, in the PDF, where two documents are compared."""

import dataclasses
from decimal import Decimal

import pytest

from plans import document as d
from plans.editions.readiness import readiness
from plans.models import Element
from plans.render import comparison
from plans.render.column_text import printed_number, printed_value
from plans.render.html import pages
from plans.render.pdf import plan_pdf
from tests.page import Page, dense
from tests.plans.render.plan_documents import composed
from tests.plans.typed_columns import VALUES, typed_level

MONEY = d.ColumnValue(field="buget", label="Buget", type="money", unit="lei")


@pytest.fixture
def read(it_plan):
    """The IT plan as a document, with the values given to measure 1.1 and a sum to another of the same axis."""

    def compose(**values):
        typed_level(it_plan, **values)
        Element.objects.filter(level__plan=it_plan, level__prefix="m", code="1.2").update(extra={"buget": "749.5"})
        return composed(it_plan)

    return compose


def without_breaks(text):
    return dense(text.replace("\xa0", " "))


@pytest.mark.parametrize(
    ("number", "printed"),
    [("1250", "1.250 de lei"), ("1250.5", "1.250,50 lei"), ("0.125", "0,125 lei"), ("12.5", "12,50 lei")],
)
def test_a_sum_has_two_decimals_unless_it_is_whole(number, printed):
    assert without_breaks(printed_number(MONEY, Decimal(number))) == printed


def test_what_does_not_fit_is_printed_as_it_is():
    assert printed_value(MONEY, "mult") == "mult"


def test_the_page_shows_values_as_romanian_writes_them(read):
    source = without_breaks(pages.plan_page(read(**VALUES), checksum="c" * 64))
    assert '<td class="number" data-label="Instruiți">25 de persoane</td>' in source
    assert '<td class="number" data-label="Buget">1.250,50 mii lei</td>' in source
    # The heading stands over its numbers.
    assert '<th scope="col" class="number">Buget</th>' in source
    assert '<th scope="col">Stare</th>' in source
    assert '<td data-label="Început">17 mai 2031</td>' in source
    assert (
        '<td data-label="Anunț"><a href="https://cjcluj.ro/anunt" rel="nofollow">https://cjcluj.ro/anunt</a></td>'
        in source
    )
    assert '<td data-label="Stare">gata</td>' in source


def test_a_column_of_money_is_summed_in_the_last_row(read):
    rows = Page(pages.plan_page(read(**VALUES), checksum="c" * 64).replace("\xa0", " ")).cells
    assert [row for row in rows if row[0] == "Total"] == [["Total", "", "", "2.000 mii lei", "", "", ""]]
    rows = Page(pages.plan_page(read(), checksum="c" * 64)).cells
    assert [row for row in rows if row[0] == "Total"] == []


def test_a_link_that_is_none_leads_nowhere(read):
    source = without_breaks(pages.plan_page(read(anunt="javascript:alert(1)"), checksum="c" * 64))
    assert '<td data-label="Anunț">javascript:alert(1)</td>' in source


def test_the_element_s_own_page_says_them_too(read):
    document = read(**VALUES)
    source = without_breaks(pages.element_page(document, document.by_address["m-1.1"]))
    assert '<dd><a href="https://cjcluj.ro/anunt" rel="nofollow">https://cjcluj.ro/anunt</a></dd>' in source
    assert "<dd>1.250,50 mii lei</dd>" in source


def test_the_pdf_prints_the_numbers_to_the_right_and_sums_the_money(read):
    source = without_breaks(plan_pdf.html_of(read(**VALUES), checksum="c" * 64))
    assert '<td class="number">1.250,50 mii lei</td>' in source
    assert '<th scope="col" class="number">Buget</th>' in source
    assert '<th scope="col">Stare</th>' in source
    assert '<th scope="row" colspan="2">Total</th>' in source
    assert source.count('<td class="number">2.000 mii lei</td>') == 1


def test_money_on_two_levels_is_not_added_up_in_the_pdf(read):
    document = read(**VALUES)
    above = next(level for level in document.levels if level.prefix == "ax")
    own = dataclasses.replace(above, columns=(dataclasses.replace(MONEY, unit="mii lei"),))
    both = tuple(own if level is above else level for level in document.levels)
    source = plan_pdf.html_of(dataclasses.replace(document, levels=both), checksum="c" * 64)
    assert ">Total</th>" not in source


def test_two_documents_are_compared_in_the_words_of_the_page(read):
    page = Page(comparison.comparison_page(read(**VALUES), read(**{**VALUES, "buget": "3000"}), []))
    assert "Buget eliminat: 1.250,50 mii lei adăugat: 3.000 mii lei" in page.text.replace("\xa0", " ")


def test_a_changed_type_is_told(read):
    old = read(**VALUES)
    level = old.level["m"]
    changed = tuple(dataclasses.replace(c, unit="lei") if c.field == "buget" else c for c in level.columns)
    levels = tuple(dataclasses.replace(one, columns=changed) if one is level else one for one in old.levels)
    page = Page(comparison.comparison_page(old, dataclasses.replace(old, levels=levels), []))
    assert "Buget [sumă: eliminat: mii lei]" in page.text


def test_readiness_names_a_value_that_no_longer_fits(it_plan):
    row = typed_level(it_plan, **{**VALUES, "buget": "mult"})
    found = [problem.message for problem in readiness(it_plan) if "nu se potrivește" in problem.message]
    assert found == [f"„{row}”: „mult” nu se potrivește coloanei „Buget” (sumă)."]
