"""Those who publish a plan are told of a mistake, find it on their desk and at the plan, and answer it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from plans.models import Element
from portal.desk.entries import items_for
from portal.notices.models import Notice
from portal.versioning import Conflict, WrongState
from public.mistakes.actions import answer
from public.mistakes.desk import SOURCE
from public.models import MistakeReport
from tests.forms import fields_of
from tests.page import Page, page_text
from tests.public.mistakes.mistake_factories import PLAN, TYPED, report, withdraw_edition

LIST = "/lucru/atop-2024/sesizari/"


def page_of(row):
    return f"{LIST}{row.pk}/"


def send(client, row, **typed):
    address = page_of(row)
    return client.post(address, {**fields_of(client.get(address)), **typed})


def waiting(person):
    return [(item.entry.title, item.entry.address) for item in items_for(person, None) if item.source is SOURCE]


def test_who_publishes_the_plan_is_told_and_finds_it_on_the_desk_until_it_is_answered(people, editions, client):
    row = report(**TYPED)
    told = Notice.objects.get(kind="mistake_reported")
    assert (told.recipient, told.path, told.waits_for_digest) == (people.publisher, page_of(row), True)
    assert not any(word in f"{told.title} {told.text}" for word in TYPED.values())
    assert waiting(people.publisher) == [(row.place, page_of(row))]
    assert [waiting(one) for one in (people.editor, people.reporter, people.outsider)] == [[], [], []]
    client.force_login(people.publisher)
    assert send(client, row, state="corrected", text="Mulțumim.")["Location"] == page_of(row)
    assert waiting(people.publisher) == []


def test_the_answer_reaches_who_wrote_by_mail_and_on_screen(people, editions, client, post):
    row = report(**TYPED)
    client.force_login(people.publisher)
    send(client, row, state="no_mistake", text="Ținta este cea din hotărâre.")
    receipt, told = post.letters
    assert (told["To"], "nu este o greșeală" in told.get_content()) == ("ion@example.org", True)
    assert "Ținta este cea din hotărâre." in told.get_content()
    client.logout()
    text = page_text(client.get(reverse("public:mistake", args=["k" * 22])))
    assert "Ținta este cea din hotărâre." in text and people.publisher.username not in text


def test_what_is_confirmed_is_answered_again_when_it_is_mended(people, editions):
    row = report()
    answer(row, by=people.publisher, state="confirmed", text="Așa este.", version=1)
    row.refresh_from_db()
    assert (row.state, row.closed_on, row.is_answerable) == ("confirmed", None, True)
    answer(row, by=people.publisher, state="corrected", text="Gata.", version=2)
    row.refresh_from_db()
    assert (row.state, row.closed_on is not None, row.answers.count()) == ("corrected", True, 2)
    with pytest.raises(WrongState):
        answer(row, by=people.publisher, state="no_mistake", text="Nu.", version=3)


def test_what_is_no_report_needs_no_words_and_is_told_to_nobody(people, editions, client, post):
    row = report(email="ion@example.org")
    client.force_login(people.publisher)
    assert "Scrieți răspunsul." in page_text(send(client, row, state="corrected", text=""))
    assert "Alegeți ce s-a constatat." in page_text(send(client, row, text="Fără."))
    send(client, row, state="other", text="")
    assert (len(post.letters), MistakeReport.objects.get().state) == (1, "other")


@pytest.mark.both
def test_an_answer_to_what_changed_meanwhile_is_refused_and_its_text_given_back(people, editions, client):
    row = report()
    client.force_login(people.publisher)
    fields = {**fields_of(client.get(page_of(row))), "state": "no_mistake", "text": "Textul meu."}
    answer(row, by=people.publisher, state="confirmed", text="Așa este.", version=1)
    response = client.post(page_of(row), fields)
    assert (response.status_code, fields_of(response)["text"]) == (409, ["Textul meu."])
    answer(row, by=people.publisher, state="corrected", text="Gata.", version=2)
    assert "Textul meu." in page_text(client.post(page_of(row), {**fields_of(response)}))
    assert MistakeReport.objects.get().state == "corrected"
    with pytest.raises(Conflict):
        answer(report(key="j" * 22), by=people.publisher, state="corrected", text="x", version=7)


def test_who_may_see_and_who_may_answer(people, editions, client):
    row = report(**TYPED)
    seen = {}
    for name in ("publisher", "admin", "editor", "reviewer", "reporter", "outsider"):
        client.force_login(getattr(people, name))
        response = client.get(page_of(row))
        text = page_text(response)
        seen[name] = (client.get(LIST).status_code, response.status_code, TYPED["email"] in text, "Răspundeți" in text)
    assert seen["publisher"] == seen["admin"] == (200, 200, True, True)
    assert seen["editor"] == (200, 200, False, False)
    # Who reads the plan and does not write it; who does not even read it.
    assert [seen[name][:2] for name in ("reviewer", "reporter", "outsider")] == [(403, 403), (404, 404), (404, 404)]
    client.logout()
    assert client.get(LIST).status_code == 302
    with pytest.raises(PermissionDenied):
        answer(row, by=people.editor, state="corrected", text="x", version=1)


def test_an_editors_post_is_refused(people, editions, client):
    row = report()
    client.force_login(people.editor)
    response = client.post(page_of(row), {"seen_version": 1, "state": "corrected", "text": "Gata."})
    assert (response.status_code, MistakeReport.objects.get().state) == (403, "open")


def test_the_plan_and_the_element_show_what_was_reported(people, editions, client):
    element = Element.objects.filter(level__plan__slug="atop-2024").order_by("pk").first()
    address = editions[0].read().by_uid[str(element.uid)].address
    row = report(f"{PLAN}{address}/")
    client.force_login(people.editor)
    for page in ("/lucru/atop-2024/", f"/lucru/atop-2024/elemente/{element.pk}/"):
        assert page_of(row) in Page(client.get(page)).links, page
    assert f"/lucru/atop-2024/elemente/{element.pk}/" in Page(client.get(page_of(row))).links


def test_the_list_is_narrowed_ordered_and_turned(people, editions, client):
    rows = [report(key=f"{n:022}", text=f"Textul {n}") for n in range(27)]
    answer(rows[0], by=people.publisher, state="corrected", text="Gata.", version=1)
    client.force_login(people.editor)

    def shown(**asked):
        return client.get(LIST, asked).context["form"].page

    assert (shown().paginator.count, len(shown(pagina=2))) == (26, 1)
    assert [row.pk for row in shown(stare="corrected")] == [rows[0].pk]
    assert [row.pk for row in shown(cauta="textul 26")] == [rows[26].pk]
    assert shown(stare="toate", ordine="noi")[0] == rows[26]
    assert shown(stare="restante").paginator.count == 0
    assert "nu se potrivește" in page_text(client.get(LIST, {"cauta": "nimic"}))


def test_the_words_of_a_withdrawn_edition_are_told_to_nobody(people, editions, client):
    element = editions[0].read().elements[3]
    row = report(f"{PLAN}{element.address}/")
    withdraw_edition(people)
    receipt = page_text(client.get(reverse("public:mistake", args=["k" * 22])))
    assert (row.place in receipt, "O pagină dintr-o ediție retrasă" in receipt) == (False, True)
    assert element.printed_name not in page_text(client.get("/sesizari/"))
