"""Naming people with @: who is meant, what is said where nobody or several are, and who is told."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from plans.approval.discussions import actions as discussion_actions
from plans.approval.discussions.mentions import find_mentions, mention_handles, render_mentions
from plans.models import Comment
from portal.models import Notice


def person(username, first="", last=""):
    whole = f"{first} {last}".strip()
    return SimpleNamespace(first_name=first, last_name=last, get_username=lambda: username, get_full_name=lambda: whole)


ANA, DAN, ANA_MARIA = person("ana.pop", "Ana", "Pop"), person("dan", "Dan", "Țuțea"), person("am", "Ana Maria", "Rus")
TWIN = person("ana2", "Ana", "Pop")
PEOPLE = [ANA, DAN, ANA_MARIA]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@ana.pop, vedeți?", {"ana.pop": ANA}),
        ("(@Ana Pop) vedeți?", {"Ana Pop": ANA}),
        ("Așa, @pop ana. Gata", {"pop ana": ANA}),
        ("@Ana a spus", {"Ana": ANA}),
        ("@Ana Maria a spus", {"Ana Maria": ANA_MARIA}),
        ("@tutea și @DAN", {"tutea": DAN, "DAN": DAN}),
        ("ana@pop.ro, 5 @ 3, @7", {}),
        ("Nimic", {}),
    ],
)
def test_the_longest_name_that_fits_is_meant_case_and_diacritics_aside(text, named):
    assert find_mentions(text, PEOPLE) == named


def test_words_that_name_nobody_say_what_can_be_written():
    with pytest.raises(ValidationError) as refused:
        find_mentions("@Anca, vedeți?", PEOPLE)
    assert refused.value.messages == [
        "„@Anca” nu este numele cuiva care lucrează la plan. Puteți scrie: @Ana Pop, @Ana Maria Rus. Dacă nu numiți pe "
        "nimeni, lăsați un spațiu după @."
    ]


def test_words_that_name_several_say_who_they_are():
    with pytest.raises(ValidationError) as refused:
        find_mentions("@Ana Pop și @ana2", [*PEOPLE, TWIN])
    assert refused.value.messages == [
        "„@Ana Pop” pot fi mai mulți: @ana.pop (Ana Pop), @ana2 (Ana Pop). Scrieți-l pe cel pe care îl numiți."
    ]


def test_each_is_offered_by_a_name_that_means_them_alone():
    assert mention_handles([*PEOPLE, TWIN]) == ["@ana.pop", "@Dan Țuțea", "@Ana Maria Rus", "@ana2"]


def test_a_name_is_shown_as_it_is_today_and_the_text_stays_text():
    mention = SimpleNamespace(words="ana.pop", person=ANA)
    assert render_mentions("@ana.pop <b> @ana.popa", [mention]) == (
        '<strong class="mention">@Ana Pop</strong> &lt;b&gt; @ana.popa'
    )
    assert render_mentions("<b>", []) == "&lt;b&gt;"


def test_who_is_named_is_told_once_and_who_names_himself_is_not(atop, people):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="@reviewer @Reviewer @editor, termenul?")
    discussion_actions.reply(thread, by=people.reviewer, text="@publisher hotărăște.")
    discussion_actions.reply(thread, by=people.reviewer, text="@publisher hotărăște.")
    told = Notice.objects.order_by("pk").values_list("recipient__username", "by__username", "kind")
    assert list(told) == [
        ("reviewer", "editor", "mention"),
        ("publisher", "reviewer", "mention"),
        ("editor", "reviewer", "reply"),
    ]


@pytest.mark.parametrize("who", ["reporter", "outsider"])
def test_nobody_is_named_who_does_not_read_the_discussion(atop, people, who):
    with pytest.raises(ValidationError):
        discussion_actions.open_thread(atop, by=people.editor, text=f"@{who}, vedeți?")
    assert (Comment.objects.count(), atop.threads.count(), Notice.objects.count()) == (0, 0, 0)


def test_a_wrong_name_is_said_at_the_field_and_nothing_typed_is_lost(client, atop, people):
    client.force_login(people.editor)
    address = "/lucru/atop-2024/discutii/noua/"
    page = client.post(address, {"text": "Termenul? @outsider"})
    assert (page.status_code, Comment.objects.count()) == (200, 0)
    assert ("@outsider</textarea>" in page.content.decode(), "nu este numele cuiva" in page.content.decode()) == (
        True,
        True,
    )
    assert client.post(address, {"text": "Termenul? @reviewer"}).status_code == 302
    thread = atop.threads.get()
    shown = client.get(f"/lucru/atop-2024/discutii/{thread.pk}/").content.decode()
    assert '<strong class="mention">@reviewer</strong>' in shown


def test_who_wrote_in_a_discussion_is_told_of_an_answer_that_names_nobody_and_once_of_one_that_does(atop, people):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="De ce anual?")
    discussion_actions.reply(thread, by=people.reviewer, text="Așa scrie legea.")
    discussion_actions.reply(thread, by=people.publisher, text="@editor, schimbați-l.")
    told = Notice.objects.order_by("pk").values_list("recipient__username", "by__username", "kind")
    assert list(told) == [
        ("editor", "reviewer", "reply"),
        ("editor", "publisher", "mention"),
        ("reviewer", "publisher", "reply"),
    ]
