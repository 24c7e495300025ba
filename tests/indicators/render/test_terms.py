"""The terms of a plan in the order of time, with what is known of each."""

import dataclasses
import datetime

import pytest

from indicators.progress.indicator_status import indicator_statuses
from indicators.render import terms, terms_page
from tests.indicators.render import progress_documents as made
from tests.page import Page

DAY = datetime.date
JUNE, NEXT_YEAR = DAY(2026, 6, 30), DAY(2027, 6, 30)


def plan(**by_address):
    """The plan made by hand, its elements changed as told by their addresses."""
    document = made.plan()
    changed = {address.replace("_", "-", 1).replace("_", "."): fields for address, fields in by_address.items()}
    elements = tuple(dataclasses.replace(one, **changed.get(one.address, {})) for one in document.elements)
    return dataclasses.replace(document, elements=elements)


def rows(document, today=made.TODAY, records=made.RECORDS):
    found = terms.term_rows(document, indicator_statuses(document, records, today), today)
    return {row.address.removeprefix("/planuri/plan/").strip("/"): row for row in found}


def page(document, asked=None, today=made.TODAY, records=made.RECORDS):
    return Page(terms_page.terms_page(document, indicator_statuses(document, records, today), today, asked))


def test_terms_stand_in_the_order_of_time_and_what_has_no_day_of_its_own_ends_with_the_plan():
    found = rows(plan(og_3={"completion_due": JUNE, "completion_term": "iunie 2026"}))
    assert list(found) == ["og-3", "os-1.1", "og-2", "indicatori/1", "indicatori/2", "indicatori/3"]
    assert (found["og-3"].day, found["og-3"].term) == (JUNE, "iunie 2026")
    assert (found["os-1.1"].day, found["os-1.1"].term) == (made.YEAR[1], "odată cu planul")


def test_an_element_ends_with_the_nearest_above_that_has_a_day():
    assert rows(plan(og_1={"completion_due": JUNE}))["os-1.1"].day == JUNE


def test_of_several_above_the_nearest_counts():
    document = plan(og_1={"completion_due": JUNE}, os_1_1={"completion_due": NEXT_YEAR})
    below = dataclasses.replace(made.element("os", "1.1.1", "Lecții", "os-1.1"), evaluation_term="anual")
    document = dataclasses.replace(document, elements=(*document.elements, below))
    assert rows(document)["os-1.1.1"].day == NEXT_YEAR


def test_a_printed_term_that_names_no_day_stands_last_and_is_never_passed():
    found = rows(plan(og_3={"completion_term": "permanent"}))
    assert list(found)[-1] == "og-3"
    assert (found["og-3"].day, found["og-3"].is_passed) == (None, False)


@pytest.mark.parametrize(("today", "is_passed"), [(JUNE, False), (JUNE + datetime.timedelta(1), True)])
def test_a_term_is_passed_the_day_after_it(today, is_passed):
    row = rows(plan(og_3={"completion_due": JUNE}), today)["og-3"]
    assert (row.is_passed, terms.PASSED in row.states, terms.WITHOUT_DATA in row.states) == (is_passed, is_passed, True)


def test_what_was_retired_is_not_late():
    retired = made.d.RetirementValue(on=JUNE, reason="S-a renunțat.")
    row = rows(plan(og_3={"completion_due": JUNE, "retired": retired}))["og-3"]
    assert (row.is_passed, terms.PASSED in row.states, row.note) == (False, False, "Retras din plan.")


def test_of_each_term_the_page_says_who_answers_and_what_is_known():
    document = plan(og_3={"completion_due": JUNE, "responsible": "Biroul de proiecte"})
    cells = {row[0]: row[1:] for row in page(document).cells}
    assert cells["1.1. Educație"] == [
        "odată cu planul 31 decembrie 2026",
        "Inspectoratul de poliție",
        "Indicatorul 4: × neraportat la termen",
    ]
    assert cells["3. Fără indicatori"] == [
        "nu este scris 30 iunie 2026",
        "Biroul de proiecte",
        "Termenul a trecut. Planul nu are un indicator din care să se vadă ce s-a făcut.",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"an": "2027"}, ["3."]),
        ({"an": "3000"}, ["3.", "1.1.", "2.", "Indicatorul 1", "Indicatorul 2", "Indicatorul 3"]),
        ({"institutie": "birou"}, ["2."]),
        ({"institutie": "fara-institutie"}, ["3."]),
        ({"stadiu": "indeplinit"}, ["Indicatorul 1"]),
        ({"stadiu": "fara-date"}, ["3."]),
        ({"stadiu": "trecut-nimic"}, ["2."]),
        ({"cauta": "educatie"}, ["1.1."]),
        ({"cauta": "nimic"}, []),
    ],
)
def test_terms_are_filtered_by_year_institution_what_is_known_and_words(asked, found):
    document = plan(og_3={"completion_due": NEXT_YEAR})
    form = terms_page.TermsForm(asked, list(rows(document).values()))
    assert sorted(row.code for row in form.rows) == sorted(found)


def test_a_sentence_says_how_many_passed_and_of_how_many_nothing_is_known():
    document = plan(og_3={"completion_due": NEXT_YEAR})
    assert "6 termene, dintre care 5 trecute." in page(document).text
    silent = "6 termene, dintre care 5 trecute; la toate nu s-a raportat nimic."
    assert silent in page(document, records={}).text.replace("\xa0", " ")


def test_what_has_no_term_and_no_indicator_is_counted_by_level():
    assert "Fără termen și fără indicatori: 1 obiectiv general." in page(plan()).text.replace("\xa0", " ")


def test_the_page_changes_on_the_day_after_each_term():
    document = plan(og_3={"completion_due": JUNE})
    days = [terms.next_passed_term(document, day) for day in (made.YEAR[0], JUNE, DAY(2026, 7, 1), made.TODAY)]
    assert days == [DAY(2026, 7, 1), DAY(2026, 7, 1), DAY(2027, 1, 1), None]
