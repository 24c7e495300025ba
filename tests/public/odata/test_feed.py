"""The OData feed: the rows that readers download, as a client of OData reads them, and a refusal of what is not done."""

import csv
import io

import pytest
import requests
from django.test import Client
from lxml import etree
from odata import ODataService

from plans.models import Element
from public.odata.entity_sets import KEY

FEED = "/odata/atop-2024/"
SITE = "http://127.0.0.1:8000"
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


def said(client, address, status=200, **query):
    answer = client.get(address, query)
    assert (answer.status_code, answer["OData-Version"]) == (status, "4.0"), answer.content
    return answer.json()


def rows(client, **query):
    return said(client, f"{FEED}elemente", **query)["value"]


class _TestSession(requests.Session):
    """A session of requests that asks the test's own portal."""

    def __init__(self, client):
        super().__init__()
        self.asked = client

    def request(self, method, url, params=None, headers=None, **_rest):
        made = requests.Request(method, url, params=params).prepare()
        found = self.asked.get(made.path_url, headers={k: v for k, v in (headers or {}).items() if v})
        answer = requests.Response()
        answer.status_code, answer._content, answer.url = found.status_code, found.content, url
        answer.headers.update(found.headers)
        return answer


def test_a_client_of_odata_reads_the_service_from_its_description(client, editions):
    service = ODataService(f"{SITE}{FEED}", session=_TestSession(client), reflect_entities=True)
    elements = service.entities["elemente"]
    query = service.query(elements)
    found = list(query.filter(elements.Nivel == "Obiectiv general").order_by(elements.Cod.desc()).limit(2))
    assert [one.Cod for one in found] == ["6.", "5."]
    assert {"elemente", "indicatori", "valori", "buget", "recomandari"} <= set(service.entities)


def test_rows_are_those_of_the_file_that_readers_download(client, editions):
    text = client.get("/planuri/atop-2024/date/elemente.csv").content.decode("utf-8-sig")
    file = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    found = rows(client)
    assert [one[KEY] for one in found] == [*range(1, len(file) + 1)]
    assert [(one["Titlu"], one["Identificator"]) for one in found] == [
        (one["Titlu"], one["Identificator"]) for one in file
    ]
    assert 191982.16 in [one["Suma"] for one in said(client, f"{FEED}buget")["value"]]


def test_every_property_of_a_row_is_described_with_its_type(client, editions):
    tree = etree.fromstring(client.get(f"{FEED}$metadata").content)
    described = {one.get("Name"): one for one in tree.iter(f"{EDM}EntityType")}
    for one in said(client, FEED)["value"]:
        names = [each.get("Name") for each in described[f"rand_{one['name']}"].iter(f"{EDM}Property")]
        assert names[0] == KEY
        assert all(list(row) == names for row in said(client, FEED + one["url"])["value"])
    kinds = {each.get("Name"): each.get("Type") for each in described["rand_buget"].iter(f"{EDM}Property")}
    assert (kinds["Suma"], kinds["Total"]) == ("Edm.Decimal", "Edm.Boolean")


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("Nivel eq 'Obiectiv general'", lambda one: one["Nivel"] == "Obiectiv general"),
        ("not (Nivel eq 'Obiectiv general')", lambda one: one["Nivel"] != "Obiectiv general"),
        ("contains(Titlu,'ordin') and Rândul_nr lt 30", lambda one: "ordin" in one["Titlu"] and one[KEY] < 30),
        ("startswith(Cod,'1.') or Rândul_nr ge 45", lambda one: one["Cod"].startswith("1.") or one[KEY] >= 45),
        ("Titlu eq 'O''zi'", lambda one: False),
        ("Cod ne null", lambda one: True),
    ],
)
def test_a_filter_keeps_the_rows_that_hold(client, editions, asked, holds):
    whole = rows(client)
    assert rows(client, **{"$filter": asked}) == [one for one in whole if holds(one)]


def test_rows_are_ordered_cut_counted_and_narrowed_to_columns(client, editions):
    whole = rows(client)
    found = said(client, f"{FEED}elemente", **{
        "$orderby": "Nivel desc, Rândul_nr desc", "$skip": 3, "$top": 4, "$count": "true", "$select": "Nivel,Titlu",
    })  # fmt: skip
    ordered = sorted(whole, key=lambda one: (one["Nivel"], one[KEY]), reverse=True)[3:7]
    assert found["value"] == [{"Nivel": one["Nivel"], "Titlu": one["Titlu"]} for one in ordered]
    assert found["@odata.count"] == len(whole)
    assert client.get(f"{FEED}elemente/$count").content == str(len(whole)).encode()
    assert said(client, f"{FEED}elemente(2)")["Titlu"] == whole[1]["Titlu"]


def test_an_answer_that_is_too_large_leads_to_the_rest(client, editions, monkeypatch):
    monkeypatch.setattr("public.odata.views.LARGEST_ANSWER", 20)
    whole, address, found = len(Element.objects.filter(level__plan__slug="atop-2024")), f"{FEED}elemente?$top=45", []
    while address:
        page = said(client, address.removeprefix(SITE))
        found += [one[KEY] for one in page["value"]]
        address = page.get("@odata.nextLink")
    assert found == [*range(1, min(45, whole) + 1)]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("elemente?$expand=x", 501),
        ("elemente?$search=x", 501),
        ("elemente?pagina=2", 400),
        ("elemente?$top=-1", 400),
        ("elemente?$top=1&$top=2", 400),
        ("elemente?$select=Nimic", 400),
        ("elemente?$orderby=Titlu sus", 400),
        ("elemente?$filter=Titlu", 400),
        ("elemente?$filter=Titlu gt 5", 400),
        ("elemente?$filter=Titlu eq 'x' garbage", 400),
        ("elemente?$filter=" + "(" * 50, 400),
        ("elemente?$filter=", 400),
        ("elemente?$filter=Rândul_nr eq 1e9", 400),
        ("elemente(999)", 404),
        ("nimic", 404),
        ("elemente/rest", 404),
        ("?$top=1", 400),
    ],
)
def test_what_is_not_done_is_refused(client, editions, address, status):
    assert said(client, FEED + address, status)["error"]["message"]


def test_the_lists_of_all_plans_are_a_service_and_a_draft_has_none(client, editions):
    names = [one["name"] for one in said(client, "/odata/")["value"]]
    assert names == ["planuri", "recomandari", "sedinte"]
    assert [one["Adresa"] for one in said(client, "/odata/planuri")["value"]] == [
        f"{SITE}/planuri/atop-2024/",
        f"{SITE}/planuri/informatizare-2019/",
    ]
    assert said(client, "/odata/ciorna/", 404)["error"]["code"] == "NotFound"
    assert Client(enforce_csrf_checks=True).post("/odata/planuri").status_code == 405


def test_rows_cost_the_queries_of_the_page_of_progress(client, editions, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(f"{FEED}elemente")
    with django_assert_num_queries(4):
        client.get(f"{FEED}valori")
