"""The outline editor: the whole plan in a tree, of which as much is read as is looked at."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.editing.elements.tree import AROUND
from plans.models import Element, Institution, Level, Plan
from tests.page import Page
from tests.plans.editing.outline_pages import ROOT, SWAP, element_fields, find, forms, more, order, place, tree_lines


def test_the_first_page_shows_the_roots_and_how_much_is_under_each(editor, atop):
    page = editor.get(ROOT)
    assert [line for line in tree_lines(page) if line[0].isdigit()] == [
        "1. Asigurarea resurselor umane, a mijloacelor materiale… 8",
        "2. Creșterea gradului de siguranță și protecție pentru cetățeni… 10",
        "3. Prevenirea și combaterea infracționalității organizate și… 6",
        "4. Asigurarea climatului de legalitate mediului de afaceri prin… 5",
        "5. Eficientizare activități operative 3",
        "6. Îmbunătățirea comunicării publice, a interacțiunii cu… 7",
    ]
    roots = Element.objects.filter(level__plan=atop, parent=None).count()
    new = [line for line in tree_lines(page) if line.startswith("Adaugă")]
    assert new == ["Adaugă: Obiectiv național prioritar", "Adaugă: Obiectiv general", "Adaugă: Proiect"]
    assert len(tree_lines(page)) == roots + len(new)
    counts = (
        "Obiective naționale prioritare 4 Obiective generale 6 Obiective specifice / Direcții de acțiune 39 Proiecte 4"
    )
    assert counts in Page(page).text


def test_an_open_element_shows_its_way_its_siblings_and_what_is_under_it(editor, atop):
    row = find("1.2")
    page = editor.get(place(row))
    under = [line.split()[0] for line in tree_lines(page) if line.startswith("1.")]
    assert under == ["1.", *(f"1.{n}." for n in range(1, 9))]
    here = [v["href"] for tag, v in Page(page).attributes if tag == "a" and v.get("aria-current") == "page"]
    assert here[-1] == place(row)
    links = Page(page).links
    assert links.count(place(find("1.1"))) == 2
    assert links.count(place(find("1.3"))) == 2
    assert f"Obiectiv specific / Direcție de acțiune, sub {row.parent.printed_code}" in Page(page).text


def test_the_root_that_is_open_offers_a_new_element_under_it(editor, atop):
    row = find("1", "og")
    level = atop.level_set.get(prefix="os")
    assert (
        f"{ROOT}elemente/nou/?nivel={level.pk}&sub={row.pk}&dupa={find('1.8').pk}" in Page(editor.get(place(row))).links
    )


def test_of_many_siblings_those_around_are_shown_and_the_others_are_one_step_away(editor, atop):
    rows = more(atop, 200)
    siblings = [row for row in rows if row.parent_id == rows[0].parent_id]
    middle = siblings[60]
    before_them = len(order(middle.parent)) - len(siblings)
    page = editor.get(place(middle))
    shown = [line for line in tree_lines(page) if "Obiectivul" in line]
    assert len(shown) == 2 * AROUND
    before, after = [link for link in Page(page).links if "langa=" in link]
    assert [line for line in tree_lines(page) if line.startswith("încă")] == [
        f"încă {before_them + 60 - AROUND} mai sus",
        f"încă {len(siblings) - 60 - AROUND} mai jos",
    ]
    further = editor.get(after)
    assert f"Obiectivul {siblings[60 + AROUND].title.split()[1]}" in " ".join(tree_lines(further))
    assert f"Obiectivul {siblings[60 - AROUND - 1].title.split()[1]}" in " ".join(tree_lines(editor.get(before)))
    assert element_fields(further)["title"] == [middle.title]
    assert f"sub {middle.parent.printed_code}" in Page(editor.get(f"{place(middle)}?langa={find('6', 'og').pk}")).text


def test_the_tree_opens_whole_and_stays_so_until_it_is_closed(editor, atop):
    assert f"{ROOT}?cuprins=intreg" in Page(editor.get(ROOT)).links
    count = Element.objects.filter(level__plan=atop).count()
    page = editor.get(ROOT, {"cuprins": "intreg"})
    lines = [line for line in tree_lines(page) if not line.startswith("Adaugă")]
    assert len(lines) == count
    again = editor.get(place(find("1.2")))
    assert len([line for line in tree_lines(again) if not line.startswith("Adaugă")]) == count
    new = [line for line in tree_lines(again) if line.startswith("Adaugă")]
    assert len(new) == 4
    closed = editor.get(ROOT, {"cuprins": "ramura"})
    assert len(tree_lines(closed)) < count
    assert len(tree_lines(editor.get(ROOT))) < count


def test_every_branch_of_the_whole_tree_takes_what_is_dropped_there(editor, atop):
    level = atop.level_set.get(prefix="os")
    find("5", "og").children.all().delete()
    page = editor.get(ROOT, {"cuprins": "intreg"})
    parents = {
        attrs["data-parent"]
        for tag, attrs in Page(page).attributes
        if tag == "ul" and attrs.get("data-level") == str(level.pk)
    }
    assert parents == {str(row.pk) for row in Element.objects.filter(level=level.parent)}


def test_the_whole_tree_asks_as_little_of_a_plan_with_a_thousand_more(editor, atop):
    editor.get(ROOT, {"cuprins": "intreg"})
    small = queries(editor, lambda: editor.get(place(find("1.2"))))
    more(atop, 1000)
    assert queries(editor, lambda: editor.get(place(find("1.2")))) == small


@pytest.mark.parametrize("around", ["0", "x", "99999999999999999999", "-1", "\x00"])
def test_a_forged_place_in_the_tree_is_no_place(editor, atop, around):
    assert tree_lines(editor.get(ROOT, {"langa": around})) == tree_lines(editor.get(ROOT))


def test_the_search_finds_words_in_any_spelling_and_order(editor, atop):
    page = editor.get(ROOT, {"q": "RUTIERA  siguranţă"})
    assert "2. Creșterea" not in Page(page).text.split("elemente găsite")[0].split("Caută în plan")[1]
    found = tree_lines(page)
    assert found[0].startswith("Creșterea gradului de siguranță și protecție")
    assert f"{len(found)} elemente găsite. Arată cuprinsul" in Page(page).text.replace("\xa0", " ")
    assert tree_lines(editor.get(ROOT, {"q": "1.2"}))[0].startswith("1.2 ")
    assert "0 elemente găsite" in Page(editor.get(ROOT, {"q": "inexistent"})).text.replace("\xa0", " ")


@pytest.mark.parametrize("asked", ["a" * 20_001, "\x00", "'\"<script>", "%"])
def test_odd_searches_find_nothing_and_break_nothing(editor, atop, asked):
    page = editor.get(ROOT, {"q": asked})
    assert (page.status_code, "<script>" in page.content.decode().split("<body")[1]) == (200, False)


def test_many_found_are_told_and_the_first_shown(editor, atop):
    more(atop, 100)
    page = editor.get(ROOT, {"q": "obiectivul"})
    assert len(tree_lines(page)) == 40
    assert "100 de elemente găsite, primele 40 mai jos." in Page(page).text.replace("\xa0", " ")


def test_a_plan_without_levels_says_where_they_are_added(editor, atop):
    plan = Plan.objects.create(
        slug="gol",
        short_title="Plan gol",
        title="Plan gol",
        owner=Institution.objects.get(code="cj-cluj"),
        period_start="2026-01-01",
        period_end="2026-12-31",
    )
    page = editor.get("/lucru/gol/")
    assert "Planul nu are încă niveluri" in Page(page).text
    assert "/lucru/gol/parti/#niveluri" in Page(page).links
    answer = editor.get("/lucru/gol/elemente/nou/", follow=True)
    assert "Planul nu are încă niveluri. Adăugați-le la „Părțile planului”." in Page(answer).text
    Level.objects.create(plan=plan, kind="axis", name="Axă", name_plural="Axe", prefix="ax", position=10)
    page = editor.get("/lucru/gol/")
    assert "Planul nu are încă elemente. Începeți cu primul, din cuprins." in Page(page).text
    assert tree_lines(page) == ["Adaugă: Axă"]


def test_who_only_reads_sees_the_same_without_forms_or_buttons(client, people, atop):
    client.force_login(people.reviewer)
    row = find("1.2")
    overview, page = client.get(ROOT), client.get(place(row))
    assert [line for line in tree_lines(overview) + tree_lines(page) if line.startswith("Adaugă")] == []
    told = Page(page).text
    assert row.title in told and "Salvează" not in told and "Copiază" not in told
    assert [attrs["action"] for attrs, _fields in forms(page) if "elemente" in attrs.get("action", "")] == [place(row)]
    assert "data-movable" not in page.content.decode()
    assert row.expected_result.split("\n")[0] in told
    assert "Renumerotează" not in Page(overview).text


def test_the_changed_part_alone_is_sent_when_the_page_s_script_asks(editor, atop):
    row = find("1.2")
    whole, part = editor.get(place(row)), editor.get(place(row), headers=SWAP)
    assert ("<html" in whole.content.decode(), "<html" in part.content.decode()) == (True, False)
    assert [element_fields(part)[name] for name in ("title", "code", "seen_version")] == [[row.title], ["1.2"], ["1"]]
    assert "HX-Request" in whole["Vary"] and "HX-Request" in part["Vary"]


def queries(client, send):
    """The number of queries of a request, once presence is written."""
    send()
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = send()
    return len(found), answer.status_code


def measured(client, row, sibling):
    """The queries of opening, saving and moving an element, and of the first page."""

    def save():
        row.refresh_from_db()
        fields = element_fields(client.get(place(row), headers=SWAP))
        with CaptureQueriesContext(connection) as found:
            answer = client.post(place(row), {**fields, "title": f"{row.title}, iar"})
        return len(found), answer.status_code

    def move(code, **fields):
        sibling.refresh_from_db()
        with CaptureQueriesContext(connection) as found:
            answer = client.post(place(sibling, code), {"seen_version": sibling.version, **fields})
        return len(found), answer.status_code

    return {
        "first page": queries(client, lambda: client.get(ROOT)),
        "page": queries(client, lambda: client.get(place(row))),
        "swap": queries(client, lambda: client.get(place(row), headers=SWAP)),
        "save": [save(), save()][1],
        "down": [move("loc/", down=1), move("loc/", down=1)][1],
        "under": [move("mutare/", sub=find("2", "og").pk), move("mutare/", sub=find("3", "og").pk)][1],
    }


def test_opening_saving_and_moving_ask_as_little_in_a_plan_with_a_thousand_more(editor, atop):
    row, sibling = find("1.2"), find("1.3")
    small = measured(editor, row, sibling)
    more(atop, 1000)
    again = Element.objects.get(pk=sibling.pk)
    again.parent, again.position = row.parent, 25
    again.save()
    assert measured(editor, row, sibling) == small
    assert small == {
        "first page": (20, 200),
        "page": (23, 200),
        "swap": (19, 200),
        "save": (23, 302),
        "down": (24, 302),
        "under": (26, 302),
    }


def test_the_swapped_fragment_stays_under_fifteen_kilobytes(editor, atop):
    sizes = {
        row.code: len(editor.get(place(row), headers=SWAP).content) for row in Element.objects.filter(level__plan=atop)
    }
    assert {code: size for code, size in sizes.items() if size >= 15_000} == {}
    rows = more(atop, 1000)
    for row in (find("1", "og"), find("1.2"), rows[400]):
        assert len(editor.get(place(row), headers=SWAP).content) < 15_000
