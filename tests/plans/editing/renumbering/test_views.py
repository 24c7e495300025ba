"""The page of new codes: every change is shown before it is made, and only those shown are made."""

import pytest

from plans.editing.renumbering.actions import Scheme
from plans.models import Element
from tests.page import Page, page_text
from tests.plans.editing.outline_pages import ROOT, find, forms, order

PAGE = f"{ROOT}renumerotare/"


def proposal_form(client, **schemes):
    """The page with a proposal, and the form that makes it."""
    page = client.get(PAGE, schemes)
    return page, next(fields for attrs, fields in forms(page) if attrs.get("method") == "post" and "seen" in fields)


def test_nothing_is_proposed_until_a_scheme_is_chosen(editor, atop):
    page = editor.get(PAGE)
    assert [fields for attrs, fields in forms(page) if "seen" in fields] == []
    assert "ar schimba" not in page_text(page).split("Arată ce s-ar schimba")[1]
    chosen = next(fields for _attrs, fields in forms(page) if "os" in fields)
    assert chosen == {level.prefix: [""] for level in atop.level_set.all()}


def test_every_change_is_shown_before_it_is_made(editor, people, atop):
    Element.objects.filter(pk=find("1.2").pk).update(position=1)
    page, fields = proposal_form(editor, os=Scheme.BRANCH)
    row = find("1.2")
    assert Page(page).cells[1:3] == [
        [f"{row.title[:89]}…", "1.2", "1.1"],
        [find("1.1").title, "1.1", "1.2"],
    ]
    assert "2 coduri s-ar schimba" in page_text(page)
    answer = editor.post(PAGE, fields)
    assert answer.url == ROOT
    assert "2 coduri s-au schimbat." in page_text(editor.get(ROOT))
    row.refresh_from_db()
    assert (row.code, row.history.first().history_user) == ("1.1", people.editor)
    assert order(row.parent)[:3] == ["1.1", "1.2", "1.3"]


def test_a_plan_already_numbered_so_says_so(editor, atop):
    page = editor.get(PAGE, {"os": Scheme.BRANCH})
    assert "Niciun cod nu s-ar schimba: planul este deja numerotat așa." in page_text(page)


def test_of_a_published_plan_it_says_what_becomes_of_addresses(editor, editions, atop):
    Element.objects.filter(pk=find("1.2").pk).update(position=1)
    assert "vor avea adresa cea nouă" in page_text(proposal_form(editor, os=Scheme.BRANCH)[0])


def test_a_tree_changed_meanwhile_is_told_and_the_proposal_of_now_shown(editor, people, atop):
    Element.objects.filter(pk=find("1.2").pk).update(position=1)
    _page, fields = proposal_form(editor, os=Scheme.BRANCH)
    Element.objects.filter(pk=find("1.3").pk).update(position=2)
    page = editor.post(PAGE, fields)
    assert "Între timp, cuprinsul planului s-a schimbat." in page_text(page)
    assert find("1.2").position == 1
    again = next(fields for _attrs, fields in forms(page) if "seen" in fields)
    assert editor.post(PAGE, again).url == ROOT


def test_a_second_click_changes_nothing_more(editor, atop):
    Element.objects.filter(pk=find("1.2").pk).update(position=1)
    _page, fields = proposal_form(editor, os=Scheme.BRANCH)
    assert editor.post(PAGE, fields).status_code == 302
    before = list(Element.objects.values_list("pk", "code", "version"))
    assert editor.post(PAGE, fields).status_code == 200
    assert list(Element.objects.values_list("pk", "code", "version")) == before


def test_two_elements_with_one_code_are_refused(editor, atop):
    Element.objects.filter(level__plan=atop, level__prefix="og", code__in=["1", "2"]).update(code="")
    _page, fields = proposal_form(editor, os=Scheme.BRANCH)
    before = list(Element.objects.values_list("pk", "code", "version"))
    page = editor.post(PAGE, fields)
    assert "Două elemente ale aceluiași nivel ar avea același cod: „1” (" in page_text(page)
    assert list(Element.objects.values_list("pk", "code", "version")) == before


@pytest.mark.parametrize("scheme", ["x", "\x00", "a" * 20_001, "ramura,rand"])
def test_a_forged_scheme_is_none(editor, atop, scheme):
    assert "Niciun cod" not in page_text(editor.get(PAGE, {"os": scheme}))
    assert editor.post(PAGE, {"os": scheme, "seen": "x"}).status_code == 200
    assert find("1.2").version == 1
