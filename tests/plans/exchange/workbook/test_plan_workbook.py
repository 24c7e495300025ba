"""A plan out as a workbook, edited, and in again: exactly what was edited, all of it or nothing."""

import io
import zipfile

import pytest

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.workbook.files import WORKBOOK_FORMATS, read_contents
from plans.exchange.workbook.plan_workbook import PlanWorkbook, run_workbook
from plans.models import Element, Institution, Removal
from portal.data_files.formats import DATA_FORMATS
from portal.uploads import FileUpload
from tests.office import convert
from tests.plans.exchange.workbook.edited import EditedWorkbook, changes, element, problems
from tests.plans.typed_columns import COLUMNS, VALUES, typed_level


def read_again(workbook, extension):
    data = WORKBOOK_FORMATS[extension].write(workbook.file)
    return read_contents(FileUpload(f"a.{extension}", data), workbook.book().headings())


@pytest.mark.parametrize("extension", ["xlsx", "ods", "zip"])
def test_a_plan_taken_out_and_in_again_changes_nothing(people, atop, it_plan, everything, extension):
    element(it_plan, "m", "1.2").institutions.add(Institution.objects.get(code="cj-cluj"))
    before = everything()
    for plan in (atop, it_plan):
        workbook = EditedWorkbook(plan, people.editor)
        outcome = run_workbook(workbook.book(), read_again(workbook, extension))
        assert (changes(outcome), problems(outcome), outcome.notes, outcome.meanwhile) == ([], [], [], [])
        assert outcome.unchanged == sum(len(rows) for rows in workbook.sheets.values())
    assert everything() == before


@pytest.mark.parametrize("first", ["xlsx", "ods"])
def test_a_workbook_saved_by_libreoffice_changes_nothing(people, atop, tmp_path, first):
    workbook = EditedWorkbook(atop, people.editor)
    source = tmp_path / f"registru.{first}"
    source.write_bytes(DATA_FORMATS[first].write(workbook.file))
    for extension in ("ods", "xlsx"):
        source = convert(extension, tmp_path / extension, source) / f"registru.{extension}"
        contents = read_contents(FileUpload(source.name, source.read_bytes()), workbook.book().headings())
        outcome = workbook.book().compare(contents)
        assert (changes(outcome), problems(outcome), outcome.notes) == ([], [], [])
        assert outcome.unchanged == sum(len(rows) for rows in workbook.sheets.values())


@pytest.mark.both
def test_what_is_added_reworded_moved_and_marked_is_told_and_saved_once(workbook, it_plan, everything):
    old = element(it_plan, "m", "1.2")
    reworded, moved, gone = (workbook.element("m", code) for code in ("1.2", "1.3", "1.14"))
    reworded["Titlu"] = "Alt titlu"
    moved |= {"Sub": "ax-2", "Poziție": 990}
    gone["Șterge"] = "da"
    for row in workbook.sheets["Indicatori"]:
        if row["Element"] == "m-1.14":
            row["Șterge"] = "da"
    new = workbook.add("Elemente", Nivel="m", Cod="1.15", Sub="ax-4", Titlu="Nou", Instituții="cj-cluj, ipj-cluj")
    measured = workbook.add("Indicatori", Element="m-1.15", Indicator="Câte sunt", Natura="număr", Minimal="nu")
    outcome = workbook.save()
    assert outcome.is_kept, problems(outcome)
    told = {(sheet, line): (kind, fields) for sheet, line, kind, fields in changes(outcome)}
    assert told["Elemente", workbook.line("Elemente", reworded)] == ("schimbat", [("Titlu", old.title, "Alt titlu")])
    assert told["Elemente", workbook.line("Elemente", moved)][0] == "mutat"
    assert told["Elemente", workbook.line("Elemente", gone)][0] == "scos"
    assert told["Elemente", workbook.line("Elemente", new)] == (
        "nou",
        [
            *[("Nivel", "", "m"), ("Cod", "", "1.15"), ("Sub", "", "ax-4")],
            *[("Titlu", "", "Nou"), ("Instituții", "", "cj-cluj, ipj-cluj")],
        ],
    )
    assert told["Indicatori", workbook.line("Indicatori", measured)][0] == "nou"
    made = element(it_plan, "m", "1.15")
    assert [one.code for one in made.institutions.order_by("code")] == ["cj-cluj", "ipj-cluj"]
    assert made.indicators.get().title == "Câte sunt"
    assert (element(it_plan, "m", "1.3").parent.code, element(it_plan, "m", "1.3").position) == ("2", 990)
    records = [made.history.get(), element(it_plan, "m", "1.2").history.first()]
    assert [(one.history_user, one.history_change_reason) for one in records] == [(workbook.user, "Probă")] * 2
    assert sorted(one.institution.code for one in records[0].institutions.all()) == ["cj-cluj", "ipj-cluj"]
    assert Removal.objects.get().title.startswith("1.14")
    before = everything()
    again = workbook.save()
    assert (changes(again), problems(again), everything()) == ([], [], before)


