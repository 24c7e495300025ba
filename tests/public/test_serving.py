import datetime
import gzip
from types import SimpleNamespace

import brotli
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.editions.publishing import withdraw
from portal.languages import in_all_languages
from public import pages, serving
from public.models import StoredPage
from public.page_store import store_missing_pages
from public.serving import CountyDay, accepted_coding, is_candidate, stored_row
from tests.plans.consultations.consultation_factories import opened
from tests.wsgi_client import ask

pytestmark = pytest.mark.both

PLAN = "/planuri/atop-2024/"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.fixture
def reads(monkeypatch):
    """Each read of a stored page, with what was asked; what the reads say otherwise to the database goes by Django."""
    asked, read = [], serving.stored_row
    monkeypatch.setattr(serving, "stored_row", lambda given: asked.append(given) or read(given))
    return asked


def test_every_public_address_is_stored(stored, editions):
    atop, it = (edition.read() for edition in editions)
    expected = {"/", "/planuri/", "/date-deschise/", "/catalog.ttl", "/catalog.jsonld", "/catalog.rdf"}
    for document in (atop, it):
        root = f"/planuri/{document.slug}/"
        expected |= {root, f"{root}editii/", f"{root}editii/1/", f"{root}progres/", f"{root}termene/", f"{root}date/"}
        expected |= {f"{root}flux.atom", f"{root}termene.ics", f"{root}card/"}
        expected |= {f"{root}{e.address}/" for e in document.elements}
        expected |= {f"{root}indicatori/{i.number}/" for i in document.indicators}
    assert set(stored) == in_all_languages(expected)
    # Feeds, calendars and the catalogue have one language.
    assert len(stored) == 2 * (3 + (7 + 53 + 13) + (7 + 22 + 23)) + 2 * 2 + 3


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_stored_page_comes_in_the_readers_coding_with_one_statement(stored, reads, coding):
    with CaptureQueriesContext(connection) as queries:
        answer = ask(PLAN, accept_encoding=coding)
    assert (answer.status, len(reads), len(queries)) == (200, 1, 0)
    assert answer.headers.get("Content-Encoding", "identity") == coding
    assert answer.headers["ETag"] == f'"{stored[PLAN]}-{coding}"'
    assert answer.headers["Content-Length"] == str(len(answer.body))
    text = UNPACK[coding](answer.body).decode()
    assert text == pages.find_page("atop-2024", PLAN).render()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_draft_of_a_consultation_is_sent_as_it_is_stored(reads, atop, people, language):
    path = f"{language}/consultari/{opened(atop, people.publisher).number}/proiect/"
    store_missing_pages(atop)
    answer = ask(path, accept_encoding="br")
    assert (answer.status, answer.headers.get("Content-Encoding"), len(reads)) == (200, "br", 1)
    assert len(answer.body) < 12_000


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_page_that_the_reader_has_is_not_sent_again(stored, reads, coding):
    tag = f'"{stored[PLAN]}-{coding}"'
    for seen in (tag, f"W/{tag}"):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(PLAN, accept_encoding=coding, if_none_match=seen)
        assert (answer.status, answer.body, answer.headers["ETag"], len(queries)) == (304, b"", tag, 0)
    assert len(reads) == 2


def test_a_tag_of_another_coding_is_sent_the_page(stored):
    assert ask(PLAN, accept_encoding="gzip", if_none_match=f'"{stored[PLAN]}-br"').status == 200


def test_a_head_request_says_what_would_come(stored):
    head, got = ask(PLAN, "HEAD", accept_encoding="br"), ask(PLAN, accept_encoding="br")
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


def test_a_stored_page_carries_the_headers_of_any_answer_and_no_cookie(client, stored):
    kept = ask(PLAN).headers
    other = client.get("/planuri/?pagina=1").headers
    own = {"Content-Length", "ETag", "Cache-Control", "Vary", "Content-Type", "X-Request-ID"}
    assert {k: v for k, v in kept.items() if k not in own} == {k: v for k, v in other.items() if k not in own}
    assert (kept["Cache-Control"], kept["Vary"]) == ("public, max-age=0, must-revalidate", "Accept-Encoding")


def test_a_page_that_is_not_stored_is_rendered_the_same(client, stored):
    paths = (
        "/",
        "/planuri/",
        "/date-deschise/",
        "/catalog.ttl",
        PLAN,
        f"{PLAN}os-2.5/",
        f"{PLAN}editii/",
        f"{PLAN}editii/1/",
        "/planuri/informatizare-2019/m-1.9/",
    )
    for path in paths:
        kept = ask(path).body
        StoredPage.objects.filter(path=path).delete()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).content == kept, path
        assert len(queries) <= (12 if path == "/" else 6), path
        assert ask(path).body == kept, path


def test_a_query_string_goes_to_the_view(stored):
    assert ask(f"{PLAN}?utm_source=x").status == 200


def test_only_reading_is_allowed(client, stored):
    assert [ask(PLAN, method).status for method in ("POST", "PUT", "DELETE")] == [403, 403, 403]
    assert [getattr(client, method)(PLAN).status_code for method in ("post", "put", "delete")] == [405, 405, 405]


@pytest.mark.parametrize(
    "path",
    [
        "/planuri/x\x00y/",
        "/planuri/" + "x" * 3000 + "/",
        "/planuri/\xf0\x9f\x98\x80/",
        "/planuri/'--/",
        "/planuri/\xff/",
    ],
)
def test_an_impossible_address_is_not_found(stored, path):
    assert ask(path).status == 404


