"""The page where a plan becomes an edition, in every hand: what it shows, what it does, who learns what."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from plans.approval import actions as approval_actions
from plans.approval.discussions import actions as discussion_actions
from plans.editions.publishing import publish
from plans.models import AdoptionAct, BudgetLine, Edition, Element, Institution, Level, Section, Submission
from tests.plans.approval.buttons import NOTE, change, message_texts, send, spoil, token


@pytest.fixture
def page(atop):
    return reverse("plans:approval", args=[atop.slug])


def test_who_sees_what_can_be_done(hands, page, atop, people):
    def offered(who):
        return list(hands(who).get(page).context["forms"])

    assert [offered(who) for who in ("editor", "publisher", "reviewer", "admin")] == [
        ["submit"],
        ["publish"],
        [],
        ["publish"],
    ]
    approval_actions.submit(atop, by=people.editor, note="")
    assert [offered(who) for who in ("editor", "publisher", "reviewer")] == [["recall"], ["publish", "return"], []]
    approval_actions.schedule(
        atop,
        by=people.publisher,
        note="x",
        at=timezone.now() + datetime.timedelta(hours=1),
        seen=approval_actions.snapshot(atop, approval_actions.content_of(atop)),
    )
    assert [offered(who) for who in ("editor", "publisher")] == [[], ["unschedule"]]
    spoil(atop)
    approval_actions.unschedule(Submission.objects.get(), by=people.publisher)
    assert [offered(who) for who in ("editor", "publisher")] == [["recall"], ["return"]]


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("reporter", 404), ("outsider", 404), ("reviewer", 200), ("editor", 200)]
)
def test_the_pages_open_for_those_who_see_the_plan(client, people, page, atop, editions, who, status):
    if who:
        client.force_login(getattr(people, who))
    addresses = [page, reverse("plans:preview", args=[atop.slug])]
    assert [client.get(address).status_code for address in addresses] == [status] * 2


def test_a_plan_of_another_institution_does_not_exist(hands, it_plan):
    page = reverse("plans:approval", args=[it_plan.slug])
    reviewer = hands("reviewer")
    assert [reviewer.get(page).status_code, reviewer.post(page, {"submit": "1"}).status_code] == [404, 404]


def test_other_methods_and_nameless_buttons_are_refused(hands, page):
    editor = hands("editor")
    assert [editor.put(page).status_code, editor.post(page, {}).status_code] == [405, 400]


def test_a_form_of_another_site_is_refused(people, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.publisher)
    assert client.post(page, {"publish": "1", **NOTE}).status_code == 403


@pytest.mark.parametrize("action", ["submit", "recall", "publish", "schedule", "return", "unschedule"])
def test_readers_decide_nothing(hands, page, action):
    assert hands("reviewer").post(page, {action: "1"}).status_code == 403
    assert (Submission.objects.count(), Edition.objects.count()) == (0, 0)


@pytest.mark.parametrize("action", ["publish", "schedule", "return", "unschedule"])
def test_editors_do_not_decide(hands, page, action):
    assert hands("editor").post(page, {action: "1", **NOTE}).status_code == 403


def test_problems_lead_to_where_they_are_mended(hands, page, atop):
    line = BudgetLine.objects.get(plan=atop, label="cheltuieli de personal")
    found = [(f.problem.message, f.address) for f in hands("editor").get(page).context["case"].warnings]
    assert found == [
        (
            "„cheltuieli de personal”: ponderea tipărită este 78,28%, cea calculată 78,29%. Se publică cea tipărită.",
            reverse("plans:part", args=[atop.slug, "buget", line.pk]),
        ),
        ("Planul nu are un act de adoptare.", reverse("plans:parts", args=[atop.slug])),
    ]
    element = Element.objects.get(level__plan=atop, code="2.5")
    Element.objects.filter(pk=element.pk).update(parent=None)
    Section.objects.filter(plan=atop, level__prefix="on").delete()
    levels = Level.objects.filter(plan=atop, prefix__in=["on", "os"])
    assert {found.address for found in hands("editor").get(page).context["case"].errors} == {
        reverse("plans:element", args=[atop.slug, element.pk]),
        *(reverse("plans:part", args=[atop.slug, "niveluri", level.pk]) for level in levels),
    }


def test_the_page_says_what_would_change(hands, page, atop, editions):
    assert hands("editor").get(page).context["case"].summary == ""
    change(atop)
    response = hands("editor").get(page)
    assert response.context["case"].summary.replace("\xa0", " ") == "1 element modificat."
    assert reverse("plans:comparison", args=[atop.slug]) in response.content.decode()


def test_a_plan_goes_from_the_editor_to_the_public(hands, page, atop):
    editor, publisher = hands("editor"), hands("publisher")
    assert send(editor, page, "submit", **{"submit-note": "Gata."}).status_code == 302
    assert "Gata." in publisher.get(page).content.decode()
    answer = publisher.post(
        page, {"publish-seen": token(publisher, page, "publish"), "publish": "1", **NOTE}, follow=True
    )
    assert message_texts(answer) == [
        'S-a publicat ediția 1. Vedeți <a href="/planuri/atop-2024/editii/1/">pagina publică</a> și '
        '<a href="/planuri/atop-2024/editii/1/plan.pdf">PDF-ul</a>.'
    ]
    assert (Submission.objects.get().state, Edition.objects.get().note) == ("published", "Prima ediție.")


def test_a_plan_saved_meanwhile_is_shown_again_with_what_changed_and_then_published(hands, page, atop, people):
    publisher = hands("publisher")
    seen = token(publisher, page, "publish")
    element = Element.objects.get(level__plan=atop, code="2.5")
    element._history_user, element.title = people.editor, "Altfel"
    element.save()
    answer = send(publisher, page, "publish", seen=seen, **NOTE)
    assert (answer.status_code, Edition.objects.count()) == (409, 0)
    assert [(entry.who, entry.title) for entry in answer.context["meanwhile"]] == [("editor", "2.5 Altfel")]
    form = answer.context["forms"]["publish"]
    assert form["note"].value() == "Prima ediție."
    again = send(publisher, page, "publish", seen=form["seen"].value(), **NOTE)
    assert (again.status_code, Edition.objects.count()) == (302, 1)


def test_of_two_publishers_the_second_is_told_of_the_first(hands, page):
    first, second = hands("publisher"), hands("admin")
    seen = token(second, page, "publish")
    send(first, page, "publish", **NOTE)
    answer = send(second, page, "publish", seen=seen, **{**NOTE, "publish-note": "A mea."})
    assert (answer.status_code, Edition.objects.count()) == (409, 1)
    assert [(entry.who, entry.event) for entry in answer.context["meanwhile"]] == [("publisher", "a publicat ediția 1")]
    assert answer.context["forms"]["publish"]["note"].value() == "A mea."


def test_a_double_click_publishes_once_and_says_so(hands, page):
    publisher = hands("publisher")
    seen = token(publisher, page, "publish")
    answers = [send(publisher, page, "publish", seen=seen, **NOTE).status_code for _ in range(2)]
    assert (answers, Edition.objects.count()) == ([302, 302], 1)


def test_a_submission_taken_back_while_it_is_returned_keeps_what_was_typed(hands, page):
    editor, publisher = hands("editor"), hands("publisher")
    send(editor, page, "submit")
    seen = token(publisher, page, "return")
    send(editor, page, "recall")
    answer = send(publisher, page, "return", seen=seen, **{"return-note": "Lipsește termenul."})
    assert (answer.status_code, Submission.objects.get().state) == (409, "recalled")
    assert "Lipsește termenul." in answer.content.decode()
    assert "a retras trimiterea spre aprobare" in [entry.event for entry in answer.context["meanwhile"]]


def test_what_is_returned_is_a_discussion_on_the_page(hands, page):
    send(hands("editor"), page, "submit")
    publisher = hands("publisher")
    send(publisher, page, "return", **{"return-note": "Lipsește termenul."})
    assert [thread.opening for thread in publisher.get(page).context["case"].threads] == ["Lipsește termenul."]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_however_much_happened(
    hands, page, atop, people, number, django_assert_num_queries
):
    issuer = Institution.objects.get(code="atop-cluj")
    for one in range(number):
        publish(atop, by=people.publisher, note=f"Ediția {one}.")
        approval_actions.return_submission(
            approval_actions.submit(atop, by=people.editor, note=str(one)), by=people.publisher, note=f"r{one}"
        )
        discussion_actions.open_thread(
            atop, by=people.editor, text=f"d{one}", element=atop.level_set.get(prefix="os").elements.first()
        )
        AdoptionAct.objects.create(plan=atop, issuer=issuer, kind="atop", title=f"A{one}", number=f"{one}")
    publisher = hands("publisher")
    publisher.get(page)
    with django_assert_num_queries(62):
        publisher.get(page)


def test_why_a_plan_was_not_published_stands_at_the_top_of_the_page(hands, page, atop):
    change(atop)
    shown = send(hands("publisher"), page, "publish")
    found = html.fromstring(shown.content.decode()).xpath("//main//*[self::h2 or @role='alert']")
    assert [one.get("role") for one in found].index("alert") == 0
    assert "Ce s-a schimbat: Acest câmp este obligatoriu." in " ".join(found[0].text_content().split())
    assert found[0].xpath(".//a/@href")[0] == "#id_publish-note"
