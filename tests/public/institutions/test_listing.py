"""The list of institutions, with what is late and awaited."""

import pytest

from portal.romanian import long_date
from public.home.front import home_page
from public.models import AwaitedAnswer
from tests.indicators.oversight.oversight_factories import DAY, TODAY
from tests.page import Page


@pytest.fixture
def late(editions, atop):
    """Two institutions of which something is awaited; one of them is late."""
    rows = (("ipj-cluj", "report", -3), ("atop-cluj", "verdict", -9), ("", "term", -1))
    for code, kind, days in rows:
        AwaitedAnswer.objects.create(plan=atop, institution_code=code, kind=kind, day=TODAY + days * DAY, number=2)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["ipj-cluj", "atop-cluj", "cj-cluj"]),
        ({"ordine": "denumire"}, ["atop-cluj", "cj-cluj", "ipj-cluj"]),
        ({"raspuns": "asteptate"}, ["ipj-cluj", "atop-cluj"]),
        ({"raspuns": "intarziate"}, ["ipj-cluj"]),
        ({"cauta": "politie"}, ["ipj-cluj"]),
        ({"cauta": "nimic"}, []),
        ({"raspuns": "x", "pagina": "9"}, ["ipj-cluj", "atop-cluj", "cj-cluj"]),
    ],
)
def test_the_list_is_searched_filtered_and_ordered(client, late, asked, codes):
    page = Page(client.get("/institutii/", asked))
    main = [link.split("/")[2] for link in page.links if link.startswith("/institutii/") and link != "/institutii/"]
    assert main == codes


def test_each_says_what_is_awaited_and_without_plans_there_is_no_form(client, late):
    text = Page(client.get("/institutii/")).text.replace("\xa0", " ")
    said = f"din {long_date(TODAY - 3 * DAY)} Inspectoratul de Poliție Județean Cluj 2 raportări întârziate"
    assert said.replace("\xa0", " ") in text
    assert "Consiliul Județean Cluj nimic de așteptat" in text
    assert "38 de indicatori cu termenul trecut, neraportați: planurile nu spun ce instituție răspunde." in text
    assert "3 instituții" in text


def test_what_has_no_institution_leads_to_the_terms_of_each_plan(client, late, atop):
    AwaitedAnswer.objects.filter(institution_code="").exclude(plan=atop).delete()
    own = AwaitedAnswer.objects.filter(institution_code="", plan=atop)
    own.update(number=13)
    address = "/planuri/atop-2024/termene/?institutie=fara-institutie&stadiu=trecut-nimic"
    page = Page(client.get("/institutii/"))
    assert (address in page.links, "fara-institutie" in page.ids) == (True, True)
    assert "/institutii/#fara-institutie" in Page(home_page()).links
    assert len([row for row in Page(client.get(address)).cells if row[0].startswith("Indicatorul")]) == 13


def test_an_empty_list_says_so(client, db):
    page = Page(client.get("/institutii/"))
    assert "Niciun plan publicat nu numește încă o instituție." in page.text
    assert page.all("form", "class") == ["site-search"]
