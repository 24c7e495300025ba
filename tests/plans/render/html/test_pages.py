"""Pages made of documents that the two real plans do not cover."""

import datetime
from decimal import Decimal

from indicators.models import Indicator
from plans import document as d
from plans.render import facts
from plans.render.budget_chart import budgets
from plans.render.html import pages as html_pages
from tests.page import Page

OWNER = d.InstitutionValue(code="cj", name="Consiliul Județean", short_name="CJ")
YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def level(prefix, parent, name, plural, *columns):
    pairs = tuple(d.ColumnValue(field=field, label=label) for field, label in columns)
    return d.LevelValue(
        prefix=prefix, parent=parent, kind="other", name=name, name_plural=plural, code_format="{code}.", columns=pairs
    )


LEVELS = (
    level("og", None, "Obiectiv", "Obiective"),
    level("m", "og", "Măsură", "Măsuri", ("riscuri", "Riscuri"), ("completion_term", "Termen")),
    level("a", "m", "Acțiune", "Acțiuni", ("indicators", "Indicatori"), ("responsible", "Responsabil")),
    level("s", "a", "Subacțiune", "Subacțiuni"),
)


def element(prefix, code, parent=None, **fields):
    return d.ElementValue(
        uid=f"{prefix}-{code}",
        level=prefix,
        parent=parent,
        code=code,
        printed_code=f"{code}.",
        address=f"{prefix}-{code}",
        title=f"Titlul {code}",
        **fields,
    )


def plan(**fields):
    moment = datetime.datetime(2026, 11, 20, 23, 30, tzinfo=datetime.UTC)
    start, end = YEAR
    base = {
        "version": 1,
        "edition": d.EditionMark(number=3, published_at=moment, note=""),
        "slug": "plan",
        "short_title": "Plan",
        "title": "Planul",
        "subtitle": "",
        "letterhead": "",
        "owner": OWNER,
        "reviewer": None,
        "period_start": start,
        "period_end": end,
        "levels": LEVELS,
        "sections": (d.SectionValue(block="elements", level="og"),),
    }
    return d.Document(**{**base, **fields})


def indicator(**fields):
    return d.IndicatorValue(
        uid="i", element=None, joiner="", **{"title": "Rata", "nature": "percent", "minimal": False, **fields}
    )


FOUR_LEVELS = (
    element("og", "1"),
    element("m", "1.1", "og-1", extra={"riscuri": "Întârzieri"}, completion_due=datetime.date(2026, 3, 1)),
    element("a", "1.1.1", "m-1.1", responsible="Direcția"),
    element("s", "1.1.1.1", "a-1.1.1"),
    element("og", "2"),
    element("m", "2.1", "og-2", description="Ce se face.", completion_term="2026", extra={"note": "O notă"}),
)


def test_a_plan_of_four_levels_shows_each_element_once_with_deeper_and_deeper_headings():
    page = Page(html_pages.plan_page(plan(elements=FOUR_LEVELS), checksum="c" * 64))
    assert [name for name in page.ids if "-" in name and name[0] in "omas" and name[1] != "e"] == [
        one.address for one in FOUR_LEVELS
    ]
    assert [page.tags.count(tag) for tag in ("h3", "h4", "h5")] == [2, 1, 1]
    for words in ("Riscuri Întârzieri", "Termen 1 martie 2026", "Responsabil Direcția"):
        assert words in page.text


def test_elements_without_children_are_table_rows_and_what_has_no_column_stands_under_their_title():
    page = Page(html_pages.plan_page(plan(elements=FOUR_LEVELS), checksum="c" * 64))
    assert page.cells == [
        ["Măsuri", "Riscuri", "Termen"],
        ["2.1. Titlul 2.1 Ce se face. Note O notă", "necompletat în original", "2026"],
    ]


def test_printed_column_numbers_begin_with_the_levels_above():
    section = d.SectionValue(block="elements", level="og", numbered_columns=True)
    page = Page(html_pages.plan_page(plan(elements=FOUR_LEVELS[4:], sections=(section,)), checksum="c" * 64))
    assert page.cells[1] == ["1", "2", "3"]
    assert "Obiective (coloana 0)" in page.text


def test_an_element_shown_by_two_sections_has_one_anchor():
    sections = (
        d.SectionValue(block="elements", level="og"),
        d.SectionValue(heading="Din nou", block="elements", level="og"),
    )
    page = Page(html_pages.plan_page(plan(elements=FOUR_LEVELS, sections=sections), checksum="c" * 64))
    assert page.ids.count("og-1") == 1
    assert page.links.count("/planuri/plan/og-1/") == 2


def test_a_draft_claims_no_edition_no_checksum_and_no_files():
    page = Page(html_pages.plan_page(plan(elements=FOUR_LEVELS), checksum="c" * 64, draft=True))
    assert "Ciornă – nepublicat" in page.text
    assert "Ediția" not in page.text
    assert "SHA-256" not in page.text
    assert [link for link in page.links if link.startswith("/planuri/plan/")] == []


def test_an_edition_leads_to_places_on_its_own_page():
    page = Page(html_pages.edition_page(plan(elements=FOUR_LEVELS), checksum="c" * 64))
    assert (
        "Aceasta este ediția 3, publicată în portal la 21 noiembrie 2026, păstrată așa cum a fost publicată."
        in page.text
    )
    assert {link for link in page.links if link.startswith("/planuri/plan/")} == {
        "/planuri/plan/",
        "/planuri/plan/editii/",
        "/planuri/plan/editii/3/",
        "/planuri/plan/editii/3/plan.pdf",
        "/planuri/plan/editii/3/anexa.pdf",
        "/planuri/plan/editii/3/plan.json",
        *(f"/planuri/plan/editii/3/plan.{ending}" for ending in ("docx", "xlsx", "ods", "csv", "xml", "akn.xml")),
        "/planuri/plan/editii/3/citare.bib",
        "/planuri/plan/editii/3/citare.ris",
    }


