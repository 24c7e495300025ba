"""The pages of discussions: their list, one of them, and every wrong hand."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.approval.discussions import actions as discussion_actions
from plans.models import Comment, Element, Thread
from tests.page import Page, dense


@pytest.fixture
def element(atop):
    return Element.objects.select_related("level").get(level__plan=atop, code="2.5")


@pytest.fixture
def thread(atop, people):
    return discussion_actions.open_thread(atop, by=people.editor, text="De ce anual?")


def address(name, *args):
    return reverse(f"plans:{name}", args=["atop-2024", *args])


def opening_texts(client, query=""):
    return [row.opening for row in client.get(address("threads") + query).context["form"].page]


def test_a_discussion_is_opened_on_the_plan_and_on_an_element(hands, element):
    reviewer = hands("reviewer")
    reviewer.post(address("open_thread"), {"text": "Despre plan."})
    reviewer.post(address("open_thread") + f"?element={element.pk}", {"text": "Despre 2.5."})
    assert list(Thread.objects.order_by("pk").values_list("about", "element")) == [
        ("", None),
        (str(element), element.pk),
    ]


@pytest.mark.parametrize("key", ["0", "x", "999999999999999999999"])
def test_there_is_no_discussion_on_an_element_of_another_plan(hands, it_plan, key):
    other = Element.objects.filter(level__plan=it_plan).first().pk
    editor = hands("editor")
    for forged in (key, other):
        assert editor.post(address("open_thread") + f"?element={forged}", {"text": "x"}).status_code == 404
    assert Thread.objects.count() == 0


def test_text_is_shown_as_it_was_written_and_never_as_markup(hands, thread):
    hands("editor").post(address("thread", thread.pk), {"text": "Un rând.\n<script>alert(1)</script>"})
    page = hands("reviewer").get(address("thread", thread.pk)).content.decode()
    assert "Un rând.<br>&lt;script&gt;alert(1)&lt;/script&gt;" in dense(page)


def test_a_reply_leads_to_itself(hands, thread):
    answer = hands("reviewer").post(address("thread", thread.pk), {"text": "Așa spune hotărârea."})
    assert answer["Location"] == f"{address('thread', thread.pk)}#observatia-{Comment.objects.last().pk}"


@pytest.mark.parametrize("text", ["", "  ", "a" * 20_001])
def test_an_empty_or_endless_text_is_refused_beside_its_field(hands, thread, text):
    editor = hands("editor")
    for form_of in (address("thread", thread.pk), address("open_thread")):
        assert list(editor.post(form_of, {"text": text}).context["form"].errors) == ["text"]
    assert Comment.objects.count() == 1


def test_a_discussion_is_resolved_and_opened_again(hands, thread):
    editor = hands("editor")
    seen = editor.get(address("thread", thread.pk)).context["last"].pk
    editor.post(address("resolve_thread", thread.pk), {"seen_comment": seen})
    assert (opening_texts(editor), opening_texts(editor, "?stare=rezolvate")) == ([], ["De ce anual?"])
    hands("reviewer").post(address("reopen_thread", thread.pk))
    assert opening_texts(editor) == ["De ce anual?"]


@pytest.mark.parametrize("seen", ["", "x", "9" * 30, "²"])
def test_who_did_not_see_the_last_words_reads_them_first(hands, thread, seen):
    answer = hands("editor").post(address("resolve_thread", thread.pk), {"seen_comment": seen})
    assert (answer.status_code, Thread.objects.get().resolved_at) == (409, None)


def test_what_was_typed_for_a_discussion_resolved_meanwhile_is_kept(hands, thread, people):
    discussion_actions.resolve(thread, by=people.editor, seen=thread.comments.get().pk)
    answer = hands("reviewer").post(address("thread", thread.pk), {"text": "Totuși, de ce?"})
    assert (answer.status_code, Comment.objects.count()) == (409, 1)
    assert "Totuși, de ce?" in answer.content.decode()


def test_the_list_is_narrowed_ordered_and_counted(hands, atop, people, thread):
    discussion_actions.open_thread(atop, by=people.reviewer, text="A doua.")
    editor = hands("editor")
    assert [
        opening_texts(editor),
        opening_texts(editor, "?ordine=vechi"),
        opening_texts(editor, "?ale=mele"),
        opening_texts(editor, "?stare=rezolvate"),
        opening_texts(editor, "?stare=%00&ordine=x&pagina=-1"),
    ] == [
        ["A doua.", "De ce anual?"],
        ["De ce anual?", "A doua."],
        ["De ce anual?"],
        [],
        ["A doua.", "De ce anual?"],
    ]
    assert editor.get(address("threads")).context["form"].page.paginator.count == 2


def test_a_long_list_comes_in_pages(hands, atop, people):
    for number in range(26):
        discussion_actions.open_thread(atop, by=people.editor, text=f"Discuția {number}")
    assert [len(opening_texts(hands("editor"), query)) for query in ("", "?pagina=2")] == [25, 1]


def test_a_discussion_says_what_a_deleted_element_was(hands, atop, people, element):
    thread = discussion_actions.open_thread(atop, by=people.editor, text="a", element=element)
    named = str(element)
    element.delete()
    editor = hands("editor")
    assert f"Despre „{named}”, care a fost șters între timp." in Page(editor.get(address("thread", thread.pk))).text
    assert f"Despre {named} (șters între timp)" in Page(editor.get(address("threads"))).text


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("outsider", 404), ("reporter", 404), ("editor", 200), ("reviewer", 200)]
)
def test_the_pages_open_for_those_who_see_the_plan(client, people, thread, who, status):
    if who:
        client.force_login(getattr(people, who))
    pages = [address("threads"), address("open_thread"), address("thread", thread.pk)]
    assert [client.get(page).status_code for page in pages] == [status] * 3


def test_a_discussion_of_another_plan_does_not_exist(hands, it_plan, people):
    other = discussion_actions.open_thread(it_plan, by=people.editor, text="a")
    editor = hands("editor")
    found = [editor.post(address(name, other.pk)).status_code for name in ("thread", "resolve_thread", "reopen_thread")]
    assert (found, Thread.objects.get().resolved_at) == ([404] * 3, None)


def test_who_only_read_once_reads_and_writes_nothing(hands, people, thread, later):
    people.reviewer.memberships.update(valid_until=timezone.localdate())
    later(days=1)
    reviewer = hands("reviewer")
    assert reviewer.get(address("thread", thread.pk)).status_code == 403
    posted = [address("thread", thread.pk), address("open_thread"), address("reopen_thread", thread.pk)]
    assert [reviewer.post(page, {"text": "x"}).status_code for page in posted] == [403] * 3


def test_a_wrong_method_is_refused(hands, thread):
    editor = hands("editor")
    assert [
        editor.post(address("threads")).status_code,
        editor.get(address("resolve_thread", thread.pk)).status_code,
        editor.get(address("reopen_thread", thread.pk)).status_code,
        editor.put(address("thread", thread.pk)).status_code,
    ] == [405] * 4


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_queries_for_one_row_and_for_three(
    hands, atop, people, element, number, django_assert_num_queries
):
    for one in range(number):
        thread = discussion_actions.open_thread(atop, by=people.editor, text=f"d{one}", element=element)
    for one in range(number):
        discussion_actions.reply(thread, by=people.reviewer, text=f"r{one}")
    editor = hands("editor")
    editor.get(address("threads"))
    with django_assert_num_queries(12):
        editor.get(address("threads"))
    with django_assert_num_queries(18):
        editor.get(address("thread", thread.pk))
