import pytest
from django.http import QueryDict

from plans.editing.settings.columns import NEW_COLUMN, ColumnRowsField, ColumnsField
from plans.models import Element
from tests.forms import fields_of, send
from tests.page import Page
from tests.plans.typed_columns import COLUMNS, typed_level

ROOT = "/lucru/informatizare-2019/parti/niveluri/"
NAMES = ["Rezultate", "Indicatori de evaluare", "Termen de evaluare", "Termen de finalizare", "Responsabili"]


@pytest.fixture
def level(it_plan):
    return it_plan.level_set.get(prefix="m")


def headings(response):
    fields = fields_of(response)
    names = sorted(name for name in fields if name.endswith("-label"))
    return [fields[name][0] for name in names]


def columns(level):
    level.refresh_from_db()
    return [(column["label"], column["field"]) for column in level.columns]


def test_a_level_s_columns_are_rows_of_two_fields(editor, level):
    response = editor.get(f"{ROOT}{level.pk}/")
    assert headings(response) == NAMES
    assert fields_of(response)["columns-0-word"] == ["rezultat așteptat"]
    page = Page(response)
    assert page.all("button", "value").count("add") == 1
    assert sorted(value for value in page.all("button", "value") if value.startswith(("up", "down"))) == [
        "down-0",
        "down-1",
        "down-2",
        "down-3",
        "up-1",
        "up-2",
        "up-3",
        "up-4",
    ]


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        ("add", [*NAMES, ""]),
        ("up-1", [NAMES[1], NAMES[0], *NAMES[2:]]),
        ("down-0", [NAMES[1], NAMES[0], *NAMES[2:]]),
        ("remove-2", [*NAMES[:2], *NAMES[3:]]),
        ("up-0", NAMES),
        ("down-4", NAMES),
        ("remove-9", NAMES),
        ("remove-x", NAMES),
        ("dance-1", [NAMES[0], *NAMES[2:]]),
    ],
)
def test_the_buttons_arrange_the_rows_and_save_nothing(editor, level, button, shown):
    before = columns(level)
    response = send(editor, f"{ROOT}{level.pk}/", **{"columns-do": button})
    assert (response.status_code, response.context["form"].errors) == (200, {})
    assert sorted(headings(response)) == sorted(shown) if button == "dance-1" else headings(response) == shown
    assert columns(level) == before


def test_what_was_arranged_is_saved_with_the_rest(editor, level):
    address = f"{ROOT}{level.pk}/"
    moved = send(editor, address, **{"columns-do": "up-1"})
    assert editor.post(address, fields_of(moved)).status_code == 302
    assert columns(level)[:2] == [("Indicatori de evaluare", "indicators"), ("Rezultate", "expected_result")]


def test_a_column_of_the_plan_s_own_keeps_its_texts_when_its_heading_changes(editor, level):
    address = f"{ROOT}{level.pk}/"
    more = send(editor, address, **{"columns-do": "add"})
    editor.post(address, {**fields_of(more), "columns-5-label": "Riscuri", "columns-5-word": NEW_COLUMN})
    assert columns(level)[-1] == ("Riscuri", "riscuri")
    Element.objects.filter(level=level).update(extra={"riscuri": "Întârzieri."})
    assert 'value="riscuri" selected>coloana proprie „riscuri”' in editor.get(address).content.decode()
    assert send(editor, address, **{"columns-5-label": "Riscuri principale"}).status_code == 302
    assert columns(level)[-1] == ("Riscuri principale", "riscuri")


def test_all_columns_may_go_and_empty_rows_say_nothing(editor, level):
    address = f"{ROOT}{level.pk}/"
    fields = {name: value for name, value in fields_of(editor.get(address)).items() if not name.startswith("columns-")}
    assert editor.post(address, fields).status_code == 302
    assert columns(level) == []
    empty = {"columns-0-label": " ", "columns-0-word": "", "columns-1-label": "", "columns-1-word": NEW_COLUMN}
    assert editor.post(address, {**fields_of(editor.get(address)), **empty}).status_code == 302
    assert columns(level) == []


@pytest.mark.parametrize(
    ("label", "word", "message"),
    [
        ("", "indicatori", "O coloană nu are titlul tipărit"),
        ("Altele", "rezultat așteptat", "Același câmp apare în două coloane."),
    ],
)
def test_a_column_that_says_too_little_or_twice_is_refused(editor, level, label, word, message):
    address = f"{ROOT}{level.pk}/"
    response = send(editor, address, **{"columns-1-label": label, "columns-1-word": word})
    assert [message in error for error in response.context["form"].errors["columns"]] == [True]
    assert fields_of(response)["columns-1-word"] == [word]


