"""The elements of a level in one table: saved all or nothing, never over what was not seen."""

import pytest

from plans.models import Element, Level
from tests.page import Page, message_texts
from tests.plans.editing.outline_pages import ROOT, find, forms

GRID = f"{ROOT}tabel/"
QUERIES = 11


def rank(prefix="os", slug="atop-2024"):
    return Level.objects.get(plan__slug=slug, prefix=prefix)


def address(level, **more):
    return "&".join([f"/lucru/{level.plan.slug}/tabel/?nivel={level.pk}", *(f"{k}={v}" for k, v in more.items())])


def opened(browser, where):
    """Return the form of the page as a browser would send it."""
    return next(fields for attributes, fields in forms(browser.get(where)) if "data-keep" in attributes)


def cell(row, name):
    return f"r{row.pk}-{name}"


def errors(answer):
    return [
        (form.row_name, form.fields[name].label if name in form.fields else "", [str(one) for one in found])
        for form in answer.context["wrong"]
        for name, found in form.errors.items()
    ]


def titles(*rows):
    return [Element.objects.get(pk=row.pk).title for row in rows]


def test_the_level_with_the_most_elements_is_shown_first_and_the_choice_says_so(editor, atop):
    answer = editor.get(GRID)
    chosen = [values["value"] for tag, values in Page(answer).attributes if tag == "option" and "selected" in values]
    assert (chosen, len(answer.context["form"].rows)) == ([str(rank().pk)], 39)


@pytest.mark.parametrize(
    ("role", "codes"), [("reporter", (404, 404)), ("reviewer", (200, 403)), ("outsider", (404, 404))]
)
def test_only_who_writes_the_plan_saves(client, people, atop, role, codes):
    client.force_login(getattr(people, role))
    found = client.get(GRID).status_code, client.post(GRID, {"rand": find("1.2").pk}).status_code
    assert found == codes


def test_a_stranger_is_asked_to_sign_in(client, atop):
    assert client.get(GRID).status_code == client.post(GRID).status_code == 302


def test_the_page_is_read_and_sent_only(editor, atop):
    assert editor.put(GRID).status_code == 405


def test_a_level_is_shown_in_reading_order_with_its_columns(editor, it_plan):
    level = rank("m", "informatizare-2019")
    page = Page(editor.get(address(level)))
    assert len(page.cells) == 1 + 14
    assert page.cells[0][1] == "Titlul" or page.cells[0][1]
    printed = [one["label"] for one in level.columns if one["field"] not in ("indicators", "institutions")]
    assert set(printed) - {"Indicatori de evaluare"} <= set(page.cells[0])


@pytest.mark.both
def test_changed_rows_are_saved_together_with_their_history(editor, people, atop):
    one, two = find("1.1"), find("1.2")
    fields = opened(editor, address(rank()))
    changes = {cell(one, "title"): "Primul", cell(two, "title"): "Al doilea"}
    answer = editor.post(address(rank()), fields | changes, follow=True)
    assert (titles(one, two), message_texts(answer)) == (["Primul", "Al doilea"], ["S-au salvat 2 rânduri."])
    assert [row.history.first().history_user for row in (one, two)] == [people.editor] * 2


def test_one_wrong_row_keeps_every_row_out_and_is_named_by_row_and_column(editor, atop):
    one, two = find("1.1"), find("1.2")
    before = titles(one, two)
    fields = opened(editor, address(rank()))
    answer = editor.post(address(rank()), fields | {cell(one, "title"): "Primul", cell(two, "title"): ""})
    label = answer.context["rows"][0].fields["title"].label
    assert titles(one, two) == before
    assert [(name, column) for name, column, _said in errors(answer)] == [(answer.context["wrong"][0].row_name, label)]
    text = Page(answer).text.replace("\xa0", " ")
    assert ("Nu s-a salvat nimic: 1 rând de corectat" in text, "Primul" in answer.content.decode()) == (True, True)


@pytest.mark.both
def test_two_rows_cannot_take_one_code(editor, atop):
    one, two = find("1.1"), find("1.2")
    fields = opened(editor, address(rank()))
    answer = editor.post(address(rank()), fields | {cell(one, "code"): "9.9", cell(two, "code"): "9.9"})
    assert [Element.objects.get(pk=row.pk).code for row in (one, two)] == ["1.1", "1.2"]
    assert [said for _row, _column, said in errors(answer)] == [["Alt rând al tabelului are același cod."]]


def test_a_row_changed_meanwhile_is_shown_with_both_texts_and_nothing_is_written(editor, people, atop):
    one, two = find("1.1"), find("1.2")
    kept = titles(one)
    fields = opened(editor, address(rank()))
    two._history_user = people.publisher
    two.title = "Al colegei"
    two.save()
    changes = {cell(one, "title"): "Primul", cell(two, "title"): "Al meu"}
    answer = editor.post(address(rank()), fields | changes)
    said = [message for _row, _column, messages in errors(answer) for message in messages]
    assert (titles(one, two), said[-1]) == ([*kept, "Al colegei"], "Salvat acum este: „Al colegei”.")
    assert "Al meu" in answer.content.decode()
    again = next(sent for attributes, sent in forms(answer) if "data-keep" in attributes)
    editor.post(address(rank()), again)
    assert titles(one, two) == ["Primul", "Al meu"]


def test_an_untouched_row_does_not_undo_what_others_saved(editor, atop):
    one, two = find("1.1"), find("1.2")
    fields = opened(editor, address(rank()))
    two.title = "Al colegei"
    two.save()
    editor.post(address(rank()), fields | {cell(one, "title"): "Primul"})
    assert titles(one, two) == ["Primul", "Al colegei"]


def test_rows_of_another_plan_do_not_exist(editor, atop, it_plan):
    other = find("1.1", "m", "informatizare-2019")
    answer = editor.post(address(rank()), {"rand": other.pk, cell(other, "title"): "Altul"})
    assert answer.status_code == 404


def test_a_reader_is_told_and_has_no_button(client, people, atop):
    client.force_login(people.reviewer)
    page = Page(client.get(GRID))
    assert ("Puteți numai citi" in page.text, "Salvează tabelul" in page.text) == (True, False)


@pytest.mark.both
def test_long_levels_come_in_pages_and_the_queries_stay(editor, atop, django_assert_num_queries):
    level = rank()
    parent = Element.objects.filter(level=level).first().parent

    def queries():
        with django_assert_num_queries(QUERIES):
            return editor.get(address(level))

    editor.get(address(level))
    queries()
    rows = [Element(level=level, parent=parent, title=f"Rândul {n}", position=9000 + n) for n in range(60)]
    Element.objects.bulk_create(rows)
    assert len(Page(queries()).cells) == 1 + 50
    assert len(Page(editor.get(address(level, cauta="Rândul"))).cells) == 1 + 50
    assert len(Page(editor.get(address(level, cauta="Rândul", pagina=2))).cells) == 1 + 10


def test_a_plan_without_elements_says_so(editor, atop):
    level = Level.objects.create(plan=atop, name="Acțiune", name_plural="Acțiuni", prefix="zz", kind="action")
    assert "Nivelul nu are încă elemente." in Page(editor.get(address(level))).text
