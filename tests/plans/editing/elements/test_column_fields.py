"""The plan's own columns in the form of an element: each type has its field, and says at the field what is wrong."""

from plans.models import Element
from tests.page import Page
from tests.plans.editing.outline_pages import element_fields, place, write
from tests.plans.typed_columns import COLUMNS, TYPED, VALUES, typed_level


def typed(*texts):
    return {f"extra_{number}": text for number, text in enumerate(texts)}


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_each_type_has_its_field(editor, it_plan):
    page = editor.get(place(typed_level(it_plan, **VALUES)))
    fields = [
        (tag, values.get("type", ""), values.get("inputmode", ""))
        for tag, values in Page(page).attributes
        if tag in ("input", "select", "textarea") and values.get("name", "").startswith("extra_")
    ]
    assert fields == [
        ("textarea", "", ""),
        ("input", "text", "decimal"),
        ("input", "text", "decimal"),
        ("input", "date", ""),
        ("input", "url", ""),
        ("select", "", ""),
    ]
    shown = element_fields(page)
    assert [shown[f"extra_{number}"] for number in range(6)] == [
        ["Două vorbe"],
        ["25"],
        ["1250,5"],
        ["2031-05-17"],
        ["https://cjcluj.ro/anunt"],
        ["gata"],
    ]


def test_what_is_typed_is_kept_as_the_document_says_it(editor, it_plan):
    row = typed_level(it_plan)
    assert write(editor, place(row), **typed(*TYPED)).status_code == 302
    assert Element.objects.get(pk=row.pk).extra == VALUES


def test_values_that_nobody_touched_stay_and_are_no_change(editor, it_plan):
    row = typed_level(it_plan, **VALUES)
    assert write(editor, place(row)).status_code == 302
    again = Element.objects.get(pk=row.pk)
    assert (again.extra, again.version) == (VALUES, row.version)


def test_what_does_not_fit_is_refused_at_its_field(editor, it_plan):
    row = typed_level(it_plan)
    wrong = write(editor, place(row), **typed("Note", "doi", "1.250", "mâine", "cjcluj.ro", "poate"))
    assert errors(wrong) == {
        "extra_1": ["„doi” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."],
        "extra_2": ["„1.250” se poate citi în două feluri. Scrieți 1250 sau 1,250."],
        "extra_3": ["„mâine” nu este o dată. Scrieți de exemplu 31.12.2025."],
        "extra_4": ["„cjcluj.ro” nu este o adresă. Scrieți de exemplu https://www.cjcluj.ro."],
        "extra_5": ["„poate” nu se poate alege. Scrieți una dintre: în lucru; gata."],
    }
    assert Element.objects.get(pk=row.pk).extra == {}


def test_the_history_tells_values_as_they_are_printed(editor, it_plan):
    row = typed_level(it_plan)
    write(editor, place(row), **typed(*TYPED))
    history = Page(editor.get(place(row, "istoric/"))).text.replace("\xa0", " ")
    for words in ("25 de persoane", "1.250,50 mii lei", "17 mai 2031"):
        assert words in history


def test_columns_of_texts_are_as_they_were(editor, it_plan):
    assert COLUMNS[0] == {"field": "note", "label": "Note"}
    row = typed_level(it_plan, note="O notă")
    write(editor, place(row), extra_0="1.250,50 sau mai mult")
    assert Element.objects.get(pk=row.pk).extra == {"note": "1.250,50 sau mai mult"}
