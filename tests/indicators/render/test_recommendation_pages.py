"""The pages of recommendations, and the page that explains the rule."""

import dataclasses

import pytest

from indicators.progress.vocabulary import STATUS_NAMES
from indicators.render import pages as render_pages
from tests.indicators.render import progress_documents as made
from tests.page import Page

TITLES = {"plan": "Planul 2026", "alt-plan": "Alt plan"}


def page(asked=None, recommendations=made.RECOMMENDATIONS):
    return Page(render_pages.recommendations_page(recommendations, made.TODAY, asked, plan_titles=TITLES))


def numbers(found):
    return [link.split("-")[1] for link in found.links if link.startswith("/recomandari/atop-")]


def one(recommendation, document=None):
    return Page(render_pages.recommendation_page(recommendation, made.TODAY, document))


def test_the_list_says_how_many_are_open_and_how_late_each_is():
    found = page()
    assert "3 recomandări, 2 deschise, 1 cu termenul de răspuns depășit" in found.text
    assert (
        "5 noiembrie 2026 Reluarea lecțiilor în toate școlile. Recomandarea 1/2026 · către Inspectoratul de poliție · despre "
        "indicatorul „Lecții în școli” fără răspuns · deschisă de 90 de zile, termen depășit cu 60 de zile · "
        "termen 5 decembrie 2026" in found.text
    )
    assert "cu răspuns · deschisă de 64 de zile · termen 5 ianuarie 2027" in found.text
    assert "închisă · termen 1 iunie 2026" in found.text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["2", "1", "3"]),
        ({"ordine": "termen"}, ["3", "1", "2"]),
        ({"plan": "alt-plan"}, ["3"]),
        ({"plan": "necunoscut"}, ["2", "1", "3"]),
        ({"institutie": "birou"}, ["2"]),
        ({"stare": "deschise"}, ["2", "1"]),
        ({"stare": "intarziate"}, ["1"]),
        ({"stare": "raspuns"}, ["2"]),
        ({"stare": "inchise", "plan": "plan"}, []),
        ({"stare": "altfel", "ordine": "altfel", "pagina": "x"}, ["2", "1", "3"]),
    ],
)
def test_a_reader_filters_and_orders_the_list(asked, expected):
    assert numbers(page(asked)) == expected


def test_a_filter_that_finds_nothing_leads_back_to_all():
    found = page({"stare": "inchise", "plan": "plan"})
    assert "Nicio recomandare nu se potrivește cu ce ați ales. Vezi toate recomandările" in found.text


def test_an_empty_list_has_no_form():
    found = page(recommendations=[])
    assert "Încă nu s-a făcut nicio recomandare." in found.text
    assert found.all("form", "class") == ["site-search"]


def test_twenty_stand_on_a_page_and_the_filter_goes_along():
    many = [made.recommendation(number, "open") for number in range(100, 145)]
    found = page({"pagina": "2", "institutie": "ipj"}, many)
    assert numbers(found) == [str(number) for number in range(120, 140)]
    assert "Pagina 2 din 3" in found.text
    assert [link for link in found.links if link.startswith("?")] == [
        "?institutie=ipj&pagina=1", "?institutie=ipj&pagina=3",
    ]  # fmt: skip
    assert len(numbers(page({"pagina": "99"}, many))) == 5


def test_a_recommendation_shows_the_whole_loop():
    found = one(made.CLOSED)
    assert (
        "Reluarea lecțiilor în toate școlile. închisă Despre întregul plan Planul alt-plan Către "
        "Inspectoratul de poliție Data 1 mai 2026 Termenul de răspuns 1 iunie 2026 Răspunsul Inspectoratul de poliție, 20 mai "
        "2026 S-a făcut. Încheierea închisă · Autoritatea de ordine publică, 1 iulie 2026 Verificat în ședință."
        in found.text
    )
    answered = one(made.ANSWERED, made.plan()).text
    assert "Lecțiile se reiau. Dovezi Situația accidentelor (fișier) Comunicat" in answered
    assert "Recomandarea este deschisă: răspunsul urmează să fie verificat." in answered
    late = one(made.LATE, made.plan()).text
    assert "fără răspuns · deschisă de 90 de zile, termen depășit cu 60 de zile" in late
    assert "Încă nu există un răspuns, deși termenul a trecut. Încheierea Recomandarea este deschisă." in late


@pytest.mark.parametrize(
    ("recommendation", "address"),
    [
        (made.LATE, "/planuri/plan/indicatori/4/"),
        (made.ANSWERED, "/planuri/plan/og-2/"),
        (dataclasses.replace(made.LATE, indicator="gone"), "/planuri/plan/"),
        (dataclasses.replace(made.LATE, indicator=None), "/planuri/plan/"),
    ],
)
def test_a_recommendation_leads_to_what_it_is_about(recommendation, address):
    links = [link for link in one(recommendation, made.plan()).links if "/ajutor/" not in link]
    assert links[links.index("/recomandari/", 4) + 1] == address


def test_what_people_wrote_is_text_and_never_markup():
    hostile = dataclasses.replace(
        made.CLOSED, text="<script>", about="<script>", answer="<script>", closing_note="<script>", reference="<script>"
    )
    source = one(hostile).source + page(recommendations=[hostile]).source
    assert source.count("<script>") == 0
    assert source.count("&lt;script&gt;") == 15


def test_the_rule_names_every_status_and_the_threshold():
    found = Page(render_pages.method_page())
    shown = [name for name in STATUS_NAMES.values() if name in found.text]
    assert shown == list(STATUS_NAMES.values())
    assert "S-a parcurs cel puțin 50% din drumul de la valoarea de referință la țintă." in found.text
    assert [one for one in found.ids if one != "continut"] == [
        "semne", "stadii", "cumulat", "oameni", "pastrate", "obiective",
    ]  # fmt: skip
