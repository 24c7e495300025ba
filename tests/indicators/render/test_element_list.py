"""The elements of a plan, narrowed by institution, term, level and what is known of each."""

import pytest

from indicators.progress.indicator_status import indicator_statuses
from indicators.render.element_list import ElementsForm, element_filter, elements_page, listed_elements
from tests.indicators.render import progress_documents as made
from tests.indicators.render.test_terms import NEXT_YEAR, plan
from tests.page import Page


def standings(document):
    return indicator_statuses(document, made.RECORDS, made.TODAY)


def page(document, **asked):
    return Page(elements_page(document, standings(document), made.TODAY, asked))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["1.", "1.1.", "2.", "3."]),
        ({"an": "2027"}, ["3."]),
        ({"an": "3000", "nivel": "x", "institutie": "nimeni", "stadiu": "x"}, ["1.", "1.1.", "2.", "3."]),
        ({"nivel": "os"}, ["1.1."]),
        ({"institutie": "birou"}, ["2."]),
        # Of an objective is known what is known of those below it.
        ({"stadiu": "neraportat"}, ["1.", "1.1."]),
        ({"stadiu": "fara-date"}, ["3."]),
        ({"cauta": "educatie"}, ["1.1."]),
        ({"cauta": "educatie", "nivel": "og"}, []),
    ],
)
def test_elements_are_narrowed_in_the_order_in_which_the_plan_is_read(asked, found):
    document = plan(og_3={"completion_due": NEXT_YEAR})
    form = ElementsForm(asked, listed_elements(document, standings(document), made.TODAY, {}))
    assert [one.row.code for one in form.rows] == found


def test_each_says_its_level_what_it_is_part_of_and_where_its_page_is():
    found = page(plan(), nivel="os")
    _head, cells = found.cells
    assert cells[0].endswith("Obiectiv specific · 1. Siguranță rutieră")
    assert "/planuri/plan/os-1.1/" in found.links


def test_what_fits_nothing_says_so_and_leads_back():
    found = page(plan(), cauta="zmeuriș")
    assert "Nimic din plan nu se potrivește cu ce ați ales." in found.text
    assert "/planuri/plan/elemente/" in found.links


def test_a_long_list_has_pages(monkeypatch):
    monkeypatch.setattr(ElementsForm, "rows_on_a_page", 3)
    assert [len(page(plan(), pagina=number).cells) for number in ("1", "2", "99", "x")] == [4, 2, 2, 4]
    assert "?pagina=2" in page(plan()).links


def test_the_plans_page_asks_for_what_can_be_told_apart():
    found = Page(element_filter(plan(), standings(plan()), made.TODAY))
    assert found.all("form", "action") == ["/planuri/plan/elemente/"]
    assert found.all("select", "name") == ["nivel", "institutie", "stadiu"]
    assert element_filter(made.plan(elements=(), indicators=()), {}, made.TODAY) == ""
