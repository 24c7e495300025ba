"""Writing one element: under its level's headings, never over what was not seen, never lost."""

import re

import pytest

from plans import permissions
from plans.editing.trash import actions as trash_actions
from plans.editions.readiness import readiness
from plans.models import Element, Institution, Membership
from tests.page import Page, page_text
from tests.plans.editing.outline_pages import ROOT, SWAP, element_fields, find, forms, place, write


def errors(response):
    summary = response.content.decode().split('class="error-summary"')[1].split("</div>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in re.findall(r"<li>(.*?)</li>", summary, re.S)]


def gone(people, row):
    return trash_actions.remove(row, by=people.publisher, plan=row.level.plan, version=row.version)


def test_the_form_stands_under_the_level_s_printed_headings_in_their_order(editor, it_plan):
    row = find("1.1", "m", "informatizare-2019")
    row.level.columns = [
        {"field": "riscuri", "label": "Riscuri"},
        {"field": "expected_result", "label": "Rezultate"},
        {"field": "completion_term", "label": "Termen de finalizare"},
    ]
    row.level.save()
    row.extra = {"riscuri": "Lipsa fondurilor"}
    row.save()
    page = editor.get(place(row))
    main = " ".join(page.content.decode().split()).split('id="element"')[1].split("<details")[0]
    labels = [
        re.sub(r"<[^>]+>|\\s+", " ", label).split("(")[0].strip()
        for label in re.findall(r"<label[^>]*>(.*?)</label>", main)
    ]
    assert labels == [
        "Cod",
        "Titlu",
        "Riscuri",
        "Rezultate",
        "Termen de finalizare",
        "Data până la care se finalizează",
    ]
    assert element_fields(page)["extra_0"] == ["Lipsa fondurilor"]
    answer = write(editor, place(row), extra_0="Întârzierea  achiziţiei")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.extra == {"riscuri": "Întârzierea achiziției"}


def test_what_was_saved_is_said_and_kept_with_who_did_it(editor, people, atop):
    row = find("1.2")
    answer = write(editor, place(row), title="Un titlu nou, în două\r\nrânduri", responsible="IPJ")
    assert answer.url == place(row)
    assert "S-a salvat „1.2. Un titlu nou, în două rânduri”: Titlu, Responsabili." in page_text(editor.get(answer.url))
    row.refresh_from_db()
    assert (row.version, row.responsible, row.history.first().history_user) == (2, "IPJ", people.editor)


def test_a_form_that_changes_nothing_saves_nothing(editor, atop):
    row = find("1.2")
    answer = write(editor, place(row))
    assert "Nu era nimic de salvat" in page_text(editor.get(answer.url))
    row.refresh_from_db()
    assert (row.version, row.history.count()) == (1, 0)


@pytest.mark.parametrize(
    ("button", "address"),
    [
        ("save", "/lucru/atop-2024/elemente/{row}/"),
        ("save_next", "/lucru/atop-2024/elemente/nou/?nivel={level}&sub={parent}&dupa={row}"),
    ],
)
def test_each_button_leads_where_it_says(editor, atop, button, address):
    row = find("1.2")
    answer = write(editor, place(row), button, title="Altul")
    assert answer.url == address.format(row=row.pk, level=row.level_id, parent=row.parent_id)
    assert editor.get(answer.url).status_code == 200


def test_institutions_are_ticked(editor, atop):
    row = find("1.2")
    police = Institution.objects.get(code="ipj-cluj")
    write(editor, place(row), institutions=[str(police.pk)])
    assert [one.code for one in row.institutions.all()] == ["ipj-cluj"]
    assert "Instituții responsabile (1)" not in page_text(editor.get(place(row)))
    assert element_fields(editor.get(place(row)))["institutions"] == [str(police.pk)]


def test_what_it_contributes_to_is_searched_for_and_what_was_typed_stays(editor, it_plan, atop):
    row, target = find("1.2"), find("1.1", "m", "informatizare-2019")
    fields = element_fields(editor.get(place(row)))
    word = max(target.title.split(), key=len)
    page = editor.post(
        place(row), {**fields, "title": "Scris pe jumătate", "sought_targets": word, "find_targets": "1"}
    )
    assert element_fields(page)["title"] == ["Scris pe jumătate"]
    assert f'value="{target.pk}"' in page.content.decode()
    assert "Planul" in page_text(page)
    row.refresh_from_db()
    assert row.version == 1
    again = editor.post(place(row), {**element_fields(page), "contributes_to": [str(target.pk)], "save": "1"})
    assert again.status_code == 302
    row.refresh_from_db()
    assert (row.title, [one.pk for one in row.contributes_to.all()]) == ("Scris pe jumătate", [target.pk])


@pytest.mark.parametrize(
    ("sought", "told"), [("", "Scrieți întâi un cuvânt."), ("zzz", "Niciun element nu se potrivește.")]
)
def test_a_search_for_nothing_says_so(editor, atop, sought, told):
    row = find("1.2")
    page = editor.post(
        place(row), {**element_fields(editor.get(place(row))), "sought_targets": sought, "find_targets": "1"}
    )
    assert told in page_text(page)


def test_what_one_may_not_see_can_not_be_contributed_to(editor, atop, it_plan):
    hidden = find("1.1", "m", "informatizare-2019")
    it_plan.owner = Institution.objects.get(code="ipj-cluj")
    it_plan.reviewer = None
    it_plan.save()
    row = find("1.2")
    for forged in (str(hidden.pk), "0", "x", "99999999999999999999", "\x00"):
        page = write(editor, place(row), contributes_to=[forged])
        assert (page.status_code, len(errors(page))) == (200, 1)
        assert hidden.title[:40] not in page.content.decode()
    assert row.contributes_to.count() == 0
    found = editor.post(
        place(row), {**element_fields(editor.get(place(row))), "sought_targets": hidden.title[:30], "find_targets": "1"}
    )
    assert (
        f'value="{hidden.pk}"' not in found.content.decode().split('id="id_contributes_to"')[1].split("</fieldset>")[0]
    )


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("title", "", "Titlu: Acest câmp este obligatoriu."),
        ("title", "a" * 20_001, "Titlu: "),
        ("title", "a\x00b", "Titlu: "),
        ("title", "a\x07b", "Titlu: "),
        ("institutions", "99999999999999999999", "Instituții responsabile: "),
        ("code", "1.1", "Cod: Nivelul are deja un element cu acest cod."),
        ("code", "1" * 31, "Cod: "),
        ("completion_due", "31.02.2024", "Data până la care se finalizează: "),
        ("institutions", "77", "Instituții responsabile: "),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_stays_typed(editor, atop, field, text, told):
    row = find("1.2")
    page = write(editor, place(row), **{field: text, "responsible": "Rămâne scris"})
    assert (page.status_code, [error[: len(told)] for error in errors(page)]) == (200, [told])
    assert element_fields(page)["responsible"] == ["Rămâne scris"]
    row.refresh_from_db()
    assert row.version == 1


def test_markup_is_only_text(editor, atop):
    row = find("1.2")
    answer = write(editor, place(row), title="A <script>alert(1)</script>")
    row.refresh_from_db()
    assert (answer.status_code, row.title) == (302, "A <script>alert(1)</script>")
    assert "<script>alert" not in editor.get(place(row)).content.decode()


def test_forged_fields_change_nothing(editor, it_plan, atop):
    row, other = find("1.2"), find("1.1", "m", "informatizare-2019")
    forged = {"level": other.level_id, "parent": other.pk, "position": 1, "uid": str(other.uid), "version": 70}
    write(editor, place(row), responsible="IPJ", **forged)
    stored = Element.objects.get(pk=row.pk)
    same = ("level_id", "parent_id", "position", "uid")
    assert [getattr(stored, name) for name in same] == [getattr(row, name) for name in same]
    assert (stored.version, stored.responsible) == (2, "IPJ")


def test_a_save_that_was_overtaken_shows_both_texts_and_keeps_what_was_typed(editor, people, atop):
    row = find("1.2")
    fields = element_fields(editor.get(place(row)))
    other = find("1.2")
    other.title, other._history_user = "Titlul colegului", people.publisher
    other.save()
    page = editor.post(place(row), {**fields, "title": "Titlul meu", "responsible": "IPJ", "save": "1"})
    assert "publisher a salvat" in page_text(page)
    assert "Titlul colegului" in page_text(page)
    assert [element_fields(page)[name] for name in ("title", "responsible", "seen_version")] == [
        ["Titlul meu"],
        ["IPJ"],
        ["2"],
    ]
    assert 'form="element"' in page.content.decode()
    row.refresh_from_db()
    assert row.title == "Titlul colegului"
    part = editor.post(place(row), {**fields, "title": "Titlul meu", "save": "1"}, headers=SWAP)
    assert "Salvat acum" in part.content.decode()
    editor.post(place(row), {**element_fields(page), "save": "1"})
    row.refresh_from_db()
    assert (row.title, row.responsible) == ("Titlul meu", "IPJ")


def test_a_row_removed_meanwhile_gives_back_what_was_typed(editor, people, atop):
    row = find("1.2")
    fields = element_fields(editor.get(place(row)))
    gone(people, row)
    page = editor.post(f"{ROOT}elemente/{page_key(row)}/", {**fields, "title": "Scris de mult", "save": "1"})
    assert page.status_code == 409
    assert "cineva a șters „1.2." in page_text(page) and "Scris de mult" in page_text(page)
    assert f"{ROOT}sterse/" in Page(page).links
    assert editor.get(f"{ROOT}elemente/{page_key(row)}/").status_code == 404


def page_key(row):
    """The key that a row had before it was removed."""
    return Element.history.filter(uid=row.uid).first().id


def test_a_role_that_ends_in_mid_edit_saves_nothing(editor, people, atop):
    row = find("1.2")
    fields = element_fields(editor.get(place(row)))
    Membership.objects.filter(user=people.editor).delete()
    assert editor.post(place(row), {**fields, "title": "Nu"}).status_code == 404
    Membership.objects.create(user=people.editor, institution=atop.reviewer, role="reviewer")
    assert permissions.may_edit(people.editor, atop) is False
    assert editor.post(place(row), {**fields, "title": "Nu"}).status_code == 403
    row.refresh_from_db()
    assert row.version == 1


def test_discussions_and_indicators_stand_beside_the_element(editor, atop):
    page = page_text(editor.get(place(find("1.2"))))
    assert "Indicatori" in page and "Discuții" in page
    assert f"{place(find('1.2'))}istoric/" in Page(editor.get(place(find("1.2")))).links


def test_the_only_form_that_is_kept_on_the_device_is_the_element_s(editor, atop):
    kept = [attrs.get("id") for attrs, _fields in forms(editor.get(place(find("1.2")))) if "data-keep" in attrs]
    assert kept[0] == "element"


def test_a_printed_term_of_another_time_than_its_day_is_told_while_writing_and_in_readiness(editor, it_plan):
    row = find("1.1", "m", "informatizare-2019")
    saved = write(editor, place(row), completion_term="2026", completion_due="2025-12-31")
    said = "termenul tipărit „2026” nu se potrivește cu data 31.12.2025."
    assert said in page_text(editor.get(saved.headers["Location"]))
    found = [problem for problem in readiness(it_plan) if said in problem.message]
    assert [(problem.is_error, problem.place) for problem in found] == [(False, row)]
