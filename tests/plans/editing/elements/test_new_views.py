"""Adding one element: its place, its code, its links; sent twice, or to a place that is gone."""

from urllib.parse import urlencode

import pytest

from plans.models import Element, Institution
from tests.page import Page, page_text
from tests.plans.editing.elements.test_views import errors, gone
from tests.plans.editing.outline_pages import ROOT, element_fields, find, forms, place, write

NEW = f"{ROOT}elemente/nou/"


def new(**asked):
    return f"{NEW}?{urlencode({name: getattr(row, 'pk', row) for name, row in asked.items()})}"


def test_a_new_element_stands_after_the_one_it_was_asked_after_with_the_code_that_follows(editor, people, atop):
    after = find("1.8")
    page = editor.get(new(nivel=after.level_id, sub=after.parent, dupa=after))
    assert element_fields(page)["code"] == ["1.9"]
    assert "Sub „1. Asigurarea" in page_text(page) and "după „1.8. Creșterea" in page_text(page)
    answer = write(editor, new(dupa=after), title="Nou", responsible="IPJ")
    row = find("1.9")
    assert answer.url == place(row)
    assert (row.title, row.parent, row.responsible) == ("Nou", after.parent, "IPJ")
    assert row.position > after.position
    assert row.history.get().history_user == people.editor
    assert "S-a adăugat „1.9. Nou”." in page_text(editor.get(answer.url))


def test_between_two_the_code_of_the_next_one_is_left_to_the_person(editor, atop):
    page = editor.get(new(dupa=find("1.2")))
    assert element_fields(page)["code"] == [""]


def test_a_new_element_has_its_links_at_once(editor, atop):
    police, target = Institution.objects.get(code="ipj-cluj"), find("2", "og")
    write(editor, new(dupa=find("1.8")), title="Nou", institutions=[str(police.pk)], contributes_to=[str(target.pk)])
    row = find("1.9")
    assert (list(row.institutions.all()), list(row.contributes_to.all())) == ([police], [target])


@pytest.mark.parametrize("button", ["save", "save_next", "save_below"])
def test_a_new_element_s_buttons_lead_on(editor, atop, button):
    after = find("6", "og")
    answer = write(editor, new(dupa=after), button, title="Obiectiv general nou")
    row = find("7", "og")
    below = atop.level_set.get(prefix="os")
    assert (
        answer.url
        == {
            "save": place(row),
            "save_next": f"{NEW}?nivel={row.level_id}&dupa={row.pk}",
            "save_below": f"{NEW}?sub={row.pk}",
        }[button]
    )
    page = editor.get(answer.url)
    if button == "save_below":
        assert f"{below.name}: element nou" in page_text(page)
        assert element_fields(page)["code"] == ["7.1"]


def test_the_last_level_offers_nothing_below(editor, atop):
    assert "save_below" not in editor.get(new(dupa=find("1.2"))).content.decode()


def test_a_form_sent_twice_adds_one_element(editor, atop):
    fields = element_fields(editor.get(new(dupa=find("1.8"))))
    before = Element.objects.count()
    answers = [editor.post(new(dupa=find("1.8")), {**fields, "title": "Nou", "save": "1"}) for _ in range(2)]
    assert Element.objects.count() == before + 1
    assert [answer.url for answer in answers] == [place(find("1.9"))] * 2


def test_a_form_sent_twice_with_other_text_shows_both_and_drops_neither(editor, atop):
    after = find("1.8")
    fields = {**element_fields(editor.get(new(dupa=after))), "save": "1"}
    editor.post(new(dupa=after), {**fields, "title": "Primul text", "responsible": "Serviciul X"})
    page = editor.post(new(dupa=after), {**fields, "title": "Al doilea text"})
    row = find("1.9")
    text = page_text(page)
    assert "Formularul a mai fost trimis: „1.9. Primul text” este deja în plan." in text
    assert "Salvează cu alegerile de mai sus" in text
    assert (row.title, row.responsible, row.version) == ("Primul text", "Serviciul X", 1)
    shown = element_fields(page)
    assert (shown["title"], shown["responsible"], shown["seen_version"]) == (["Al doilea text"], [""], ["1"])
    assert [attrs["action"] for attrs, _fields in forms(page) if attrs.get("id") == "element"] == [place(row)]
    assert editor.post(place(row), {**shown, "take-responsible": "theirs", "save": "1"}).url == place(row)
    row.refresh_from_db()
    assert (row.title, row.responsible) == ("Al doilea text", "Serviciul X")


