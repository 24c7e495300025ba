"""Feeds of plans, elements, institutions and recommendations: published facts alone, read by a real feed reader."""

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Indicator
from indicators.oversight import actions as oversight
from indicators.review import actions as review_actions
from plans.editions.publishing import publish, withdraw
from plans.models import Element
from public.following import events
from public.models import EventTopic, PublicEvent
from tests.indicators.oversight.oversight_factories import issued
from tests.wsgi_client import ask

ATOP, IT = "/planuri/atop-2024/", "/planuri/informatizare-2019/"


def feed_of(path):
    """The feed at an address, as a reader takes it."""
    found = feedparser.parse(ask(path).body)
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def titles(path):
    return [entry.title for entry in feed_of(path).entries]


@pytest.fixture
def accepted(report, people):
    review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Registrul <confirmă>.")
    return report


def test_a_plans_feed_tells_its_editions_and_what_was_accepted(accepted):
    feed = feed_of(f"{ATOP}flux.atom")
    assert feed.feed.title == "Planul strategic ATOP 2024: noutăți"
    assert [link.href.partition("/planuri")[2] for link in feed.feed.links] == ["/atop-2024/", "/atop-2024/flux.atom"]
    report, edition = feed.entries
    assert report.title == f"{accepted.indicator.title.rstrip(';')}: îndeplinit"
    assert report.summary == (
        "<p>2024: 4\u00a0accidente.</p>\n\n<p>Aprecierea: îndeplinit. Registrul &lt;confirmă&gt;.</p>"
    )
    assert report.link.endswith(f"{ATOP}indicatori/1/")
    assert (edition.title, edition.link.endswith(f"{ATOP}editii/1/")) == ("Planul strategic ATOP 2024: ediția 1", True)
    assert feed.feed.updated == report.updated
    assert len({entry.id for entry in feed.entries}) == 2


def test_a_feed_is_a_stored_file_with_a_tag_and_no_cookie(editions):
    answer = ask(f"{ATOP}os-1.2/flux.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ("Set-Cookie" in answer.headers, answer.headers["Cache-Control"]) == (
        False,
        "public, max-age=0, must-revalidate",
    )
    again = ask(f"{ATOP}os-1.2/flux.atom", if_none_match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_feeds_made_when_asked_for_have_a_tag_too(client, editions):
    for path in ("/institutii/atop-cluj/flux.atom", "/recomandari/flux.atom", "/sedinte/sedinte.ics"):
        answer = client.get(path)
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
        assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
        assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        f"{ATOP}os-99.9/flux.atom",
        "/planuri/nimic/flux.atom",
        "/planuri/nimic/termene.ics",
        "/institutii/nimeni/flux.atom",
        f"{ATOP}editii/flux.atom",
    ],
)
def test_the_feed_of_what_is_unknown_is_not_found(client, editions, path):
    assert client.get(path).status_code == 404


def test_the_feed_of_a_draft_is_not_found(client, atop):
    assert [client.get(f"{ATOP}{name}").status_code for name in ("flux.atom", "termene.ics", "os-1.2/flux.atom")] == (
        [404] * 3
    )


def test_a_changed_element_is_told_in_its_feed_and_in_those_above_and_not_beside(editions, it_plan, people):
    element = Element.objects.get(level__plan=it_plan, level__prefix="m", code="1.9")
    element.completion_term = "2027"
    element.save()
    publish(it_plan, by=people.publisher, note="Alt termen.")
    told = f"1.9. {element.title}: schimbat în ediția 2"
    assert titles(f"{IT}m-1.9/flux.atom")[0] == told
    assert feed_of(f"{IT}m-1.9/flux.atom").entries[0].summary == "<p>S-au schimbat: Termen de finalizare.</p>"
    assert titles(f"{IT}ax-2/flux.atom")[0] == told
    assert told not in titles(f"{IT}m-1.8/flux.atom")
    assert titles(f"{IT}flux.atom") == [f"Planul de acțiune pentru informatizare 2019–2025: ediția {n}" for n in (2, 1)]


def test_the_feed_of_a_renumbered_element_leads_to_its_new_address(client, editions, it_plan, people):
    Element.objects.filter(level__plan=it_plan, level__prefix="m", code="1.9").update(code="1.99")
    publish(it_plan, by=people.publisher, note="Alt cod.")
    answer = client.get(f"{IT}m-1.9/flux.atom")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{IT}m-1.99/flux.atom")


def test_a_recommendation_is_told_when_issued_answered_and_closed_and_an_answer_sent_back_is_not(
    client, editions, atop, people
):
    def told(path):
        return [entry.title for entry in feedparser.parse(client.get(path).content).entries]

    row = issued(people, atop, text="Să se publice lista.")
    start = [f"Recomandarea nr. {row.reference} către IPJ Cluj: Să se publice lista."]
    assert told("/recomandari/flux.atom") == told("/institutii/ipj-cluj/flux.atom") == start
    row.refresh_from_db()
    row = oversight.send_answer(row, by=people.reporter, text="S-a publicat.")
    answer = f"Recomandarea nr. {row.reference}: răspuns de la IPJ Cluj"
    assert told("/recomandari/flux.atom") == [answer, *start]
    row.refresh_from_db()
    row = oversight.return_answer(row, by=people.reviewer, note="Unde?")
    assert told("/recomandari/flux.atom") == start
    assert "S-a publicat" not in ask(f"{ATOP}flux.atom").body.decode()


@pytest.mark.both
def test_nothing_of_a_withdrawn_edition_a_sent_report_or_a_working_plan_is_in_any_feed(editions, atop, people, report):
    Element.objects.filter(level__plan=atop, level__prefix="os", code="1.2").update(title="Cuvântultainic")
    Indicator.objects.filter(plan=atop, number=2).update(title="Cuvântultainic")

    def shown():
        feeds = [ask(f"{ATOP}{name}").body.decode() for name in ("flux.atom", "os-1.2/flux.atom", "og-1/flux.atom")]
        rows = PublicEvent.objects.values_list("title", "text")
        return "Cuvântultainic" in "".join(feeds) + repr(list(rows))

    assert not shown()
    edition = publish(atop, by=people.publisher, note="Cuvântultainic.")
    assert shown()
    withdraw(edition, by=people.publisher, reason="O greșeală.")
    assert not shown()


@pytest.mark.both
def test_the_events_are_those_that_what_is_public_gives_however_often_they_are_made(accepted, atop, people):
    publish(atop, by=people.publisher, note="Din nou.")
    before = list(PublicEvent.objects.values())
    assert before
    assert events.record_all(atop) is False
    assert list(PublicEvent.objects.values()) == before
    topics = EventTopic.objects.count()
    PublicEvent.objects.filter(plan=atop).delete()
    assert events.record_all(atop) is True
    assert (PublicEvent.objects.count(), EventTopic.objects.count()) == (len(before), topics)


def test_what_happened_long_ago_is_no_news(editions, atop, monkeypatch):
    PublicEvent.objects.all().delete()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * events.NEWS_FOR)
    assert events.record_all(atop) is False


def test_the_feed_of_an_institution_costs_the_same_however_many_plans_name_it(client, editions):
    with CaptureQueriesContext(connection) as one:
        client.get("/institutii/atop-cluj/flux.atom")
    assert len(one) <= 4
