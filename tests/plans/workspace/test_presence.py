"""Who else has a plan open: seen by colleagues, kept for two minutes, written seldom."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Element, Plan, Presence
from plans.workspace import presence
from tests.page import Page

PING = "/lucru/atop-2024/prezenta/"


def element(code="1.2"):
    return Element.objects.get(level__plan__slug="atop-2024", level__prefix="os", code=code)


def log_in(client, user):
    client.force_login(user)
    return client


def ping(client, row=None, version=None):
    data = {"element": row.pk if row else "", "version": version or (row.version if row else "")}
    return client.post(PING, data)


def answer_texts(response):
    """The texts of an answer, of the plan and of the element that is open."""
    text = response.content.decode()
    others, here = text.split('<div data-presence="here">')
    return [" ".join(part.split()) for part in (bare(others), bare(here))]


def bare(html):
    return re.sub(r"<[^>]+>", "", html)


def test_a_colleague_is_seen_with_the_place_where_they_work(client, people, atop):
    presence.renew(atop, by=people.publisher, element=element())
    log_in(client, people.editor)
    assert answer_texts(ping(client, element("1.3"))) == ["Mai lucrează aici: publisher (la 1.2)", ""]
    assert answer_texts(ping(client, element("1.2"))) == [
        "Mai lucrează aici: publisher (la 1.2)",
        "Același element este deschis acum și la: publisher.",
    ]
    assert ping(client).headers["Cache-Control"] == "no-store"


def test_opening_a_page_says_who_is_there_and_writes_nothing(client, people, atop):
    presence.renew(atop, by=people.editor, element=None)
    before = list(Presence.objects.values())
    page = log_in(client, people.publisher).get(reverse("plans:parts", args=["atop-2024"]))
    assert "Mai lucrează aici: editor" in Page(page).text
    assert list(Presence.objects.values()) == before


def test_who_was_not_seen_for_two_minutes_is_gone(client, people, atop):
    presence.renew(atop, by=people.publisher, element=None)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=119))
    log_in(client, people.editor)
    assert answer_texts(ping(client))[0] == "Mai lucrează aici: publisher"
    Presence.objects.filter(user=people.publisher).update(seen_at=timezone.now() - timedelta(seconds=121))
    assert answer_texts(ping(client))[0] == ""


def test_what_was_not_renewed_for_a_day_is_forgotten(client, people, atop):
    presence.renew(atop, by=people.publisher, element=None)
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=25))
    ping(log_in(client, people.editor))
    assert list(Presence.objects.values_list("user", flat=True)) == [people.editor.pk]


def test_being_there_is_written_at_most_every_twenty_seconds(client, people, atop):
    log_in(client, people.editor)
    ping(client, element("1.2"))
    written = Presence.objects.get()
    ping(client, element("1.3"))
    again = Presence.objects.get()
    assert (again.seen_at, again.element) == (written.seen_at, element("1.2"))
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=20))
    ping(client, element("1.3"))
    assert Presence.objects.get().element == element("1.3")


@pytest.mark.parametrize("colleagues", [1, 3])
def test_a_ping_asks_as_little_whoever_is_there(client, people, atop, colleagues, django_assert_num_queries):
    for user in (people.publisher, people.reviewer, people.admin)[:colleagues]:
        presence.renew(atop, by=user, element=element())
    row = element()
    log_in(client, people.editor)
    # Session, person, plan, element, who is there, in whose place, being there.
    with django_assert_num_queries(7):
        ping(client, row)
    with django_assert_num_queries(6):
        ping(client, row)


def test_a_save_meanwhile_is_said_before_one_saves(client, people, atop):
    row = element()
    seen = row.version
    row.title = "Alt titlu"
    row._history_user = people.publisher
    row.save()
    log_in(client, people.editor)
    time = timezone.localtime(row.history.first().history_date).strftime("%H:%M")
    assert answer_texts(ping(client, row, seen))[1] == (
        f"Între timp, publisher a salvat acest element ({time}). Ce scrieți aici nu se pierde: dacă salvați, vedeți "
        "întâi ambele texte. Arată ce este salvat acum"
    )
    assert answer_texts(ping(client, row, row.version))[1] == ""
    assert answer_texts(ping(log_in(client, people.publisher), row, seen))[1].startswith(
        "Ați salvat acest element între timp"
    )


def test_a_removal_meanwhile_is_said(client, people, atop):
    row = element()
    pk, version = row.pk, row.version
    row._history_user = people.publisher
    row.delete()
    log_in(client, people.editor)
    text = answer_texts(client.post(PING, {"element": pk, "version": version}))[1]
    assert text.startswith("Între timp, elementul a fost șters (publisher, ")


def test_only_who_sees_the_plan_is_told_who_is_there(client, people, atop):
    presence.renew(atop, by=people.publisher, element=None)
    assert [
        (ping(log_in(client, user)).status_code, Presence.objects.filter(user=user).count())
        for user in (people.editor, people.reviewer, people.admin, people.reporter, people.outsider)
    ] == [(200, 1), (200, 1), (200, 1), (404, 0), (404, 0)]
    client.logout()
    answer = ping(client)
    assert (answer.status_code, answer.url) == (302, f"{reverse('login')}?next={PING}")


def test_only_a_ping_is_understood(client, people, atop):
    log_in(client, people.editor)
    assert client.get(PING).status_code == 405
    assert [client.post(PING, {"element": text}).status_code for text in ("x", "-1", "9" * 30, "1.5")] == [404] * 4
    foreign = Element.objects.filter(level__plan=Plan.objects.get(slug="informatizare-2019")).first()
    ping(client, foreign)
    assert Presence.objects.get().element is None


def test_being_there_waits_for_nobody_who_writes(installation):
    ask = installation.ask(
        "import threading, time\n"
        "from django.contrib.auth import get_user_model\n"
        "from django.db import connection, transaction\n"
        "from plans.models import Plan, Presence\n"
        "from plans.workspace import presence\n"
        "plan = Plan.objects.get(slug='atop-2024')\n"
        "by = get_user_model().objects.get(username='redactor')\n"
        "presence.renew(plan, by=by, element=None)\n"
        "first = Presence.objects.get().seen_at\n"
        "writing, done = threading.Event(), threading.Event()\n"
        "def write():\n"
        "    with transaction.atomic():\n"
        "        Plan.objects.select_for_update().filter(pk=plan.pk).update(title=plan.title)\n"
        "        writing.set()\n"
        "        done.wait(120)\n"
        "    connection.close()\n"
        "thread = threading.Thread(target=write)\n"
        "thread.start()\n"
        "writing.wait(120)\n"
        "began = time.monotonic()\n"
        "presence.renew(plan, by=by, element=None)\n"
        "print(time.monotonic() - began < 4)\n"
        "done.set()\n"
        "thread.join()\n"
        "presence.renew(plan, by=by, element=None)\n"
        "print(Presence.objects.get().seen_at > first)"
    )
    assert ask == "True\nTrue"
