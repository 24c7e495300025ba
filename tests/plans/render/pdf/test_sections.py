"""The printed parts of a plan: what each is called, on which pages it stands, how long the bars of its budget are."""

from decimal import Decimal

from plans import document as d
from plans.render.pdf.sections import budgets_of, contents_of, printed_sections
from tests.plans.render.plan_documents import element, levels, plan, tree

NAMES = (("o", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
LEVELS = levels(*NAMES)
WIDE = levels(*NAMES, columns=(("responsible", "Cine"), ("completion_term", "Când")))
ELEMENTS, BUDGET = d.SectionValue(block="elements", level="o"), d.SectionValue(block="budget")


def parts(*sections, levels_=LEVELS):
    return printed_sections(plan(levels=levels_, elements=tree(LEVELS, (1, 1)), sections=sections))


def test_a_part_is_called_by_its_heading_or_by_what_it_shows():
    found = parts(d.SectionValue(heading="Context"), ELEMENTS, BUDGET, d.SectionValue(body="text"))
    assert [(part.anchor, part.label) for part in found] == [
        ("sectiunea-1", "Context"),
        ("sectiunea-2", "Obiective"),
        ("sectiunea-3", "Buget"),
        ("sectiunea-4", ""),
    ]


def test_a_table_of_many_columns_needs_pages_that_lie():
    found = [parts(ELEMENTS, BUDGET, levels_=levels_) for levels_ in (WIDE, LEVELS)]
    assert [[part.is_wide for part in one] for one in found] == [[True, False], [False, False]]


def contents(*sections):
    document = plan(levels=LEVELS, elements=tree(LEVELS, (2, 1)), sections=sections)
    return contents_of(document, printed_sections(document))


def test_parts_without_a_name_do_not_stand_in_the_contents():
    assert [entry.label for entry in contents(d.SectionValue(body="text"), ELEMENTS)] == ["Obiective"]


def test_the_groups_of_a_table_stand_in_the_contents():
    (entry,) = contents(ELEMENTS)
    assert [(one.anchor, one.label[:3], one.entries) for one in entry.entries] == [
        ("o-1", "1. ", ()),
        ("o-2", "2. ", ()),
    ]


def test_the_elements_of_a_list_do_not_stand_in_the_contents():
    (entry,) = contents(d.SectionValue(block="elements", level="m"))
    assert (entry.label, entry.entries) == ("Măsuri", ())


def line(amount, is_total=False):
    return d.BudgetLineValue(label="l", year=2023, amount=Decimal(amount), unit="lei", share=None, is_total=is_total)


def bars(*lines):
    ((_budget, rows),) = budgets_of(plan(budget=lines))
    return [length for _line, length in rows]


def test_a_bar_is_its_part_of_the_sum_of_all():
    assert bars(line(400, is_total=True), line(75), line(25)) == [None, 75, 25]


def test_the_least_sum_still_shows():
    assert bars(line(9999), line(1)) == [100, 1]


def test_a_sum_below_zero_shows_as_the_least():
    assert bars(line(200), line(-50)) == [100, 1]


def test_a_budget_that_is_not_compared_has_no_bars():
    assert bars(line(400, is_total=True), line(75)) == [None, None]


def test_the_element_that_opens_a_group_is_known_to_its_part():
    found = parts(ELEMENTS, BUDGET)
    assert [[one.code for one in part.groups] for part in found] == [["1"], []]


def test_an_element_named_in_the_contents_is_led_to_by_its_address():
    low = element("o", "9", title="Titlu")
    document = plan(levels=LEVELS, elements=(low, element("m", "9.1", "o-9")), sections=(ELEMENTS,))
    ((entry,),) = [one.entries for one in contents_of(document, printed_sections(document))]
    assert (entry.anchor, entry.label) == ("o-9", "9. Titlu")