def test_rows_columns_and_sheets_that_are_left_out_stay(workbook, everything):
    before = everything()
    workbook.sheets = {"Elemente": workbook.sheets["Elemente"][:3]}
    workbook.headings["Elemente"] = ["Identificator", "Titlu"]
    assert workbook.save().unchanged == 3
    assert everything() == before


@pytest.mark.both
def test_codes_may_change_places_and_what_stands_under_them_stays(workbook, it_plan):
    one, other = workbook.element("ax", "1"), workbook.element("ax", "2")
    one["Cod"], other["Cod"] = "2", "1"
    under = set(element(it_plan, "ax", "1").children.values_list("pk", flat=True))
    outcome = workbook.save()
    assert (len(outcome.changes), outcome.is_kept) == (2, True)
    moved = element(it_plan, "ax", "2")
    assert set(moved.children.values_list("pk", flat=True)) == under
    assert list(moved.history.order_by("history_id").values_list("history_type", "code")) == [("+", "1"), ("~", "2")]


def test_typed_columns_of_a_level_go_out_by_their_type_and_come_in(workbook, it_plan, people):
    made = typed_level(it_plan, **VALUES)
    again = EditedWorkbook(it_plan, people.editor)
    row = again.element("m", "1.1")
    assert not again.compare().changes
    field = next(column["field"] for column in COLUMNS if column.get("type") == "number")
    assert row[f"proprie: {field}"] == 25
    row[f"proprie: {field}"] = "1.234.567,5"
    assert again.save().is_kept
    assert Element.objects.get(pk=made.pk).extra == {**VALUES, field: "1234567.5"}
    row[f"proprie: {field}"] = "mult"
    assert [heading for _sheet, _line, heading, _message in problems(again.compare())] == [f"proprie: {field}"]


def test_what_somebody_else_saved_meanwhile_stays_and_is_told(workbook, it_plan, people):
    other = element(it_plan, "m", "1.2")
    other.responsible, other._history_user = "Altcineva", people.publisher
    other.save()
    mine = workbook.element("m", "1.2")
    mine["Titlu"] = "Alt titlu"
    outcome = workbook.save()
    assert [fields for _sheet, _line, _kind, fields in changes(outcome)] == [[("Titlu", other.title, "Alt titlu")]]
    assert [(one.sheet, one.line) for one in outcome.meanwhile] == [("Elemente", workbook.line("Elemente", mine))]
    assert "salvat între timp de publisher" in outcome.meanwhile[0].message
    saved = element(it_plan, "m", "1.2")
    assert (saved.title, saved.responsible) == ("Alt titlu", "Altcineva")


def test_what_two_people_changed_waits_for_a_choice(workbook, it_plan, everything):
    other = element(it_plan, "m", "1.2")
    other.title = "Titlul altcuiva"
    other.save()
    workbook.element("m", "1.2")["Titlu"] = "Titlul meu"
    before, outcome = everything(), workbook.save()
    assert [(one.heading, one.in_plan, one.in_file) for one in outcome.conflicts] == [
        ("Titlu", "Titlul altcuiva", "Titlul meu")
    ]
    assert (outcome.is_kept, everything()) == (False, before)
    assert not workbook.save(rest="plan").changes
    assert workbook.save(rest="fisier").is_kept
    assert element(it_plan, "m", "1.2").title == "Titlul meu"


def test_each_of_two_texts_is_chosen_by_itself(workbook, it_plan):
    for code in ("1.2", "1.3"):
        other = element(it_plan, "m", code)
        other.title = f"Titlul altcuiva {code}"
        other.save()
        workbook.element("m", code)["Titlu"] = f"Titlul meu {code}"
    first, second = workbook.compare().conflicts
    (left,) = workbook.compare(**{first.key: "fisier"}).conflicts
    assert left == second
    assert workbook.save(**{first.key: "fisier", "rest": "plan"}).is_kept
    titles = [element(it_plan, "m", code).title for code in ("1.2", "1.3")]
    assert titles == ["Titlul meu 1.2", "Titlul altcuiva 1.3"]
    # What is saved after the choice was made is asked again.
    element(it_plan, "m", "1.3").save()
    other = element(it_plan, "m", "1.3")
    other.title = "Titlul altcuiva mai nou"
    other.save()
    assert [one.in_plan for one in workbook.compare(**{second.key: "fisier"}).conflicts] == ["Titlul altcuiva mai nou"]


def test_a_removal_of_what_somebody_else_saved_waits_for_a_choice(workbook, it_plan):
    element(it_plan, "m", "1.14").save()
    workbook.element("m", "1.14")["Șterge"] = "da"
    for row in workbook.sheets["Indicatori"]:
        row["Șterge"] = "da" if row["Element"] == "m-1.14" else None
    assert [one.heading for one in workbook.compare().conflicts] == ["Șterge"]
    assert workbook.compare(rest="fisier").removed_rows_count > 0