def test_columns_that_somebody_else_changed_meanwhile_are_not_overwritten(editor, level):
    address = f"{ROOT}{level.pk}/"
    seen = fields_of(editor.get(address))
    editor.post(address, {**seen, "columns-0-label": "Rezultat așteptat"})
    late = editor.post(address, {**seen, "columns-1-label": "Indicatori"})
    assert late.status_code == 200
    assert headings(late)[:2] == ["Rezultate", "Indicatori"]
    assert columns(level)[0] == ("Rezultat așteptat", "expected_result")


def test_columns_that_one_left_alone_take_what_the_other_saved(editor, level):
    address = f"{ROOT}{level.pk}/"
    seen = fields_of(editor.get(address))
    editor.post(address, {**seen, "columns-0-label": "Rezultat așteptat"})
    late = editor.post(address, {**seen, "name": "Măsura"})
    again = late if late.status_code == 302 else editor.post(address, fields_of(late))
    assert again.status_code == 302
    assert columns(level)[0] == ("Rezultat așteptat", "expected_result")
    assert level.name == "Măsura"


def test_rows_are_read_as_lines():
    sent = QueryDict(mutable=True)
    sent.update({"columns-0-label": " Riscuri  = mari", "columns-0-word": NEW_COLUMN, "columns-2-label": "nu", "x": ""})
    field = ColumnRowsField()
    lines = field.widget.value_from_datadict(sent, {}, "columns")
    assert lines == f"Riscuri = mari = {NEW_COLUMN}"
    assert field.clean(lines) == [{"field": "riscuri mari", "label": "Riscuri = mari"}]
    assert field.widget.value_omitted_from_data({}, {}, "columns") is False


def test_a_column_of_the_plan_s_own_is_given_a_type(editor, level):
    address = f"{ROOT}{level.pk}/"
    more = fields_of(send(editor, address, **{"columns-do": "add"}))
    own = {"columns-5-label": "Buget", "columns-5-word": NEW_COLUMN, "columns-5-type": "sumă"}
    refused = editor.post(address, {**more, **own})
    assert refused.context["form"].errors["columns"] == [
        "Coloana 6: scrieți în ce sunt sumele, de exemplu „lei” sau „mii lei”."
    ]
    assert fields_of(refused)["columns-5-type"] == ["sumă"]
    assert editor.post(address, {**more, **own, "columns-5-detail": "mii lei"}).status_code == 302
    level.refresh_from_db()
    assert level.columns[-1] == {"field": "buget", "label": "Buget", "type": "money", "unit": "mii lei"}
    shown = fields_of(editor.get(address))
    assert [shown[f"columns-5-{part}"] for part in ("type", "detail")] == [["sumă"], ["mii lei"]]
    assert send(editor, address, **{"columns-5-type": "alegere", "columns-5-detail": "da; nu"}).status_code == 302
    level.refresh_from_db()
    assert level.columns[-1] == {"field": "buget", "label": "Buget", "type": "choice", "choices": ["da", "nu"]}


def test_a_column_that_every_plan_may_have_takes_no_type(editor, level):
    response = send(editor, f"{ROOT}{level.pk}/", **{"columns-0-type": "dată"})
    assert response.context["form"].errors["columns"] == ["Coloana 1: numai o coloană proprie a planului are tip."]


def test_a_type_that_values_do_not_fit_is_refused_and_the_elements_are_named(editor, level):
    row = typed_level(level.plan, note="O vorbă")
    response = send(editor, f"{ROOT}{level.pk}/", **{"columns-0-type": "dată"})
    assert response.context["form"].errors["columns"] == [
        f"Coloana „Note” nu poate fi de felul „dată” cât timp are alte valori: „{row}”: „O vorbă”."
    ]
    level.refresh_from_db()
    assert level.columns == COLUMNS


def test_typed_columns_are_lines_of_text_too():
    field = ColumnsField()
    lines = field.prepare_value(COLUMNS)
    assert lines.split("\n")[1:3] == ["Instruiți = persoane [număr: persoane]", "Buget = buget [sumă: mii lei]"]
    assert field.clean(lines) == COLUMNS
