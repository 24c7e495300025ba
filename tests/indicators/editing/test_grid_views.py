"""The indicators of a plan in one table: saved all or nothing, never over what was not seen."""

import pytest

from indicators.models import Indicator
from plans.models import Institution
from tests.indicators.report_factories import promise
from tests.page import Page, message_texts
from tests.plans.editing.outline_pages import forms

GRID = "/lucru/atop-2024/tabel/indicatori/"
QUERIES = 14


@pytest.fixture
def rows(atop):
    return list(atop.indicators.order_by("number"))


def opened(browser):
    return next(fields for attributes, fields in forms(browser.get(GRID)) if "data-keep" in attributes)


def cell(row, name):
    return f"r{row.pk}-{name}"


@pytest.mark.parametrize(
    ("role", "codes"), [("reporter", (404, 404)), ("reviewer", (200, 403)), ("outsider", (404, 404))]
)
def test_only_who_writes_the_plan_saves(client, people, rows, role, codes):
    client.force_login(getattr(people, role))
    assert (client.get(GRID).status_code, client.post(GRID, {"rand": rows[0].pk}).status_code) == codes


def test_a_stranger_is_asked_to_sign_in_and_other_methods_are_refused(client, people, rows):
    assert client.get(GRID).status_code == client.post(GRID).status_code == 302
    client.force_login(people.editor)
    assert client.put(GRID).status_code == 405


def test_name_unit_institution_and_frequency_are_saved_together(editor, rows):
    police = Institution.objects.get(code="ipj-cluj")
    one, two = rows[:2]
    changes = {cell(one, "unit"): "cazuri", cell(two, "institution"): police.pk, cell(two, "frequency"): "quarterly"}
    answer = editor.post(GRID, opened(editor) | changes, follow=True)
    one, two = Indicator.objects.filter(pk__in=[one.pk, two.pk]).order_by("number")
    assert message_texts(answer) == ["S-au salvat 2 rânduri."]
    assert (one.unit, two.institution, two.frequency) == ("cazuri", police, "quarterly")


def test_one_wrong_row_keeps_every_row_out(editor, rows):
    one, two = rows[:2]
    answer = editor.post(GRID, opened(editor) | {cell(one, "unit"): "cazuri", cell(two, "title"): " "})
    assert [(form.row_name, list(form.errors)) for form in answer.context["wrong"]] == [
        (answer.context["wrong"][0].row_name, ["title"])
    ]
    assert (Indicator.objects.get(pk=one.pk).unit, "cazuri" in answer.content.decode()) == (one.unit, True)


def test_a_real_plan_takes_no_invented_institution(editor, rows):
    invented = Institution.objects.create(code="inventata", name="Inventată", short_name="Inv", is_invented=True)
    answer = editor.post(GRID, opened(editor) | {cell(rows[0], "institution"): invented.pk})
    assert [list(form.errors) for form in answer.context["wrong"]] == [["institution"]]
    assert Indicator.objects.get(pk=rows[0].pk).institution == rows[0].institution


def test_a_row_changed_meanwhile_is_shown_with_both_texts_and_nothing_is_written(editor, rows):
    one, two = rows[:2]
    fields = opened(editor)
    two.unit = "hectare"
    two.save()
    answer = editor.post(GRID, fields | {cell(one, "unit"): "cazuri", cell(two, "unit"): "km"})
    said = [str(message) for form in answer.context["wrong"] for message in form.errors["unit"]]
    assert (said, Indicator.objects.get(pk=one.pk).unit) == (["Salvat acum este: „hectare”."], one.unit)


def test_the_target_is_shown_and_the_queries_do_not_grow_with_rows(editor, atop, rows, django_assert_num_queries):
    promise(rows[0])
    atop.indicators.exclude(pk=rows[0].pk).delete()
    with django_assert_num_queries(QUERIES):
        page = Page(editor.get(GRID))
    assert "cel mult 5" in page.cells[1][4]
    for number in (101, 102):
        Indicator.objects.create(plan=atop, number=number, position=number, title=f"Al {number}-lea", nature="count")
    with django_assert_num_queries(QUERIES):
        assert len(Page(editor.get(GRID)).cells) == 1 + 3
