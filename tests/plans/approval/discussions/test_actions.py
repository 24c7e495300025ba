"""Discussions: who writes, who resolves, and what stays when what they are about goes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from plans.approval.discussions import actions as discussion_actions
from plans.editing.trash import actions as trash_actions
from plans.models import Comment, Element, Membership, Thread
from portal.versioning import Conflict


@pytest.fixture
def element(atop):
    return Element.objects.select_related("level").get(level__plan=atop, code="2.5")


def last(thread):
    return thread.comments.last().pk


@pytest.mark.parametrize("who", ["editor", "publisher", "reviewer", "admin"])
def test_who_reads_the_draft_through_a_role_of_today_discusses_it(atop, people, who):
    by = getattr(people, who)
    thread = discussion_actions.open_thread(atop, by=by, text="De ce anual?")
    discussion_actions.reply(thread, by=by, text="Așa spune hotărârea.")
    assert [(c.author, c.text) for c in thread.comments.all()] == [(by, "De ce anual?"), (by, "Așa spune hotărârea.")]


@pytest.mark.parametrize("who", ["reporter", "outsider"])
def test_others_write_nothing(atop, people, who):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="De ce anual?")
    by = getattr(people, who)
    for write in (
        lambda: discussion_actions.open_thread(atop, by=by, text="x"),
        lambda: discussion_actions.reply(thread, by=by, text="x"),
        lambda: discussion_actions.resolve(thread, by=by, seen=last(thread)),
        lambda: discussion_actions.reopen(thread, by=by),
    ):
        with pytest.raises(PermissionDenied):
            write()
    assert (Thread.objects.count(), Comment.objects.count()) == (1, 1)


def test_a_member_whose_term_ended_reads_and_writes_no_more(atop, people):
    Membership.objects.filter(user=people.reviewer).update(valid_from="2020-01-01", valid_until="2024-01-01")
    with pytest.raises(PermissionDenied):
        discussion_actions.open_thread(atop, by=people.reviewer, text="x")


def test_the_same_text_sent_twice_is_kept_once(atop, people, element):
    first = discussion_actions.open_thread(atop, by=people.editor, text="De ce?", element=element)
    assert discussion_actions.open_thread(atop, by=people.editor, text="De ce?", element=element) == first
    assert discussion_actions.open_thread(atop, by=people.editor, text="De ce?") != first
    said = discussion_actions.reply(first, by=people.publisher, text="De aceea.")
    assert discussion_actions.reply(first, by=people.publisher, text="De aceea.") == said
    assert first.comments.count() == 2


def test_who_writes_the_plan_or_opened_the_discussion_resolves_it(atop, people):
    by_reviewer = discussion_actions.open_thread(atop, by=people.reviewer, text="a")
    by_editor = discussion_actions.open_thread(atop, by=people.editor, text="b")
    with pytest.raises(PermissionDenied):
        discussion_actions.resolve(by_editor, by=people.reviewer, seen=last(by_editor))
    discussion_actions.resolve(by_reviewer, by=people.reviewer, seen=last(by_reviewer))
    discussion_actions.resolve(by_editor, by=people.publisher, seen=last(by_editor))
    found = Thread.objects.order_by("pk").values_list("resolved_by", flat=True)
    assert list(found) == [people.reviewer.pk, people.publisher.pk]


def test_what_was_written_meanwhile_is_read_before_resolving(atop, people):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="a")
    seen = last(thread)
    discussion_actions.reply(thread, by=people.reviewer, text="Stați.")
    with pytest.raises(Conflict):
        discussion_actions.resolve(thread, by=people.editor, seen=seen)
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_resolving_twice_keeps_who_resolved_first(atop, people):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="a")
    discussion_actions.resolve(thread, by=people.editor, seen=last(thread))
    discussion_actions.resolve(thread, by=people.publisher, seen=last(thread))
    thread.refresh_from_db()
    assert thread.resolved_by == people.editor


def test_a_resolved_discussion_is_written_in_only_after_it_is_opened_again(atop, people):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="a")
    discussion_actions.resolve(thread, by=people.editor, seen=last(thread))
    with pytest.raises(Conflict):
        discussion_actions.reply(thread, by=people.reviewer, text="Totuși.")
    discussion_actions.reopen(thread, by=people.reviewer)
    discussion_actions.reply(thread, by=people.reviewer, text="Totuși.")
    thread.refresh_from_db()
    assert (thread.resolved_at, thread.comments.count()) == (None, 2)


def test_a_discussion_outlives_its_element_and_finds_it_again(atop, people, element):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="a", element=element)
    removal = trash_actions.remove(element, by=people.editor, plan=atop, version=element.version)
    thread.refresh_from_db()
    assert (thread.element, thread.about) == (None, str(element))
    trash_actions.restore(removal, by=people.editor)
    thread.refresh_from_db()
    assert thread.element.uid == element.uid


@pytest.mark.parametrize("text", ["", "a" * 20_001])
def test_an_empty_or_endless_text_is_refused(atop, people, text):
    with pytest.raises(ValidationError):
        discussion_actions.open_thread(atop, by=people.editor, text=text)
    assert Thread.objects.filter(opened_at__lte=timezone.now()).count() == 0
