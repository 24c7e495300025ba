"""The page where a plan becomes an edition, in every hand: what it shows, what it does, who learns what."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import approving, discussing
from plans.models import AdoptionAct, BudgetLine, Edition, Element, Institution, Level, Section, Submission, Withdrawal
from plans.publishing import publish

NOTE = {"publish-note": "Prima ediție.", "publish-read_warnings": "on"}


@pytest.fixture
def page(atop):
    return reverse("work:approval", args=[atop.slug])


@pytest.fixture
def hands(people):
    """A browser for each person."""

    def browser(who):
        client = Client()
        client.force_login(getattr(people, who))
        return client

    return browser


def token(client, page, form):
    return client.get(page).context["forms"][form]["seen"].value()


def send(client, page, action, form=None, seen=None, **given):
    form = form or action
    seen = seen or token(client, page, form)
    return client.post(page, {f"{form}-seen": seen, action: "1", **given})


def said(response):
    return [str(message) for message in response.context["messages"]]


def spoil(plan):
    Section.objects.filter(plan=plan).delete()


def change(plan):
    element = Element.objects.get(level__plan=plan, code="2.5")
    element.title = "Altfel"
    element.save()


def test_who_sees_what_can_be_done(hands, page, atop, people):
    def offered(who):
        return list(hands(who).get(page).context["forms"])

    assert [offered(who) for who in ("editor", "publisher", "reviewer", "admin")] == [
        ["submit"],
        ["publish"],
        [],
        ["publish"],
    ]
    approving.submit(atop, by=people.editor, note="")
    assert [offered(who) for who in ("editor", "publisher", "reviewer")] == [["recall"], ["publish", "return"], []]
    approving.schedule(
        atop,
        by=people.publisher,
        note="x",
        at=timezone.now() + datetime.timedelta(hours=1),
        seen=approving.seen(atop, approving.content_of(atop)),
    )
    assert [offered(who) for who in ("editor", "publisher")] == [[], ["unschedule"]]
    spoil(atop)
    approving.unschedule(Submission.objects.get(), by=people.publisher)
    assert [offered(who) for who in ("editor", "publisher")] == [["recall"], ["return"]]


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("reporter", 404), ("outsider", 404), ("reviewer", 200), ("editor", 200)]
)
def test_the_pages_open_for_those_who_see_the_plan(client, people, page, atop, editions, who, status):
    if who:
        client.force_login(getattr(people, who))
    addresses = [page, reverse("work:preview", args=[atop.slug])]
    assert [client.get(address).status_code for address in addresses] == [status] * 2


def test_a_plan_of_another_institution_does_not_exist(hands, it_plan):
    page = reverse("work:approval", args=[it_plan.slug])
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
            reverse("work:part", args=[atop.slug, "buget", line.pk]),
        ),
        ("Planul nu are un act de adoptare.", reverse("work:parts", args=[atop.slug])),
    ]
    element = Element.objects.get(level__plan=atop, code="2.5")
    Element.objects.filter(pk=element.pk).update(parent=None)
    Section.objects.filter(plan=atop, level__prefix="on").delete()
    levels = Level.objects.filter(plan=atop, prefix__in=["on", "os"])
    assert {found.address for found in hands("editor").get(page).context["case"].errors} == {
        reverse("work:element", args=[atop.slug, element.pk]),
        *(reverse("work:part", args=[atop.slug, "niveluri", level.pk]) for level in levels),
    }


def test_the_page_says_what_would_change(hands, page, atop, editions):
    assert hands("editor").get(page).context["case"].summary == ""
    change(atop)
    response = hands("editor").get(page)
    assert response.context["case"].summary.replace("\xa0", " ") == "1 element modificat."
    assert reverse("work:comparison", args=[atop.slug]) in response.content.decode()


def test_a_plan_goes_from_the_editor_to_the_public(hands, page, atop):
    editor, publisher = hands("editor"), hands("publisher")
    assert send(editor, page, "submit", **{"submit-note": "Gata."}).status_code == 302
    assert "Gata." in publisher.get(page).content.decode()
    answer = publisher.post(
        page, {"publish-seen": token(publisher, page, "publish"), "publish": "1", **NOTE}, follow=True
    )
    assert said(answer) == [
        'S-a publicat ediția 1. Vedeți <a href="/planuri/atop-2024/editii/1/">pagina publică</a> și '
        '<a href="/planuri/atop-2024/editii/1/plan.pdf">PDF-ul</a>.'
    ]
    assert (Submission.objects.get().state, Edition.objects.get().note) == ("published", "Prima ediție.")


def test_warnings_are_read_before_publishing(hands, page):
    answer = send(hands("publisher"), page, "publish", **{"publish-note": "Prima ediție."})
    assert answer.context["forms"]["publish"].errors == {"read_warnings": ["Acest câmp este obligatoriu."]}
    assert Edition.objects.count() == 0


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


def test_a_publication_is_scheduled_in_romanian_time_and_stopped(hands, page, settings):
    publisher = hands("publisher")
    day = timezone.localdate() + datetime.timedelta(days=7)
    send(publisher, page, "schedule", "publish", **NOTE, **{"publish-publish_at": f"{day}T09:30"})
    submission = Submission.objects.get()
    assert timezone.localtime(submission.publish_at) == timezone.make_aware(
        datetime.datetime.combine(day, datetime.time(9, 30))
    )
    assert "ora 09:30" in publisher.get(page).content.decode()
    send(publisher, page, "unschedule")
    assert Submission.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("hour", "why"),
    [
        ("", "Alegeți ziua și ora la care se publică."),
        ("mâine", "Scrieți ziua și ora, de exemplu 01.12.2026 09:00."),
        ("2027-03-28T03:30", "La ora aceasta se schimbă ora oficială. Alegeți alta."),
        ("2026-10-25T03:30", "La ora aceasta se schimbă ora oficială. Alegeți alta."),
    ],
)
def test_an_hour_that_is_none_is_refused_beside_its_field(hands, page, hour, why):
    answer = send(hands("publisher"), page, "schedule", "publish", **NOTE, **{"publish-publish_at": hour})
    assert (answer.context["forms"]["publish"].errors["publish_at"], Submission.objects.count()) == ([why], 0)


def test_an_hour_that_passed_is_refused(hands, page):
    answer = send(hands("publisher"), page, "schedule", "publish", **NOTE, **{"publish-publish_at": "2020-01-01T09:00"})
    assert answer.context["forms"]["publish"].non_field_errors() == [
        "Alegeți o oră de acum înainte, cel mult peste un an."
    ]


def test_the_act_is_written_with_the_edition(hands, page, atop):
    issuer = Institution.objects.get(code="atop-cluj")
    act = {"act_kind": "atop", "act_issuer": issuer.pk, "act_number": "12/2024", "act_date": "2024-05-06"}
    given = {f"publish-{name}": value for name, value in act.items()}
    send(hands("publisher"), page, "publish", **NOTE, **given)
    (found,) = Edition.objects.get().read().acts
    assert (found.title, found.date, found.annex) == ("Hotărârea nr. 12/2024", datetime.date(2024, 5, 6), "")


def test_half_an_act_is_refused_and_nothing_is_published(hands, page, atop):
    answer = send(hands("publisher"), page, "publish", **NOTE, **{"publish-act_annex": "Anexa nr. 1"})
    assert set(answer.context["forms"]["publish"].errors) == {"act_kind", "act_issuer", "act_number", "act_date"}
    assert (AdoptionAct.objects.filter(plan=atop).count(), Edition.objects.count()) == (0, 0)


def test_an_act_of_the_plan_is_completed_where_a_field_is_filled_in(hands, it_plan):
    page, act = reverse("work:approval", args=[it_plan.slug]), it_plan.adoptionact_set.get()
    given = {"publish-note": "x", "publish-act": act.pk, "publish-act_annex": "Anexa nr. 9"}
    send(hands("publisher"), page, "publish", **given)
    act.refresh_from_db()
    assert (act.annex, act.number) == ("Anexa nr. 9", "77/2019")


def test_an_act_of_another_plan_is_not_one_to_complete(hands, page, it_plan, atop):
    own = AdoptionAct.objects.create(
        plan=atop, issuer=atop.owner, kind="atop", title="A", number="1", date=datetime.date(2024, 1, 1)
    )
    other = it_plan.adoptionact_set.get()
    answer = send(hands("publisher"), page, "publish", **NOTE, **{"publish-act": other.pk})
    assert list(answer.context["forms"]["publish"].errors) == ["act"]
    assert (own.version, Edition.objects.count()) == (1, 0)


@pytest.mark.parametrize("forged", ["", "x", "1/2/3/4", "0/9:waiting/" + "a" * 64 + "/2026-01-01T00:00:00"])
def test_what_no_page_showed_decides_nothing(hands, page, forged):
    answer = hands("publisher").post(page, {"publish": "1", "publish-seen": forged, **NOTE})
    assert ("seen" in answer.context["forms"]["publish"].errors, Edition.objects.count()) == (True, 0)


def test_a_submission_of_another_plan_is_not_decided_here(hands, page, it_plan, people):
    other = approving.submit(it_plan, by=people.editor, note="")
    publisher = hands("publisher")
    send(hands("editor"), page, "submit")
    seen = token(publisher, page, "return").split("/")
    seen[1] = f"{other.pk}:waiting"
    answer = send(publisher, page, "return", seen="/".join(seen), **{"return-note": "x"})
    assert (answer.status_code, set(Submission.objects.values_list("state", flat=True))) == (409, {"waiting"})


def test_an_edition_is_withdrawn_with_a_reason_once(hands, page, atop, editions):
    address = reverse("work:withdraw", args=[atop.slug, 1])
    publisher = hands("publisher")
    assert publisher.post(address, {"reason": ""}).context["form"].errors == {
        "reason": ["Acest câmp este obligatoriu."]
    }
    assert publisher.post(address, {"reason": "Lipsea anexa."}).status_code == 302
    assert "Lipsea anexa." in publisher.get(page).content.decode()
    again = publisher.post(address, {"reason": "Încă o dată."})
    assert (again.status_code, Withdrawal.objects.count()) == (200, 1)
    assert "este deja retrasă" in again.content.decode()


def test_only_publishers_withdraw_and_only_what_exists(hands, atop, it_plan, editions):
    address = reverse("work:withdraw", args=[atop.slug, 1])
    unknown = reverse("work:withdraw", args=[atop.slug, 9])
    assert [hands(who).post(address, {"reason": "x"}).status_code for who in ("editor", "reviewer", "outsider")] == [
        403,
        403,
        404,
    ]
    assert (hands("publisher").get(unknown).status_code, Withdrawal.objects.count()) == (404, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_however_much_happened(
    hands, page, atop, people, number, django_assert_num_queries
):
    issuer = Institution.objects.get(code="atop-cluj")
    for one in range(number):
        publish(atop, by=people.publisher, note=f"Ediția {one}.")
        approving.return_(approving.submit(atop, by=people.editor, note=str(one)), by=people.publisher, note=f"r{one}")
        discussing.open_(
            atop, by=people.editor, text=f"d{one}", element=atop.level_set.get(prefix="os").elements.first()
        )
        AdoptionAct.objects.create(plan=atop, issuer=issuer, kind="atop", title=f"A{one}", number=f"{one}")
    publisher = hands("publisher")
    publisher.get(page)
    with django_assert_num_queries(55):
        publisher.get(page)
