"""The page on which many elements change: which are chosen, every change shown, all of them made or none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Element, Institution
from tests.page import Page, page_text
from tests.plans.editing.outline_pages import ROOT, find, forms, more, place

PAGE = f"{ROOT}deodata/"


def shown_codes(response):
    """The codes of the elements of the list, in order."""
    return [row[0].split()[0].rstrip(".") for row in Page(response).cells[1:]]


def give(code, **values):
    Element.objects.filter(pk=find(code).pk).update(**values)


def preview(client, *codes, query="", **changes):
    """Tick elements, say what changes; return the page of what would change."""
    ticked = [find(code).pk for code in codes]
    return client.post(PAGE + query, {"element": ticked, "choice": "ticked", **changes})


def confirmation(response):
    """What the button under the shown changes sends."""
    return next(fields for attrs, fields in forms(response) if "seen" in fields)


@pytest.mark.both
def test_elements_are_found_by_branch_level_responsible_institution_and_term(editor, atop):
    give("1.2", responsible="Serviciul Școlar")
    give("1.3", completion_term="trim. IV 2024", responsible="Școala de agenți")
    find("2.4").institutions.set([Institution.objects.get(code="ipj-cluj")])
    root, level = find("1", "og"), atop.level_set.get(prefix="os")
    all_codes = [f"1.{n}" for n in range(1, 9)]
    assert shown_codes(editor.get(PAGE, {"ramura": root.pk, "nivel": level.pk})) == all_codes
    assert len(shown_codes(editor.get(PAGE, {"ramura": root.pk}))) == 9
    assert shown_codes(editor.get(PAGE, {"responsabil": "scoala"})) == ["1.3"]
    assert shown_codes(editor.get(PAGE, {"responsabil": "SERVICIUL scolar"})) == ["1.2"]
    assert shown_codes(editor.get(PAGE, {"institutie": "ipj-cluj", "nivel": level.pk})) == ["2.4"]
    assert shown_codes(editor.get(PAGE, {"termen": "trim. IV 2024"})) == ["1.3"]
    assert "1.3" not in shown_codes(editor.get(PAGE, {"termen": "-", "ramura": root.pk}))
    nothing = page_text(editor.get(PAGE, {"cauta": "zzz"}))
    assert "Niciun element nu se potrivește cu ce ați ales." in nothing


def test_the_outline_and_a_branch_lead_there(editor, atop):
    assert PAGE in Page(editor.get(ROOT)).links
    root = find("1", "og")
    assert f"{PAGE}?ramura={root.pk}" in Page(editor.get(place(root))).links
    assert [link for link in Page(editor.get(place(find("1.2")))).links if link.startswith(PAGE)] == []


def test_every_change_and_every_refusal_is_shown_before_anything_changes(editor, people, atop):
    give("1.1", responsible="Serviciul X, Serviciul Y")
    give("1.2", responsible="Serviciul Y")
    page = preview(editor, "1.1", "1.2", responsible_old="Serviciul X", responsible_new="Serviciul Z")
    [_head, row] = Page(page).cells
    assert row[1:] == ["Responsabili", "Serviciul X, Serviciul Y", "Serviciul Z, Serviciul Y"]
    text = page_text(page)
    assert "1 element s-ar schimba: toate deodată, sau niciunul. Acum nu s-a schimbat încă nimic." in text
    assert "Ce rămâne cum este (1)" in text and "Responsabili: „Serviciul X” nu apare." in text
    assert Element.objects.filter(version__gt=1).count() == 0
    answer = editor.post(PAGE, confirmation(page))
    assert answer.url == ROOT
    assert "1 element s-a schimbat. Din istoric puteți anula toată schimbarea" in page_text(editor.get(ROOT))
    row = find("1.1")
    assert (row.responsible, row.version) == ("Serviciul Z, Serviciul Y", 2)
    assert row.history.first().history_user == people.editor
    assert find("1.2").version == 1


@pytest.mark.both
def test_all_that_were_found_change_on_every_page_of_the_list(editor, atop):
    more(atop, 120)
    page = editor.post(f"{PAGE}?cauta=obiectivul", {"choice": "all", "due_day": "2026-12-31"})
    assert "120 de elemente s-ar schimba" in page_text(page)
    editor.post(f"{PAGE}?cauta=obiectivul", confirmation(page))
    assert Element.objects.filter(completion_due="2026-12-31", version=2).count() == 120


def test_what_was_saved_meanwhile_is_shown_again_and_nothing_is_overwritten(editor, atop):
    for code in ("1.1", "1.2"):
        give(code, responsible="Serviciul X")
    fields = confirmation(preview(editor, "1.1", "1.2", responsible_old="X", responsible_new="Z"))
    give("1.2", responsible="Serviciul X și colegii", version=2)
    page = editor.post(PAGE, fields)
    assert page.status_code == 409
    text = page_text(page)
    assert "Nu s-a schimbat nimic: între timp s-a lucrat aici" in text
    assert f"Vedeți din nou ce s-ar schimba, apoi confirmați. {find('1.2')}"[:90] in text
    assert [row[3] for row in Page(page).cells[1:]] == ["Serviciul Z", "Serviciul Z și colegii"]
    assert find("1.1").responsible == "Serviciul X"
    assert editor.post(PAGE, confirmation(page)).url == ROOT
    assert find("1.2").responsible == "Serviciul Z și colegii"


def test_a_second_click_changes_nothing_more(editor, atop):
    give("1.1", responsible="Serviciul X")
    fields = confirmation(preview(editor, "1.1", responsible_old="X", responsible_new="Z"))
    assert [editor.post(PAGE, fields).status_code for _ in range(2)] == [302, 409]
    assert find("1.1").version == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Spuneți întâi ce se schimbă: completați cel puțin un câmp."),
        ({"due_day": "2026-01-01", "due_months": "2"}, "Alegeți una: o dată nouă sau cu câte luni se mută."),
        ({"responsible_old": "X", "responsible_new": "X"}, "Este același cu cel dinainte."),
        ({"due_months": "99999"}, "600"),
        ({"institution_new": "999999"}, "Nu se poate arăta încă"),
        ({"responsible_new": "\x00"}, "Nu se poate arăta încă"),
        ({"responsible_new": "a" * 501}, "500"),
    ],
)
def test_what_cannot_be_asked_is_said_and_the_ticks_stay(editor, atop, sent, told):
    page = preview(editor, "1.2", **sent)
    assert told in page_text(page)
    assert [v["value"] for tag, v in Page(page).attributes if "checked" in v] == [str(find("1.2").pk)]


def test_without_a_tick_nothing_is_shown(editor, atop, it_plan):
    asked = {"choice": "ticked", "responsible_new": "Z"}
    assert "Bifați cel puțin un element" in page_text(editor.post(PAGE, asked))
    foreign = find("1", "ax", "informatizare-2019").pk
    for odd in (foreign, "x", "9" * 30, "\x00"):
        assert "Bifați cel puțin un element" in page_text(editor.post(PAGE, {**asked, "element": odd}))


@pytest.mark.parametrize("seen", ["", "x", "1.1.1", "9" * 40 + ".1", "\x00", "999999.1"])
def test_a_forged_confirmation_changes_nothing(editor, atop, seen):
    editor.post(PAGE, {"seen": seen, "responsible_new": "Z"})
    assert Element.objects.filter(version__gt=1).count() == 0


def test_who_only_reads_and_who_is_not_logged_in_do_not_come_here(client, people, atop):
    sent = {"choice": "all", "responsible_new": "Z"}
    assert [client.get(PAGE).status_code, client.post(PAGE, sent).status_code] == [302, 302]
    client.force_login(people.reviewer)
    assert [client.get(PAGE).status_code, client.post(PAGE, sent).status_code] == [403, 403]
    client.force_login(people.outsider)
    assert [client.get(PAGE).status_code, client.post(PAGE, sent).status_code] == [404, 404]


def test_choosing_and_showing_ask_as_little_of_many_elements(editor, atop):
    def measured():
        editor.get(PAGE)
        found = []
        for send in (lambda: editor.get(PAGE), lambda: editor.post(PAGE, {"choice": "all", "due_day": "2026-12-31"})):
            with CaptureQueriesContext(connection) as queries:
                assert send().status_code == 200
            found.append(len(queries))
        return found

    small = measured()
    more(atop, 300)
    assert measured() == small == [16, 14]