def test_where_several_levels_fit_one_is_chosen_first(editor, atop):
    page = editor.get(NEW)
    offered = [link for link in Page(page).links if link.startswith(f"{NEW}?nivel=")]
    levels = atop.level_set.filter(parent=None).order_by("position")
    assert [f"{NEW}?nivel={level.pk}" for level in levels] == offered[: levels.count()]


def test_a_code_taken_in_the_same_moment_is_refused_at_its_field(editor, people, atop):
    after = find("1.8")
    fields = element_fields(editor.get(new(dupa=after)))
    Element.objects.create(level=after.level, parent=after.parent, code="1.9", title="Al colegului", position=900)
    page = editor.post(new(dupa=after), {**fields, "title": "Al meu", "save": "1"})
    assert errors(page) == ["Cod: Nivelul are deja un element cu acest cod."]
    assert element_fields(page)["title"] == ["Al meu"]
    again = editor.post(new(dupa=after), {**element_fields(page), "code": "1.10", "save": "1"})
    assert again.url == place(find("1.10"))


@pytest.mark.parametrize("which", ["sub", "dupa"])
def test_a_place_removed_meanwhile_gives_back_what_was_typed(editor, people, atop, which):
    row = find("3", "og") if which == "sub" else find("1.2")
    address = new(nivel=atop.level_set.get(prefix="os").pk, **{which: row})
    fields = element_fields(editor.get(address))
    gone(people, row)
    before = Element.objects.count()
    page = editor.post(address, {**fields, "title": "Scris de mult", "save": "1"})
    assert (page.status_code, Element.objects.count()) == (409, before)
    assert "Locul în care adăugați nu mai este în plan" in page_text(page) and "Scris de mult" in page_text(page)
    assert "Locul ales nu mai este în plan." in page_text(editor.get(address, follow=True))


@pytest.mark.parametrize("asked", ["sub={foreign}", "dupa={foreign}", "sub=x", "sub=99999999999999999999", "dupa=-1"])
def test_a_place_in_another_plan_does_not_exist(editor, atop, it_plan, asked):
    foreign = find("1.1", "m", "informatizare-2019").pk
    assert editor.get(f"{NEW}?{asked.format(foreign=foreign)}").status_code == 404
    assert editor.post(f"{NEW}?{asked.format(foreign=foreign)}", {"title": "X"}).status_code == 404


@pytest.mark.parametrize(
    "asked", ["nivel={foreign}", "nivel={top}&sub={leaf}", "sub={leaf}", "nivel={os}", "nivel=%00"]
)
def test_a_level_that_does_not_fit_is_refused(editor, atop, it_plan, asked):
    keys = {
        "foreign": it_plan.level_set.get(prefix="m").pk,
        "top": atop.level_set.get(prefix="og").pk,
        "os": atop.level_set.get(prefix="os").pk,
        "leaf": find("1.2").pk,
    }
    before = Element.objects.count()
    address = f"{NEW}?{asked.format(**keys)}"
    assert editor.get(address).url == ROOT
    assert editor.post(address, {"title": "X", "uid": "d9f6a4c8-3c5e-4c70-9be5-3c1ea36ff0a7"}).status_code == 409
    assert Element.objects.count() == before


@pytest.mark.parametrize("uid", ["", "x", "{foreign}"])
def test_a_forged_identity_adds_nothing(editor, atop, it_plan, uid):
    fields = element_fields(editor.get(new(dupa=find("1.8"))))
    before = Element.objects.count()
    forged = uid.format(foreign=find("1.1", "m", "informatizare-2019").uid)
    page = editor.post(new(dupa=find("1.8")), {**fields, "title": "Nou", "uid": forged})
    assert (page.status_code, len(errors(page)), Element.objects.count()) == (200, 1, before)
