"""The list of notices, what is chosen about mails, and the link that stops them without entering."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from plans.approval.notices import MENTION, PLAN_SUBMITTED
from portal.models import Notice
from portal.notices.actions import notify
from portal.notices.links import off_url
from portal.notices.queries import chosen_ways

pytestmark = pytest.mark.both


@pytest.fixture
def tell(atop, people):
    """Tell the publisher that the plan was submitted."""

    def tell(key, kind=PLAN_SUBMITTED, who=None):
        title, path = f"Înștiințarea {key}.", "/lucru/atop-2024/aprobare/"
        notify([who or people.publisher], by=people.editor, kind=kind, key=key, about=atop.pk, title=title, path=path)
        return Notice.objects.get(key=key)

    return tell


@pytest.fixture
def publisher(client, people):
    """The publisher's browser."""
    client.force_login(people.publisher)
    return client


def page_text(response):
    """What the page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def unread(client):
    return client.get("/cont/notificari/?stare=necitite").context["form"].page.paginator.count


def test_the_list_is_the_persons_own_newest_first_by_kind_and_state(publisher, tell, people):
    tell("1"), tell("2", MENTION), tell("3")
    tell("4", who=people.reviewer)
    titles = [one.title for one in publisher.get("/cont/notificari/").context["form"].page]
    assert titles == ["Înștiințarea 3.", "Înștiințarea 2.", "Înștiințarea 1."]
    page = publisher.get("/cont/notificari/?fel=mention").context["form"].page
    assert [one.key for one in page] == ["2"]
    assert "Notificări 3 necitite" in page_text(publisher.get("/cont/notificari/"))


def test_what_was_opened_is_read_and_leads_to_its_page(publisher, tell):
    first, _second = tell("1"), tell("2")
    publisher.head(f"/cont/notificari/{first.pk}/")
    assert unread(publisher) == 2
    assert publisher.get(f"/cont/notificari/{first.pk}/")["Location"] == "/lucru/atop-2024/aprobare/"
    assert unread(publisher) == 1


def test_all_that_was_shown_is_marked_as_read_and_nothing_newer(publisher, tell):
    tell("1"), tell("2")
    newest = publisher.get("/cont/notificari/").context["newest"]
    tell("3")
    publisher.post("/cont/notificari/citite/", {"pana": newest})
    assert [one.key for one in Notice.objects.unread()] == ["3"]
    publisher.post("/cont/notificari/citite/", {"pana": "x"})
    assert unread(publisher) == 1


def test_nobody_opens_or_reads_anothers(client, tell, people):
    notice = tell("1")
    addresses = ["/cont/notificari/", f"/cont/notificari/{notice.pk}/", "/cont/notificari/setari/"]
    assert [client.get(one).status_code for one in addresses] == [302] * 3
    client.force_login(people.editor)
    assert [client.get(one).status_code for one in addresses] == [200, 404, 200]
    client.post("/cont/notificari/citite/", {"pana": notice.pk})
    assert Notice.objects.unread().count() == 1
    assert [client.post(addresses[0]).status_code, client.get("/cont/notificari/citite/").status_code] == [405, 405]


def test_an_empty_list_says_what_comes_here(publisher):
    assert "Nicio notificare încă." in page_text(publisher.get("/cont/notificari/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_notice_and_for_three(
    publisher, tell, number, django_assert_num_queries
):
    for one in range(number):
        tell(str(one))
    publisher.get("/cont/notificari/")
    with django_assert_num_queries(9):
        publisher.get("/cont/notificari/")


def test_a_person_chooses_among_the_kinds_of_their_roles(publisher, people):
    form = publisher.get("/cont/notificari/setari/").context["form"]
    assert (PLAN_SUBMITTED.code in form.fields, "report_returned" in form.fields) == (True, False)
    publisher.post("/cont/notificari/setari/", dict.fromkeys(form.fields, "daily"))
    assert chosen_ways(people.publisher, [PLAN_SUBMITTED]) == {PLAN_SUBMITTED.code: "daily"}
    wrong = publisher.post("/cont/notificari/setari/", dict.fromkeys(form.fields, "mâine"))
    assert wrong.context["form"].errors
    assert chosen_ways(people.publisher, [PLAN_SUBMITTED]) == {PLAN_SUBMITTED.code: "daily"}


def test_the_link_of_a_mail_asks_first_and_switches_at_a_post_without_entering(people, settings):
    client = Client(enforce_csrf_checks=True)
    address = off_url(people.publisher, PLAN_SUBMITTED.code).removeprefix(settings.SITE_URL)
    asked = client.get(address)
    assert "planuri trimise spre aprobare" in page_text(asked)
    assert chosen_ways(people.publisher, [PLAN_SUBMITTED]) == {PLAN_SUBMITTED.code: "at_once"}
    done = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert (done.status_code, chosen_ways(people.publisher, [PLAN_SUBMITTED, MENTION])) == (
        200,
        {PLAN_SUBMITTED.code: "off", MENTION.code: "at_once"},
    )


def test_a_link_that_was_changed_or_of_a_closed_account_switches_nothing(client, people, settings):
    address = off_url(people.publisher, PLAN_SUBMITTED.code).removeprefix(settings.SITE_URL)
    assert client.post(f"{address[:-3]}xx/").status_code == 404
    people.publisher.is_active = False
    people.publisher.save()
    assert client.post(address).status_code == 404
    assert chosen_ways(people.publisher, [PLAN_SUBMITTED]) == {PLAN_SUBMITTED.code: "at_once"}


def test_the_account_leads_to_the_list(publisher):
    assert reverse("portal:notices").encode() in publisher.get("/cont/").content
