import gzip

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import pages
from plans.models import StoredPage
from plans.publishing import withdraw
from plans.serving import accepted_coding

PLAN = "/planuri/atop-2024/"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.fixture
def stored(editions):
    return dict(StoredPage.objects.values_list("path", "etag"))


def test_every_public_address_is_stored(stored, editions):
    atop, it = (edition.read() for edition in editions)
    expected = {"/", "/planuri/"}
    for document in (atop, it):
        root = f"/planuri/{document.slug}/"
        expected |= {root, f"{root}editii/", f"{root}editii/1/"} | {f"{root}{e.address}/" for e in document.elements}
    assert set(stored) == expected
    assert len(stored) == 2 + 3 + 53 + 3 + 22


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_stored_page_comes_in_the_readers_coding_with_one_statement(client, stored, coding):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(PLAN, headers={"accept-encoding": coding})
    assert (response.status_code, len(queries)) == (200, 1)
    assert response.headers.get("Content-Encoding", "identity") == coding
    assert response["ETag"] == f'"{stored[PLAN]}-{coding}"'
    body = UNPACK[coding](response.content).decode()
    assert body == dict(pages.pages_of(StoredPage.objects.get(path=PLAN).plan))[PLAN]


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_page_that_the_reader_has_is_not_sent_again(client, stored, coding):
    headers = {"accept-encoding": coding, "if-none-match": f'"{stored[PLAN]}-{coding}"'}
    with CaptureQueriesContext(connection) as queries:
        response = client.get(PLAN, headers=headers)
    assert (response.status_code, response.content, len(queries)) == (304, b"", 1)
    assert response["ETag"] == f'"{stored[PLAN]}-{coding}"'


def test_a_tag_of_another_coding_is_sent_the_page(client, stored):
    headers = {"accept-encoding": "gzip", "if-none-match": f'"{stored[PLAN]}-br"'}
    assert client.get(PLAN, headers=headers).status_code == 200


def test_a_stored_page_sets_no_cookie_and_says_how_it_may_be_used(client, stored):
    response = client.get(PLAN)
    assert response.cookies == {}
    assert {
        name: response[name] for name in ("Cache-Control", "X-Frame-Options", "X-Content-Type-Options", "Vary")
    } == {
        "Cache-Control": "public, max-age=0, must-revalidate",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }
    assert response["Content-Security-Policy"] == client.get("/nu-exista/")["Content-Security-Policy"]


def test_a_page_that_is_not_stored_is_rendered_the_same(client, stored):
    for path in (
        "/",
        PLAN,
        f"{PLAN}os-2.5/",
        f"{PLAN}editii/",
        f"{PLAN}editii/1/",
        "/planuri/informatizare-2019/m-1.9/",
    ):
        kept = client.get(path).content
        StoredPage.objects.filter(path=path).delete()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).content == kept, path
        assert len(queries) <= 3, path


def test_a_query_string_goes_to_the_view(client, stored):
    assert client.get(f"{PLAN}?utm_source=x").status_code == 200


def test_only_reading_is_allowed(client, stored):
    assert [getattr(client, m)(PLAN).status_code for m in ("head", "post", "put", "delete")] == [200, 405, 405, 405]


@pytest.mark.parametrize(
    "path", ["/planuri/x\x00y/", "/planuri/" + "x" * 3000 + "/", "/planuri/%F0%9F%98%80/", "/planuri/'--/"]
)
def test_an_impossible_address_is_not_found(client, stored, path):
    assert client.get(path).status_code == 404


def test_a_foreign_host_is_refused(client, stored):
    assert client.get(PLAN, headers={"host": "example.com"}).status_code == 400


def test_withdrawing_takes_the_pages_away_at_once(client, editions, people):
    withdraw(editions[0], by=people.publisher, reason="Greșeală.")
    for path in (
        PLAN,
        f"{PLAN}os-2.5/",
        f"{PLAN}editii/",
        f"{PLAN}editii/1/",
        f"{PLAN}plan.pdf",
        f"{PLAN}editii/1/plan.json",
    ):
        assert client.get(path).status_code == 404, path
    assert PLAN not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("", "identity"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR", "br"),
        ("*", "br"),
        ("gzip;q=0", "identity"),
        ("identity", "identity"),
    ],
)
def test_the_best_accepted_coding_is_chosen(header, coding):
    assert accepted_coding(header) == coding
