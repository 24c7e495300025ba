"""What a role that ended still reads of a plan: its history until then, and nothing that was written since."""

import pytest
from django.utils import timezone

from plans.approval.discussions import actions as discussion_actions
from plans.models import Element, Institution, Membership, Plan
from tests.page import Page

PAGE = "/lucru/atop-2024/istoric/"
WORK = ("", "parti/", "discutii/", "aprobare/", "comparatie/", "sterse/", "previzualizare/", "indicatori/")


def save(row, by, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = by
    row._history_date = timezone.now()
    row.save()


@pytest.fixture
def left(client, people, atop, later):
    """The editor wrote a text on the last day of the role; others went on writing the day after."""
    element = Element.objects.filter(level__plan=atop, code="2.5").get()
    save(element, people.editor, title="Titlul de atunci")
    save(atop, people.editor, short_title="Planul de atunci")
    Membership.objects.filter(user=people.editor).update(valid_until=timezone.localdate())
    later(days=1)
    save(element, people.publisher, title="Titlul scris după")
    save(Plan.objects.get(pk=atop.pk), people.publisher, short_title="Planul de după")
    discussion_actions.open_thread(atop, by=people.publisher, text="Observație de după")
    client.force_login(people.editor)
    return client


def test_the_history_ends_where_the_role_did(left):
    text = Page(left.get(PAGE)).text
    assert [word in text for word in ("Titlul de atunci", "Planul de atunci")] == [True, True]
    assert [word for word in ("după", "Observație") if word in text] == []
    assert "s-a încheiat la" in text


def test_it_leads_to_no_working_page(left):
    links = [one for one in Page(left.get(PAGE)).all("a", "href") if one.startswith("/lucru/atop-2024/")]
    assert links == []


@pytest.mark.parametrize("rest", WORK)
def test_the_working_text_is_not_read_any_more(left, rest):
    answer = left.get(f"/lucru/atop-2024/{rest}")
    assert answer.status_code in (403, 404)
    assert [word for word in ("scris după", "Planul de", "Observație") if word in answer.content.decode()] == []


def test_the_list_leads_to_what_is_remembered_under_the_name_of_then(left):
    page = Page(left.get("/lucru/planuri/"))
    assert ("Planul de atunci" in page.text, "Planul de după" in page.text) == (True, False)
    assert PAGE in page.all("a", "href")


def test_a_plan_begun_after_the_end_does_not_exist(left, people):
    owner = Institution.objects.get(code="atop-cluj")
    plan = Plan(
        slug="nou-2030", short_title="Nou", title="Nou", owner=owner, period_start="2030-01-01", period_end="2030-12-31"
    )
    plan._history_date = timezone.now()
    plan.save()
    assert left.get("/lucru/nou-2030/istoric/").status_code == 404
    assert left.get("/lucru/nou-2030/").status_code == 404
    assert "Nou" not in Page(left.get("/lucru/planuri/")).text


def test_who_holds_a_role_again_reads_all(left, people, atop):
    Membership.objects.create(
        user=people.editor, institution=atop.owner, role="reporter", valid_from=timezone.localdate()
    )
    assert "Titlul scris după" in Page(left.get(PAGE)).text


def test_who_never_held_one_finds_nothing(left, people):
    left.force_login(people.outsider)
    assert left.get(PAGE).status_code == 404