def test_the_neighbours_of_an_element_are_those_of_its_level_across_parents():
    document = plan(elements=FOUR_LEVELS)
    page = Page(html_pages.element_page(document, document.by_address["m-2.1"]))
    assert "/planuri/plan/m-1.1/" in page.links
    assert "Următor" not in page.text


def test_an_element_leads_to_what_it_contributes_to_in_another_plan():
    link = d.ElementLink(uid="x", plan="alt-plan", address="os-2.5", label="2.5. Prevenirea")
    document = plan(elements=(element("og", "1", contributes_to=(link,), institutions=(OWNER,)),))
    page = Page(html_pages.element_page(document, document.elements[0]))
    assert page.links.count("/planuri/alt-plan/os-2.5/") == 1
    assert "Instituții responsabile Consiliul Județean" in page.text


def test_the_target_of_a_milestone_is_said_in_words():
    year = {"period_start": YEAR[0], "period_end": YEAR[1], "upper_value": None, "text": ""}
    known = indicator(nature="milestone", targets=(d.TargetValue(kind="exact", value=Decimal(1), **year),))
    assert [fact.text for fact in facts.indicator_facts(known)] == ["realizat"]


def test_only_what_is_known_of_an_indicator_is_said():
    assert facts.indicator_facts(indicator()) == []
    targets = (
        d.TargetValue(
            kind="range",
            value=Decimal("3.000000"),
            upper_value=Decimal("5.5"),
            text="",
            period_start=YEAR[0],
            period_end=YEAR[1],
        ),
        d.TargetValue(
            kind="at_least",
            value=Decimal("1200"),
            upper_value=None,
            text="în mediul rural",
            period_start=YEAR[0],
            period_end=YEAR[1],
        ),
        d.TargetValue(
            kind="to_be_set", value=None, upper_value=None, text="", period_start=YEAR[0], period_end=YEAR[1]
        ),
        d.TargetValue(
            kind="text", value=None, upper_value=None, text="în scădere", period_start=YEAR[0], period_end=YEAR[1]
        ),
    )
    known = indicator(
        unit="persoane",
        direction="decrease",
        baseline_value=Decimal("12.500000"),
        baseline_period="2023",
        frequency="yearly",
        institution=OWNER,
        targets=targets,
    )
    assert [(fact.label, fact.text.replace("\u00a0", " ")) for fact in facts.indicator_facts(known)] == [
        ("Unitatea de măsură", "persoane"),
        ("Sensul bun", "scădere"),
        ("Valoarea de referință", "12,5 persoane, 2023"),
        ("Ținta pentru 2026", "între 3 și 5,5 persoane"),
        ("Ținta pentru 2026", "cel puțin 1.200 de persoane, în mediul rural"),
        ("Ținta pentru 2026", "de stabilit"),
        ("Ținta pentru 2026", "în scădere"),
        ("Raportat", "anual"),
        ("Instituția care raportează", "Consiliul Județean"),
    ]


def test_indicators_of_one_kind_name_it_once_and_others_each_their_own():
    section = (d.SectionValue(block="indicators"),)
    same = Page(html_pages.plan_page(plan(sections=section, indicators=(indicator(), indicator())), checksum=""))
    assert same.text.count("2 indicatori, fiecare: tip: procent") == 1
    mixed = (indicator(minimal=True), indicator(nature="count"))
    different = Page(html_pages.plan_page(plan(sections=section, indicators=mixed), checksum=""))
    assert different.text.count("indicator minimal, tip: procent") == 1
    assert different.text.count("tip: număr") == 1


def test_the_pages_use_the_words_of_the_forms():
    assert dict(Indicator.Nature.choices) == facts.NATURES
    assert dict(Indicator.Direction.choices) == facts.DIRECTIONS
    assert dict(Indicator.Frequency.choices) == facts.FREQUENCIES


def line(label, amount, *, year=2026, total=False, share=None):
    return d.BudgetLineValue(label=label, year=year, amount=Decimal(amount), unit="lei", share=share, is_total=total)


def test_bars_are_as_long_as_their_part_of_the_total_and_say_the_printed_share():
    lines = (line("total", "400.00", total=True), line("a", "300.00", share=Decimal("74.99")), line("b", "100.00"))
    budget = next(budgets(plan(budget=lines)))
    assert [(bar.width, bar.value) for bar in budget.bars] == [("75.00%", "74,99%"), ("25.00%", "100,00")]
    assert budget.description == "total: 400,00 lei; a: 300,00 lei (74,99%); b: 100,00 lei."


def test_a_long_label_of_a_bar_is_broken_into_lines():
    label = "O categorie de cheltuieli cu o denumire care nu încape pe un rând de telefon"
    budget = next(budgets(plan(budget=(line(label, "3.00"), line("b", "1.00")))))
    assert [text.text for text in budget.bars[0].label] == [
        "O categorie de cheltuieli cu o",
        "denumire care nu încape pe un rând",
        "de telefon",
    ]


def test_a_year_with_nothing_to_compare_has_no_bars():
    lines = (line("total", "9.00", total=True), line("a", "0.00", year=2027), line("b", "0.00", year=2027))
    assert [(budget.year, budget.bars) for budget in budgets(plan(budget=lines))] == [("2026", []), ("2027", [])]