def test_an_element_does_not_go_with_what_is_not_marked(workbook, it_plan, everything):
    before = everything()
    workbook.element("ax", "1")["Șterge"] = "da"
    told = [message for _sheet, _line, _heading, message in problems(workbook.save())]
    left = element(it_plan, "ax", "1").children.count()
    (told,) = told
    assert told.startswith(f"Sub el ar rămâne {left}\u00a0elemente nemarcate, de exemplu „1.1. ")
    assert everything() == before


def test_every_refusal_names_sheet_row_and_column_and_nothing_is_saved(workbook, everything):
    before, last = everything(), len(workbook.sheets["Elemente"]) + 2
    first, second = workbook.element("m", "1.1"), workbook.element("m", "1.2")
    second |= {"Cod": "1.1", "Data finalizării": "31.02.2026", "Poziție": "zece"}
    first["Sub"] = "m-1.3"
    workbook.row("Indicatori", Element="m-1.3")["Natura"] = "ceva"
    workbook.row("Indicatori", Element="m-1.4")["Instituție"] = "nicio-instituție"
    workbook.add("Elemente", Nivel="zz", Titlu="Nivel necunoscut")
    workbook.add("Elemente", **{**first, "Cod": "9.9"})
    workbook.add("Elemente", Nivel="m", Cod=1.1, Titlu="Cod schimbat de program")
    workbook.add("Elemente", Nivel="m", Cod="1.99", Sub="ax-99", Titlu="Fără părinte")
    told = {(sheet, line, heading) for sheet, line, heading, _message in problems(workbook.save())}
    lines = {code: workbook.line("Elemente", row) for code, row in (("1.1", first), ("1.2", second))}
    indicators = {
        name: workbook.line("Indicatori", workbook.row("Indicatori", Element=name)) for name in ("m-1.3", "m-1.4")
    }
    assert {
        ("Elemente", lines["1.1"], "Sub"),
        ("Elemente", lines["1.2"], "Cod"),
        ("Elemente", lines["1.2"], "Data finalizării"),
        ("Elemente", lines["1.2"], "Poziție"),
        ("Elemente", last, "Nivel"),
        ("Elemente", last + 1, "Identificator"),
        ("Elemente", last + 2, "Cod"),
        ("Elemente", last + 3, "Sub"),
        ("Indicatori", indicators["m-1.3"], "Natura"),
        ("Indicatori", indicators["m-1.4"], "Instituție"),
    } <= told
    assert everything() == before


def test_what_is_not_understood_is_listed_and_the_rest_is_read(workbook):
    workbook.headings["Elemente"].append("Culoare")
    workbook.element("m", "1.2").update({"Culoare": "albastru", "Titlu": "Alt titlu"})
    contents = workbook.contents()
    outcome = workbook.book().compare(type(contents)(contents.sheets, unknown=("Socoteli",)))
    assert outcome.notes == [
        "Foaia „Socoteli” nu este cunoscută și nu s-a citit.",
        "Foaia „Elemente”: coloana „Culoare” nu este cunoscută și nu s-a citit.",
    ]
    assert len(outcome.changes) == 1


def test_the_workbook_of_another_plan_is_refused(people, atop, workbook):
    contents = read_again(workbook, "xlsx")
    with pytest.raises(ImportRefused, match="Fișierul este al altui plan"):
        PlanWorkbook(atop, user=people.editor).compare(contents)


def test_a_sheet_comes_in_as_csv(workbook, it_plan):
    row = workbook.element("m", "1.2")
    text = f"Identificator;Titlu\n{row['Identificator']};=Alt titlu\n"
    upload = FileUpload("elemente.csv", text.encode())
    contents = read_contents(upload, workbook.book().headings())
    assert [one.fields for one in workbook.book().compare(contents).changes] == [
        [("Titlu", row["Titlu"], "=Alt titlu")]
    ]


def test_text_that_looks_like_a_formula_stays_text(workbook, it_plan, people):
    Element.objects.filter(pk=element(it_plan, "m", "1.2").pk).update(title='=HYPERLINK("http://x")')
    workbook = EditedWorkbook(it_plan, people.editor)
    with zipfile.ZipFile(io.BytesIO(DATA_FORMATS["xlsx"].write(workbook.file))) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    assert not run_workbook(workbook.book(), read_again(workbook, "xlsx")).changes


def test_only_who_may_change_the_plan_imports_it(workbook, people, everything):
    workbook.element("m", "1.2")["Titlu"] = "Alt titlu"
    before, seen = everything(), workbook.compare()
    stranger = PlanWorkbook(workbook.plan, user=people.reporter)
    with pytest.raises(ImportRefused, match="Nu mai aveți dreptul"):
        run_workbook(stranger, workbook.contents(), only_if=seen.digest)
    assert everything() == before


def test_a_level_is_known_by_its_name_too(workbook, it_plan):
    workbook.add("Elemente", Nivel="Axe de dezvoltare", Cod="9", Titlu="O axă nouă")
    workbook.add("Elemente", Nivel="măsură", Cod="9.1", Sub="ax-9", Titlu="O măsură nouă")
    outcome = workbook.save()
    assert (problems(outcome), outcome.is_kept) == ([], True)
    assert element(it_plan, "m", "9.1").parent == element(it_plan, "ax", "9")