@pytest.mark.parametrize("host", ["example.com", "", "testserver:x", "testserver@example.com", "[::1"])
def test_a_foreign_host_is_refused(stored, host):
    assert ask(PLAN, host=host).status == 400


def test_where_https_is_wanted_plain_http_is_led_there(stored, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert ask(PLAN, scheme="https").status == 200
    assert ask(PLAN, x_forwarded_proto="https").status == 200
    assert "ETag" not in ask(PLAN, x_forwarded_proto="http").headers


def test_where_the_database_is_away_django_answers(client, stored, monkeypatch):
    closed = []

    def refuse():
        raise OperationalError

    away = SimpleNamespace(ensure_connection=refuse, Database=connection.Database, close=lambda: closed.append(True))
    monkeypatch.setattr(serving, "connections", {"default": away})
    answer = ask(PLAN)
    assert (answer.body, closed, "ETag" in answer.headers) == (client.get(PLAN).content, [True], False)


def test_where_the_driver_fails_django_answers(stored, monkeypatch):
    class Away:
        vendor, Database, closed = "sqlite", connection.Database, False

        def ensure_connection(self):
            self.connection = SimpleNamespace(execute=self.fail)

        def fail(self, *_asked):
            raise self.Database.OperationalError

        def close(self):
            self.closed = True

    away = Away()
    monkeypatch.setattr(serving, "connections", {"default": away})
    assert (ask(PLAN).status, away.closed) == (200, True)


def test_the_day_in_the_county_is_worked_out_again_at_its_end(monkeypatch):
    day, hour = CountyDay(), datetime.timedelta(hours=1)
    night = datetime.datetime(2026, 10, 24, 22, 30, tzinfo=datetime.UTC)

    def text_at(moment):
        monkeypatch.setattr(serving.time, "time", moment.timestamp)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return day.text()

    # In Bucharest the day of that Sunday has 25 hours.
    days = [text_at(night - 2 * hour), text_at(night), text_at(night + 23 * hour), text_at(night + 24 * hour)]
    assert days == ["2026-10-24", "2026-10-25", "2026-10-25", "2026-10-26"]


def test_withdrawing_takes_the_pages_away_at_once(client, editions, people):
    withdraw(editions[0], by=people.publisher, reason="Greșeală.")
    paths = (PLAN, f"{PLAN}os-2.5/", f"{PLAN}editii/", f"{PLAN}plan.pdf", f"{PLAN}indicatori/1/")
    assert [ask(path).status for path in paths] == [410] * 5
    withdrawn = [ask(f"{PLAN}editii/1/{name}") for name in ("", "plan.pdf", "plan.json")]
    assert [answer.status for answer in withdrawn] == [410] * 3
    assert len({answer.body for answer in withdrawn}) == 1
    assert PLAN.encode() not in ask("/").body


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


def is_sent():
    """Tell whether the plan's page is still sent as stored today."""
    return stored_row(("", False, PLAN, CountyDay().text())) is not None


def expiring(days):
    """Let the plan's page say something else so many days from today, and tell whether it is still sent as stored."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    StoredPage.objects.filter(path=PLAN).update(expires_on=day)
    return is_sent()


def test_a_stored_page_is_sent_until_the_day_before_it_expires(stored):
    assert expiring(1) is True


def test_a_stored_page_is_not_sent_on_the_very_day_it_expires(stored):
    assert expiring(0) is False


def test_a_stored_page_that_expired_is_not_sent(stored):
    assert expiring(-1) is False


def test_what_time_does_not_change_is_always_sent(stored):
    StoredPage.objects.filter(path=PLAN).update(expires_on=None)
    assert is_sent() is True


def request(path=PLAN, method="GET", query="", host="testserver"):
    return {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": query, "HTTP_HOST": host}


def test_the_front_page_and_the_plans_may_be_stored():
    assert [is_candidate(request(path)) for path in ("/", "/planuri/", PLAN)] == [True] * 3


def test_no_other_address_is_looked_up():
    assert [is_candidate(request(path)) for path in ("/planuri", "/cont/", "/api/v1/planuri/", "")] == [False] * 4


def test_only_reading_is_looked_up():
    assert [is_candidate(request(method=one)) for one in ("GET", "HEAD", "POST", "OPTIONS")] == [
        True,
        True,
        False,
        False,
    ]


def test_an_address_with_a_question_is_not_looked_up():
    assert is_candidate(request(query="a=1")) is False


def test_an_address_that_no_page_can_have_is_not_looked_up():
    assert [is_candidate(request(f"/planuri/{name}/")) for name in ("ș", "a\x00b")] == [False, False]


def test_a_foreign_host_is_not_looked_up():
    assert [is_candidate(request(host=host)) for host in ("testserver", "testserver:8000", "example.com", "")] == [
        True,
        True,
        False,
        False,
    ]


def test_today_is_the_day_in_the_county(monkeypatch):
    late = datetime.datetime(2026, 6, 30, 21, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: late)
    with timezone.override(datetime.UTC):
        assert CountyDay().text() == "2026-07-01"


@pytest.mark.parametrize("weight", ["0", "0.0", "0.00", "0.000", " 0"])
def test_a_coding_of_no_weight_is_not_accepted(weight):
    assert accepted_coding(f"br;q={weight}") == "identity"


def test_a_coding_of_little_weight_is_accepted():
    assert accepted_coding("br;q=0.001") == "br"


def test_a_coding_refused_by_name_is_not_accepted_with_all_others():
    assert accepted_coding("*, br;q=0") == "gzip"


def test_a_stored_page_has_no_indentation(stored):
    text = ask(PLAN, accept_encoding="identity").body.decode()
    assert [line for line in text.splitlines() if line != line.strip()] == []
