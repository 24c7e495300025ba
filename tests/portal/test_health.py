import re
import urllib.error
import urllib.request
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import OperationalError, connection
from django.db.models.sql.compiler import cursor_iter
from django.test.utils import CaptureQueriesContext

from plans.models import Plan
from portal import health
from public.models import StoredPage
from public.pages import pages_of
from tests.indicators.oversight.oversight_factories import issued
from tests.public.published_plans import named_copies, published_plans

AWAY = "postgres://nimeni@127.0.0.1:1/nimic"


def test_the_portal_says_that_it_works(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def listed(client, address="/sitemap.xml"):
    return re.findall("<loc>http://testserver(.*?)</loc>", unescape(client.get(address).content.decode()))


def test_the_sitemap_lists_every_public_page_once_in_pages_where_they_are_many(
    client, editions, django_assert_num_queries, monkeypatch
):
    # Just after an act, before the worker has made them.
    assert not StoredPage.objects.exclude(plan=None).exists()
    paths = [page.path for plan in Plan.objects.all() for page in pages_of(plan) if page.path.endswith("/")]
    with django_assert_num_queries(13):
        addresses = listed(client)
    always = (
        "recomandari",
        "sedinte",
        "institutii",
        "metodologie",
        "accesibilitate",
        "date-personale",
        "contact",
        "licenta",
        "date-deschise",
        "sesizari",
    )
    made_when_asked = [
        *(f"/{one}/" for one in always),
        "/institutii/atop-cluj/",
        "/institutii/cj-cluj/",
        "/consultari/",
    ]
    romanian = ["/", "/planuri/", *(path for path in paths if not path.endswith("/card/")), *made_when_asked]
    assert sorted(addresses) == sorted(f"{one}{path}" for path in romanian for one in ("", "/en"))
    monkeypatch.setattr("public.sitemap.ROWS_IN_PAGE", 50)
    pages = listed(client)
    assert list(map(part_of, pages)) == ["portal", "institutii", "planuri", "pagini", "pagini", "pagini"]
    assert sorted(one for page in pages for one in listed(client, page)) == sorted(addresses)
    wrong = ("pagini&de-la=999999", "pagini&de-la=x", "pagini&de-la=²", "nimic", "pagini")
    assert [client.get(f"/sitemap.xml?parte={one}").status_code for one in wrong] == [404] * 5
    assert client.get("/robots.txt").content.decode().split("\n")[2] == "Sitemap: http://testserver/sitemap.xml"


def part_of(page):
    """Which part of the sitemap a page of it holds."""
    return parse_qs(urlsplit(page).query)["parte"][0]


@pytest.mark.both
def test_a_page_of_the_sitemap_costs_the_same_beside_any_number_of_plans(client, editions, people, atop, monkeypatch):
    rows_read = []

    def count_rows(*args):
        for rows in cursor_iter(*args):
            rows_read.extend(rows)
            yield rows

    def cost(page):
        rows_read.clear()
        with CaptureQueriesContext(connection) as queries:
            assert listed(client, page)
        return part_of(page), len(queries), len(rows_read)

    monkeypatch.setattr("public.sitemap.ROWS_IN_PAGE", 2)
    monkeypatch.setattr("django.db.models.sql.compiler.cursor_iter", count_rows)
    issued(people, atop)
    pages = listed(client)[:5]
    alone = [cost(page) for page in pages]
    assert alone == [
        ("portal", 0, 0),
        ("institutii", 1, 2),
        ("recomandari", 1, 1),
        ("planuri", 2, 4),
        ("pagini", 1, 2),
    ]
    document = editions[0].read()
    published_plans(named_copies(document, [f"Plan {number}" for number in range(30)]), by=people.publisher)
    assert [cost(page) for page in pages] == alone
    assert listed(client)[:4] == pages[:4]


def answer(address):
    try:
        return urllib.request.urlopen(address, timeout=120)
    except urllib.error.HTTPError as refusal:
        return refusal


def test_a_database_that_is_away_gives_a_page_that_says_to_try_again(installation):
    with installation.serving(DATABASE_URL=AWAY) as address:
        for path in ("/", "/planuri/atop-2024/", "/planuri/atop-2024/plan.pdf", "/healthz"):
            response = answer(address + path)
            page = response.read().decode()
            assert (response.status, response.headers["Retry-After"]) == (503, "10"), path
            assert ("încercați din nou" in page.lower(), "Traceback" in page) == (True, False), path


def test_the_portal_says_that_one_can_work_in_it(client, db):
    assert (client.get("/readyz").status_code, client.get("/readyz").content) == (200, b"ok\n")


def test_too_little_room_on_the_disk_is_said(client, db, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 60)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content.decode().startswith("Pe disc mai sunt liberi")) == (503, True)


def test_a_database_that_takes_no_write_is_said(client, db, monkeypatch):
    def refuse(*_args):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(health.cache, "set", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content.decode()) == (503, "Baza de date nu mai are loc pe disc.\n")
