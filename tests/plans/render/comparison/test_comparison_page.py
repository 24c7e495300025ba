"""The page of what changed between two editions, as a reader's browser asks for it."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from indicators.models import Indicator
from plans import document as d
from plans.editions.publishing import publish, withdraw
from plans.models import AdoptionAct, Element
from plans.render import comparison
from tests.page import Page
from tests.plans.render.plan_documents import element, levels, plan, tree

EDITIONS = "/planuri/atop-2024/editii/"
FIRST_TWO = "/planuri/atop-2024/comparatie/1/2/"


def by_code(code):
    return Element.objects.get(level__plan__slug="atop-2024", level__prefix="os", code=code)


@pytest.fixture
def again(atop, editions, people):
    """Publish the police plan again."""
    return lambda note="Din nou.": publish(atop, by=people.publisher, note=note)


def page(client, path=FIRST_TWO):
    response = client.get(path)
    assert response.status_code == 200
    return Page(response)


def test_editions_that_say_the_same_are_said_to(client, again):
    again()
    found = page(client)
    assert "Edițiile au același conținut." in found.text
    assert [tag for tag in found.tags if tag in ("ins", "del")] == []


def test_the_page_says_which_editions_it_compares_and_why_each_was_published(client, again):
    again("Prima schimbare.")
    again("A doua schimbare.")
    found = page(client, "/planuri/atop-2024/comparatie/1/3/")
    assert "Ce s-a schimbat: Planul strategic ATOP 2024, ediția 1 și ediția 3" in found.text
    assert "Prima schimbare." in found.text
    assert "A doua schimbare." in found.text
    assert [f"{EDITIONS}{number}/" for number in (1, 2, 3)] == [
        link for link in found.links if link.startswith(EDITIONS) and link[len(EDITIONS) :] and "#" not in link
    ]


def test_a_reworded_title_shows_its_words_and_leads_to_the_new_edition(client, again):
    measure = by_code("1.2")
    Element.objects.filter(pk=measure.pk).update(title=f"Nou: {measure.title}", responsible="<b>Direcția</b>")
    again()
    found = page(client)
    assert "1 element modificat." in found.text
    assert f"adăugat: Nou: {measure.title}" in found.text
    assert "Responsabili adăugat: <b>Direcția</b>" in found.text
    assert f"{EDITIONS}2/#os-1.2" in found.links


def test_a_removed_element_leads_to_the_edition_that_has_it(client, again):
    title = by_code("2.10").title
    by_code("2.10").delete()
    again()
    found = page(client)
    assert "1 element eliminat." in found.text
    assert f"2.10.: eliminat eliminat: {title}" in found.text
    assert f"{EDITIONS}1/#os-2.10" in found.links


def test_a_moved_and_renumbered_element_says_from_where_to_where(client, again):
    measure, above = by_code("1.2"), by_code("2.1").parent
    Element.objects.filter(pk=measure.pk).update(parent=above, code="2.11")
    again()
    found = page(client)
    assert "1 element mutat, 1 element renumerotat." in found.text
    assert "mutat, renumerotat" in found.text
    assert "Cod eliminat: 1.2. adăugat: 2.11." in found.text
    assert f"adăugat: {above.code}. {above.title}" in found.text


def test_a_changed_target_says_what_it_was_and_why(client, atop, again):
    act = AdoptionAct.objects.create(plan=atop, issuer=atop.owner, kind="hcj", title="Hotărârea nr. 3", number="3")
    indicator = Indicator.objects.filter(plan=atop).first()
    year = {"period_start": datetime.date(2024, 1, 1), "period_end": datetime.date(2024, 12, 31)}
    target = indicator.targets.create(kind="at_most", value=Decimal(420), **year)
    again("Țintă.")
    target.delete()
    indicator.targets.create(kind="at_most", value=Decimal(440), reason="Un festival.", act=act, **year)
    again("Altă țintă.")
    found = page(client, "/planuri/atop-2024/comparatie/2/3/")
    assert "1 indicator modificat, 1 țintă schimbată." in found.text
    assert "eliminat: cel mult 420" in found.text
    assert "adăugat: cel mult 440" in found.text
    assert "Motivul: Un festival." in found.text
    assert "Actul: Hotărârea nr. 3" in found.text


def test_a_hundred_changes_take_three_queries(client, again, django_assert_num_queries):
    Element.objects.filter(level__plan__slug="atop-2024").update(responsible="Direcția generală")
    again()
    with django_assert_num_queries(3):
        found = page(client)
    assert "53 de elemente modificate." in found.text.replace("\u00a0", " ")


def test_the_newer_edition_stands_second_in_the_address(client, again):
    again()
    response = client.get("/planuri/atop-2024/comparatie/2/1/")
    assert (response.status_code, response["Location"]) == (302, FIRST_TWO)


@pytest.mark.parametrize("numbers", ["1/1", "2/2", "1/3", "0/2", "1/99999999999999999999"])
def test_an_edition_with_itself_or_with_none_is_not_found(client, again, numbers):
    again()
    assert client.get(f"/planuri/atop-2024/comparatie/{numbers}/").status_code == 404


def test_a_withdrawn_edition_is_not_compared(client, again, people):
    withdraw(again(), by=people.publisher, reason="Greșită.")
    again("A treia.")
    assert client.get(FIRST_TWO).status_code == 404
    found = page(client, "/planuri/atop-2024/comparatie/1/3/")
    assert "Ediția 2" not in found.text


def test_the_comparison_is_only_read(client, again):
    again()
    assert client.head(FIRST_TWO).status_code == 200
    assert client.post(FIRST_TWO).status_code == 405
    assert client.post("/planuri/atop-2024/comparatie/").status_code == 405


def test_each_edition_in_the_list_leads_to_what_changed_since_the_one_before(client, again, people):
    assert [link for link in page(client, EDITIONS).links if "comparatie" in link] == []
    withdraw(again(), by=people.publisher, reason="Greșită.")
    again("A treia.")
    found = page(client, EDITIONS)
    assert "Ce s-a schimbat față de ediția 1" in found.text
    assert [link for link in found.links if "comparatie" in link] == ["/planuri/atop-2024/comparatie/1/3/"]
    assert found.all("form", "class") == ["site-search"]


def test_any_two_of_three_editions_can_be_chosen(client, again):
    again()
    again()
    found = page(client, EDITIONS)
    assert found.all("form", "action") == ["/cautare/", "/planuri/atop-2024/comparatie/"]
    assert found.all("option", "value") == ["3", "2", "1"] * 2
    chosen = client.get("/planuri/atop-2024/comparatie/", {"de-la": "3", "la": "1"})
    assert chosen["Location"] == "/planuri/atop-2024/comparatie/1/3/"


@pytest.mark.parametrize("asked", [{}, {"de-la": "1", "la": "1"}, {"de-la": "1", "la": "x"}])
def test_a_choice_of_less_than_two_editions_leads_back_to_the_list(client, again, asked):
    response = client.get("/planuri/atop-2024/comparatie/", asked)
    assert (response.status_code, response["Location"]) == (302, EDITIONS)


def test_elements_with_none_below_stand_under_the_name_of_their_level():
    level = levels(("m", "Măsură", "Măsuri"), columns=[("riscuri", "Riscuri"), ("completion_term", "Termen")])
    both = element("m", "1"), element("m", "2", extra={"riscuri": "Mici"}, completion_term="anual")
    old, new = plan(levels=level, elements=both[:1]), plan(levels=level, elements=both[::-1])
    found = Page(comparison.comparison_page(old, new, []))
    assert "1 element adăugat." in found.text
    assert "Măsuri Măsură 2.: adăugat" in found.text
    assert "Riscuri adăugat: Mici" in found.text
    assert "Termen adăugat: anual" in found.text


def test_a_top_element_that_is_gone_takes_its_changes_to_the_end():
    level = levels(("o", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
    old = tree(level, (2, 1))
    kept = [one if one.uid != "o-2" else dataclasses.replace(one, description="Nou.") for one in old[2:]]
    found = Page(comparison.comparison_page(plan(levels=level, elements=old), plan(levels=level, elements=kept), []))
    assert "2 elemente eliminate, 1 element modificat." in found.text
    names = [f"Obiectiv {n}.:" for n in (2, 1)]
    assert sorted(names, key=found.text.index) == names


def test_rows_and_the_plan_itself_are_named_for_what_they_are():
    line = d.BudgetLineValue(label="Total", year=2026, amount=Decimal("1000.50"), unit="lei", share=None, is_total=True)
    old = plan(sections=(d.SectionValue(heading="Introducere", body="Un text."),), budget=(line,))
    new = plan(
        subtitle="Subtitlu",
        budget=(dataclasses.replace(line, amount=Decimal("2000.50")),),
        signatories=(d.SignatoryValue(preamble="", office="Președinte", name="Nume"),),
    )
    found = Page(comparison.comparison_page(old, new, []))
    counts = (
        "1 schimbare în datele planului, 1 secțiune schimbată, 1 linie de buget schimbată, 1 schimbare la semnături."
    )
    assert counts in found.text
    assert "Secțiune: eliminată eliminat: Introducere" in found.text
    assert "Linie de buget: modificată Total Suma eliminat: 1.000,50 adăugat: 2.000,50" in found.text
    assert "Semnătură: adăugată adăugat: Președinte" in found.text


def test_a_row_that_moved_says_where_it_stands_now_and_a_level_how_its_codes_look():
    sections = tuple(d.SectionValue(heading=f"Partea {n}", body=f"Textul părții {n}.") for n in "ABC")
    old = plan(levels=levels(("m", "Măsură", "Măsuri")), sections=sections)
    level = dataclasses.replace(old.levels[0], kind="action", code_format="Acțiunea {code}:")
    new = dataclasses.replace(old, levels=(level,), sections=(sections[1], sections[2], sections[0]))
    found = Page(comparison.comparison_page(old, new, []))
    assert "Secțiune: mutată Partea A Locul acum după „Partea C”" in found.text
    assert "adăugat: acțiune" in found.text
    assert "Forma codului eliminat: „1.” adăugat: „Acțiunea 1:”" in found.text
