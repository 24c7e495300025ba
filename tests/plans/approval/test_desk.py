"""What of a plan waits for whom between draft and edition."""

import datetime

import pytest
from django.utils import timezone

from plans.approval.discussions.actions import open_thread, reply, resolve
from plans.models import Comment, Submission, Thread
from portal.desk.entries import items_for
from tests.portal.desk.desk_pages import DESK, items, numbers

SOON = timezone.now() + datetime.timedelta(days=2)


def kinds(client, *people):
    found = []
    for person in people:
        client.force_login(person)
        found.append([kind for those in items(client).values() for kind, _title, _when in those])
    return found


@pytest.mark.parametrize(
    ("state", "fields", "editor_sees", "publisher_sees", "number"),
    [
        ("waiting", {}, [], ["de-aprobat"], 1),
        ("scheduled", {}, ["programate"], ["programate"], 0),
        ("scheduled", {"changed_at": SOON}, ["schimbate"], ["schimbate"], 1),
        ("returned", {}, ["planuri-intoarse"], ["planuri-intoarse"], 1),
        ("recalled", {}, [], [], 0),
    ],
)
def test_what_was_sent_for_approval_waits_for_whose_turn_it_is(
    client, people, atop, state, fields, editor_sees, publisher_sees, number
):
    decided = {} if state == "waiting" else {"decided_by": people.publisher, "decided_at": timezone.now()}
    hour = {"publish_at": SOON, "fingerprint": "0" * 64} if state == "scheduled" else {}
    Submission.objects.create(plan=atop, sent_by=people.editor, state=state, **decided, **hour, **fields)
    assert kinds(client, people.reviewer, people.editor, people.publisher) == [[], editor_sees, publisher_sees]
    assert sum(numbers(client).values()) == number
    if number:
        assert 'href="/lucru/atop-2024/aprobare/"' in client.get(DESK).content.decode()


def test_what_was_returned_waits_until_it_is_sent_again(client, people, atop):
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    decided = {"decided_by": people.publisher, "decided_at": now}
    Submission.objects.create(plan=atop, sent_by=people.editor, sent_at=now - hour, state="returned", **decided)
    Submission.objects.create(plan=atop, sent_by=people.editor, sent_at=now, state="waiting")
    assert kinds(client, people.editor, people.publisher) == [[], ["de-aprobat"]]


def test_what_is_scheduled_says_its_day_and_hour(client, people, atop):
    at = timezone.make_aware(datetime.datetime.combine(timezone.localdate(SOON), datetime.time(0, 30)))
    decided = {"decided_by": people.publisher, "decided_at": timezone.now()}
    Submission.objects.create(
        plan=atop, sent_by=people.editor, state="scheduled", publish_at=at, fingerprint="0" * 64, **decided
    )
    (item,) = items_for(people.editor, timezone.localdate())
    assert (item.entry.day, item.when.replace("\xa0", " ")) == (timezone.localdate(SOON), "peste 2 zile, ora 00:30")


def test_open_discussions_that_others_began_wait_for_who_writes_the_plan(client, people, atop):
    for author, resolved in (
        (people.reviewer, {}),
        (people.editor, {}),
        (people.reviewer, {"resolved_by": people.editor, "resolved_at": timezone.now()}),
    ):
        thread = Thread.objects.create(plan=atop, **resolved)
        Comment.objects.create(thread=thread, author=author, text="De ce? Spuneți.")
        Comment.objects.create(thread=thread, author=people.publisher, text="Așa.")
    theirs = Thread.objects.order_by("pk").first()
    client.force_login(people.editor)
    ((_kind, title, _when),) = items(client)["Fără termen"]
    assert (title, numbers(client)) == ("De ce?", {"De făcut": 1})
    assert f'href="/lucru/atop-2024/discutii/{theirs.pk}/"' in client.get(DESK).content.decode()
    assert kinds(client, people.reviewer) == [[]]


@pytest.mark.both
def test_a_discussion_waits_for_who_is_named_in_it_until_they_write(client, people, atop):
    thread = open_thread(atop, by=people.editor, text="@reviewer, ce ziceți?")
    reply(thread, by=people.publisher, text="Și eu întreb pe @reviewer și pe @editor.")
    reply(thread, by=people.publisher, text="Aștept.")
    assert kinds(client, people.reviewer, people.editor, people.publisher) == [["numiri"], ["numiri"], ["discutii"]]
    reply(thread, by=people.reviewer, text="Bine.")
    assert kinds(client, people.reviewer) == [[]]
    resolve(thread, by=people.editor, seen=thread.comments.last().pk)
    assert kinds(client, people.editor, people.publisher) == [[], []]
