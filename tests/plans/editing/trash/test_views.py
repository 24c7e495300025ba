import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.approval import actions as approval_actions
from plans.editing.trash import actions as trash_actions
from plans.models import Element, Removal
from tests.page import Page

ADDRESS = "/lucru/atop-2024/sterse/"


@pytest.fixture
def root(atop):
    return Element.objects.get(level__plan=atop, level__prefix="og", code="5")


@pytest.fixture
def removal(people, atop, root):
    return trash_actions.remove(root, by=people.editor, plan=atop, version=root.version)


def test_what_was_removed_is_shown_with_all_that_went(client, people, removal):
    client.force_login(people.reviewer)
    page = client.get(ADDRESS)
    ((one, held),) = page.context["removals"]
    assert (one, len(held), one.restored_at) == (removal, removal.count, None)
    assert "Șters de editor, " in Page(page).text
    assert held[0] == ("element", "5 Eficientizare activități operative")


@pytest.mark.both
def test_what_was_removed_is_put_back_once(client, people, removal, root):
    client.force_login(people.publisher)
    answer = client.post(f"{ADDRESS}{removal.pk}/", follow=True)
    removal.refresh_from_db()
    assert (answer.redirect_chain, removal.restored_by) == ([(ADDRESS, 302)], people.publisher)
    assert Element.objects.filter(uid=root.uid).exists()
    assert "este din nou în plan" in answer.content.decode()
    again = client.post(f"{ADDRESS}{removal.pk}/", follow=True).content.decode()
    assert ("Este deja pus la loc." in again, "Pus la loc</strong> de publisher" in again) == (True, True)


def test_before_a_removal_is_put_back_it_is_said_what_comes_where_and_what_else_changes(client, people, removal, root):
    client.force_login(people.editor)
    shown = Page(client.get(f"{ADDRESS}{removal.pk}/")).text
    for said in (
        "Unde vine La nivelul „Obiectiv general”, între „4. Asigurarea climatului",
        f"Ce vine la loc: {removal.count} rânduri",
        "Cititorii văd schimbarea numai după ce se publică o ediție nouă.",
    ):
        assert said in shown
    assert "așteaptă aprobarea" not in shown
    approval_actions.submit(root.level.plan, by=people.editor, note="")
    assert (
        "Planul așteaptă aprobarea: după aceea nu mai este cel văzut"
        in Page(client.get(f"{ADDRESS}{removal.pk}/")).text
    )


@pytest.mark.both
def test_what_stands_in_the_way_is_named_before_and_nothing_comes_back(client, people, removal, root):
    Element.objects.create(level=root.level, code="5", title="Alt obiectiv")
    client.force_login(people.editor)
    said = (
        "Codul „5”, pe care îl avea „Eficientizare activități operative”, este acum al elementului „5. Alt obiectiv”."
    )
    asked = client.get(f"{ADDRESS}{removal.pk}/")
    assert (said in Page(asked).text, 'type="submit">Puneți la loc' in asked.content.decode()) == (True, False)
    answer = client.post(f"{ADDRESS}{removal.pk}/")
    assert (answer.status_code, said in Page(answer).text) == (409, True)
    assert Element.objects.filter(uid=root.uid).count() == 0


def test_titles_are_text(client, people, atop, root):
    root.title = "<b>gras</b>"
    root.save()
    trash_actions.remove(root, by=people.editor, plan=atop, version=root.version)
    client.force_login(people.editor)
    page = client.get(ADDRESS).content.decode()
    assert ("<b>gras" in page, page.count("&lt;b&gt;gras")) == (False, 3)


def test_each_page_is_open_to_who_it_is_for(client, people, removal):
    address = f"{ADDRESS}{removal.pk}/"
    assert (client.get(ADDRESS).status_code, client.post(address).status_code) == (302, 302)
    found = {}
    for name in ("reviewer", "reporter", "outsider", "editor"):
        client.force_login(getattr(people, name))
        found[name] = (client.get(ADDRESS).status_code, client.post(address).status_code)
    assert found == {"reviewer": (200, 403), "reporter": (404, 404), "outsider": (404, 404), "editor": (200, 302)}
    assert client.post(ADDRESS).status_code == 405


def test_a_removal_of_another_plan_is_not_found(client, people, removal):
    client.force_login(people.editor)
    assert client.post(f"/lucru/informatizare-2019/sterse/{removal.pk}/").status_code == 404
    removal.refresh_from_db()
    assert removal.restored_by is None


def test_who_may_not_write_sees_no_button_and_an_empty_list_says_what_comes(client, people, atop):
    client.force_login(people.editor)
    assert "Nu s-a șters nimic din acest plan." in client.get(ADDRESS).content.decode()
    Removal.objects.create(plan=atop, title="Ceva", count=0, rows='{"rows": "[]", "cut": []}', removed_by=people.editor)
    buttons = []
    for person in (people.editor, people.reviewer):
        client.force_login(person)
        buttons.append(client.get(ADDRESS).content.decode().count("Puneți la loc"))
    assert buttons == [1, 0]


def test_the_list_costs_the_same_for_one_and_for_three(client, people, atop, removal, django_assert_num_queries):
    client.force_login(people.editor)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    cost = len(one)
    for code in ("6", "3"):
        root = Element.objects.get(level__plan=atop, level__prefix="og", code=code)
        trash_actions.remove(root, by=people.editor, plan=atop, version=root.version)
    with django_assert_num_queries(cost):
        client.get(ADDRESS)
