"""The page of what is found, and what browsers ask of it."""

import datetime
import json
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.editions.publishing import publish
from portal.text import QUERY_LIMIT
from public.models import PlanSummary
from tests.page import Page
from tests.public.published_plans import named_copies, published_plans
from tests.public.search.search_factories import finding, keep

EARLIER = datetime.date(2020, 1, 1)
pytestmark = pytest.mark.django_db
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def found_on(client, q, **asked):
    return Page(client.get("/cautare/", {"q": q, **asked}))


def marks(page):
    return [part.split("</mark>")[0] for part in page.source.split("<mark>")[1:]]


def test_the_words_are_marked_where_they_stand(client):
    keep(finding("Școala", "<b>Una</b> " * 80 + "din școli & alta", path="/planuri/x/m-1/", label="Măsură"))
    page = found_on(client, "scolile")
    assert (marks(page), "/planuri/x/m-1/" in page.links, "1 loc" in page.text) == (["Școala", "școli"], True, True)
    assert "… <b>Una</b> <b>Una</b>" in page.text
    assert "b" not in page.tags


def test_each_question_is_answered_anew_without_a_cookie(client):
    keep(finding("Unu"))
    answer = client.get("/cautare/", {"q": "unu"})
    assert (answer.cookies.output(), answer["Cache-Control"]) == ("", "no-cache")
    assert ("noindex" in answer.content.decode(), "<title>unu – Căutare –" in answer.content.decode()) == (True, True)
    assert "noindex" not in client.get("/cautare/").content.decode()


def test_without_words_the_page_says_what_can_be_asked(client):
    assert "Scrieți unul sau mai multe cuvinte" in found_on(client, " ").text


@pytest.mark.parametrize("q", ["x" * 10_000, "\x00\ud800", '"' * 300, "*", "a AND", "\U0001f46e", "<script>", "%"])
def test_any_question_is_answered_and_given_back(client, q):
    answer = client.get("/cautare/?" + "q=" + "".join(f"%{byte:02x}" for byte in q.encode("utf-8", "surrogatepass")))
    page = Page(answer)
    given = [values.get("value", "") for tag, values in page.attributes if values.get("name") == "q"]
    assert (answer.status_code, len(given[0]) <= QUERY_LIMIT, "script" in page.text.lower()) == (200, True, "<sc" in q)


def test_a_near_miss_is_proposed_only_where_it_leads_somewhere(client):
    keep(finding("Siguranță publică", "siguranță"), finding("Singur"))
    page = found_on(client, "sigurnata publika")
    assert "Poate ați vrut să scrieți siguranță publică." in page.text
    assert "Poate" not in found_on(client, "sigurnata singur").text
    assert "Poate" not in found_on(client, "zzzz").text


def test_who_narrowed_too_much_is_led_back(client):
    keep(finding("Unu"), finding("Unu altul"))
    page = found_on(client, "unu", fel="sedinta")
    assert ("Fără alegerile de mai sus: 2 locuri." in page.text, "/cautare/?q=unu" in page.links) == (True, True)


def test_the_example_is_searched_only_by_who_asks_for_it(client, it_plan, people):
    document = publish(it_plan, by=people.publisher, note="x").read()
    published_plans(named_copies(document, ["Exemplu"]), by=people.publisher)
    example = PlanSummary.objects.get(slug="copia-001")
    PlanSummary.objects.filter(pk=example.pk).update(is_invented=True)
    keep(finding("Inventat"), plan=example.plan, is_invented=True)
    page = found_on(client, "inventat")
    assert ("0 locuri" in page.text, "exemplul cu date inventate: 1 loc" in page.text) == (True, True)
    assert (marks(page), page.links.count("/cautare/?q=inventat&plan=copia-001")) == ([], 1)
    assert marks(found_on(client, "inventat", plan="copia-001")) == ["Inventat"]
    assert json.loads(client.get("/cautare/sugestii/", {"q": "inv"}).content) == ["inv", ["inventat"]]


@pytest.mark.both
def test_words_go_on_as_published_ones(client):
    keep(finding("Școală și școli, școlile școlare"), finding("Secret 12 x"), name="a")
    keep(finding("Școala şcolară"), name="b", since=EARLIER)
    answer = client.get("/cautare/sugestii/", {"q": "noua SCO"})
    assert answer["Content-Type"].split(";")[0] == "application/x-suggestions+json"
    proposed = ["școala", "școală", "școlare", "școlară", "școli", "școlile"]
    typed, found = json.loads(answer.content)
    assert (typed, sorted(found)) == ("noua SCO", [f"noua {word}" for word in proposed if f"noua {word}" in found])
    assert len(found) == 5
    for typed in ("", "s", "12", "zz", "\x00"):
        assert json.loads(client.get("/cautare/sugestii/", {"q": typed}).content)[1] == []


def test_a_browser_is_told_how_to_search_here(client):
    answer = client.get("/cautare/opensearch.xml")
    described = ET.fromstring(answer.content)
    templates = [one.get("template") for one in described.findall(f"{OPEN_SEARCH}Url")]
    assert templates == [f"http://testserver/cautare/{part}?q={{searchTerms}}" for part in ("", "sugestii/")]
    assert len(described.findtext(f"{OPEN_SEARCH}ShortName")) <= 16
    assert "/cautare/opensearch.xml" in Page(client.get("/cautare/")).all("link", "href")


@pytest.mark.both
def test_the_number_of_queries_does_not_depend_on_what_is_found(client):
    def queries_of(**asked):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/cautare/", asked)
        return len(queries)

    keep(finding("Cuvânt de pus"))
    one = queries_of(q="cuvânt")
    keep(finding("Cuvânt"), finding("Cuvânt altul"), name="b", since=EARLIER)
    # PostgreSQL counts and reads a few matches at once.
    expected = 7 if connection.vendor == "postgresql" else 8
    assert (one, queries_of(q="cuvânt")) == (expected, expected)
