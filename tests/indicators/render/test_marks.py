"""What the plan's page says beside its elements and indicators of where they stand."""

import dataclasses
import datetime

from indicators.progress.indicator_status import indicator_statuses
from indicators.render import marks
from plans import document as d
from plans.render.html import pages as plans_html
from tests.indicators.render import progress_documents as made
from tests.page import Page


def marks_of(document=None, records=made.RECORDS, today=made.TODAY):
    document = document or made.plan()
    found = marks.indicator_marks(document, indicator_statuses(document, records, today), today)
    return {uid: Page(mark) for uid, mark in found.items()}


def test_an_element_with_indicators_leads_to_each_and_says_where_it_stands():
    found = marks_of()
    assert set(found) == {"os-1.1", "og-2", "i1", "i2", "i3"}
    assert found["os-1.1"].links == ["/planuri/plan/indicatori/4/"]
    assert found["os-1.1"].text == "Indicatorul 4: × neraportat la termen"
    assert found["i1"].text == "Indicatorul 1: ● îndeplinit"


def test_indicators_that_stand_alike_say_so_once():
    alone = dataclasses.replace(made.PORTAL, uid="i7", number=7)
    document = made.plan(indicators=(*made.INDICATORS, alone))
    found = marks_of(document, {**made.RECORDS, "i7": made.RECORDS["i6"]})["og-2"]
    assert found.links == [f"/planuri/plan/indicatori/{number}/" for number in (5, 6, 7)]
    assert found.text == ("Indicatorul 5: termenul a trecut, nu s-a raportat nimic Indicatorii 6, 7: ○ neîndeplinit")


def passed(today=made.TODAY, records=(), number=4, **fields):
    document = made.plan()
    elements = tuple(dataclasses.replace(one, **fields) for one in document.elements)
    document = dataclasses.replace(document, elements=elements)
    found = indicator_statuses(document, {f"i{number}": records}, today)
    return marks.is_term_passed(document, found[f"i{number}"], today)


def test_a_term_has_passed_the_day_after_the_plans_last():
    last = made.YEAR[1]
    assert [passed(last + datetime.timedelta(days)) for days in (0, 1)] == [False, True]


def test_an_elements_own_term_counts_before_the_plans():
    term = datetime.date(2026, 6, 30)
    days = (term, term + datetime.timedelta(1))
    assert [passed(day, completion_due=term) for day in days] == [False, True]


def test_what_was_reported_or_is_only_context_has_no_passed_term():
    due, sent = made.report(4, 1, "due"), made.report(4, 1, "submitted")
    assert [passed(records=[one]) for one in (due, sent)] == [True, False]
    assert passed(number=3) is False


def test_the_pages_change_on_the_day_after_a_term():
    document = made.plan()
    days = [marks.next_passed_day(document, day) for day in (made.YEAR[0], made.YEAR[1], made.TODAY)]
    assert days == [datetime.date(2027, 1, 1)] * 2 + [None]


def test_the_plans_page_has_the_marks_and_a_frozen_edition_has_none():
    document = made.plan(sections=(d.SectionValue(block="elements", level="og"),))
    found = marks.indicator_marks(document, indicator_statuses(document, made.RECORDS, made.TODAY), made.TODAY)
    current = Page(plans_html.plan_page(document, checksum="0" * 64, marks=found))
    frozen = Page(plans_html.edition_page(document, checksum="0" * 64))
    address = "/planuri/plan/indicatori/4/"
    assert (address in current.links, address in frozen.links) == (True, False)
