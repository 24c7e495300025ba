"""Files that Django answered with before: the same to the byte without asking it again, while their edition is public."""

import asyncio
from pathlib import Path

import pytest
from django.db import connections

from cluj_plans.wsgi import application
from indicators.review.actions import accept_report
from plans.editions.publishing import withdraw
from plans.extensions import announce_body_change
from plans.models import Institution
from portal.gateway.answers import Answer
from portal.gateway.gateway import call
from public import kept_answers
from public.common_pages import store_common_pages
from public.kept_answers import KeptAnswers
from public.page_store import store_missing_pages
from public.row_reader import RowReader
from tests.indicators.report_factories import owed, sent
from tests.wsgi_client import connection_kept, make_environ

pytestmark = pytest.mark.both

ROOT = "/planuri/atop-2024/editii/1/"
DOCX, DATA, ELEMENT = f"{ROOT}plan.docx", f"{ROOT}plan.json", f"{ROOT}os-1.1/element.json"

VALUES, OTHERS = "/planuri/atop-2024/indicatori/1/date/valori.csv", "/planuri/informatizare-2019/date/elemente.csv"
OF_ALL = ["/planuri/date/planuri.csv", "/institutii/ipj-cluj/date/indicatori.csv"]
TODAYS = [
    VALUES,
    "/planuri/atop-2024/os-1.2/date/elemente.csv",
    "/planuri/atop-2024/grafice/stadii.svg",
    "/en/planuri/atop-2024/grafice/stadii.svg",
    OTHERS,
    *OF_ALL,
]


def reader() -> RowReader:
    """One that reads over the connection of the test, whose transaction no other one sees."""
    made = RowReader()
    made.connection = connections["default"]
    return made


@pytest.fixture
def kept():
    return KeptAnswers(reader())


def asked(kept, path, method="GET", **headers) -> tuple[bool, Answer]:
    """Whether Django was asked, and the answer."""
    environ = make_environ(path, method, **headers)
    found = asyncio.run(kept(environ))
    if found is not None:
        return False, found
    with connection_kept():
        answer = call(application, environ)
    kept.keep(environ, answer)
    return True, answer


def body(answer):
    return answer.body.read_bytes() if isinstance(answer.body, Path) else answer.body


def lasting(answer):
    return {name: value for name, value in answer.headers if name != "X-Request-ID"}


def test_a_file_that_was_asked_for_is_answered_as_django_would_without_it(kept, editions):
    for path in (DOCX, DATA, ELEMENT):
        (first, made), (second, again) = asked(kept, path), asked(kept, path)
        assert (first, second) == (True, False), path
        assert (again.status, body(again), lasting(again)) == (200, body(made), lasting(made))
        tag = lasting(made)["ETag"]
        unchanged = asked(KeptAnswers(reader()), path, if_none_match=tag)[1]
        for known in (tag, f"W/{tag}"):
            was_asked, answer = asked(kept, path, if_none_match=known)
            assert (was_asked, answer.status, answer.body) == (False, 304, b"")
        about = {k: v for k, v in lasting(unchanged).items() if k.lower() not in kept_answers.OF_THE_BODY}
        assert lasting(answer).items() >= about.items()
        assert asked(kept, path, if_none_match='"altul"')[0] is True
        assert asked(kept, path, "HEAD")[0] is False


def test_once_an_edition_is_withdrawn_nothing_of_it_is_sent(kept, editions, people):
    for path in (DATA, ELEMENT):
        asked(kept, path)
        assert asked(kept, path)[0] is False
    withdraw(editions[0], by=people.publisher, reason="Greșită.")
    assert [asked(kept, path)[1].status for path in (DATA, ELEMENT)] == [410, 410]
    assert asked(kept, DATA)[0] is True


def make_pages(plan):
    store_missing_pages(plan)
    store_common_pages()


def test_what_pages_say_today_is_kept_until_something_of_its_plan_changes(kept, stored, people, atop, monkeypatch):
    report = owed(people).reports.get()
    make_pages(atop)
    for path in TODAYS:
        (first, made), (second, again) = asked(kept, path), asked(kept, path)
        assert (first, second, made.status) == (True, False, 200), path
        assert (body(again), lasting(again)) == (body(made), lasting(made))
    accept_report(sent(report, by=people.reporter), by=people.reviewer, verdict="met", reason="Este în registru.")
    # Until what follows from a change is made, Django is asked each time.
    wanted = {path: path != OTHERS for path in TODAYS}
    assert {path: asked(kept, path)[0] and asked(kept, path)[0] for path in TODAYS} == wanted
    assert "Este în registru." in body(asked(kept, VALUES)[1]).decode()
    make_pages(atop)
    assert {path: asked(kept, path)[0] for path in TODAYS} == wanted
    assert not any(asked(kept, path)[0] for path in TODAYS)
    announce_body_change(Institution.objects.get(code="ipj-cluj"))
    assert [path for path in TODAYS if asked(kept, path)[0]] == OF_ALL
    make_pages(atop)
    assert [path for path in TODAYS if asked(kept, path)[0]] == OF_ALL
    monkeypatch.setattr(kept.today, "text", lambda: "2030-01-01")
    assert all(asked(kept, path)[0] for path in TODAYS)


def test_no_table_of_a_withdrawn_plan_is_sent(kept, stored, editions, people, atop):
    assert [asked(kept, VALUES)[0] for _time in range(2)] == [True, False]
    withdraw(editions[0], by=people.publisher, reason="Greșită.")
    assert asked(kept, VALUES)[1].status == 302
    make_pages(atop)
    assert [(asked(kept, VALUES)[0], asked(kept, VALUES)[1].status) for _time in range(2)] == [(True, 302)] * 2


@pytest.mark.parametrize(
    ("path", "how"),
    [
        (f"{ROOT}plan.altceva", {}),
        (f"{ROOT}os-99/element.json", {}),
        (DATA.replace("/1/", "/9/"), {}),
        (f"{DATA}?a=1", {}),
        (DATA, {"method": "POST"}),
        (DATA, {"host": "example.com"}),
        ("/planuri/atop-2024/date/altceva.xlsx", {}),
        # A search is read anew.
        ("/planuri/atop-2024/date/", {}),
    ],
)
def test_what_is_no_public_file_is_not_kept(kept, editions, path, how):
    asked(kept, path, **how)
    assert (asked(kept, path, **how)[0], dict(kept.answers)) == (True, {})


def test_the_answers_that_were_asked_for_last_are_kept_and_a_large_one_stays_on_the_disk(kept, editions, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST", 2)
    monkeypatch.setattr(kept_answers, "BYTES_OF_A_FILE", 5000)
    other = ELEMENT.replace("1.1", "1.2")
    for path in (ELEMENT, DOCX):
        asked(kept, path)
    assert list(kept.answers) == [ELEMENT, DOCX]
    assert isinstance(kept.answers[DOCX].whole.body, Path)
    for path in (ELEMENT, other):
        asked(kept, path)
    assert list(kept.answers) == [ELEMENT, other]
    # Those that are in memory have room together.
    assert kept.size == sum(len(body(kept.answers[path].whole)) for path in (ELEMENT, other))
    monkeypatch.setattr(kept_answers, "MOST_BYTES", kept.size)
    asked(kept, DATA)
    assert (list(kept.answers), kept.size) == ([], 0)
