import pytest

from plans.exchange.elements import ElementResource
from plans.exchange.imports.outcome import run_import
from plans.exchange.sheets.formats import FORMATS_BY_EXTENSION
from plans.models import KIND_MODELS, Element, Institution, Level, Measure
from tests.plans.exchange.rows import HEADINGS, element, problems, sheet, state, table
from tests.plans.typed_columns import COLUMNS, VALUES, typed_level


@pytest.mark.parametrize("extension", FORMATS_BY_EXTENSION)
def test_an_export_imported_again_changes_nothing(people, it_plan, extension):
    element(it_plan, "m-1.2").institutions.add(Institution.objects.get(code="cj-cluj"))
    before = state()
    file_format = FORMATS_BY_EXTENSION[extension]()
    data = file_format.export_data(ElementResource(user=people.editor).export(Element.objects.all()))
    seen = run_import(ElementResource(user=people.editor), file_format.create_dataset(data))
    done = run_import(ElementResource(user=people.editor), file_format.create_dataset(data), only_if=seen.digest)
    assert (table(done), problems(done), done.unchanged, done.is_kept) == ([], [], 75, True)
    assert state() == before


def test_importing_the_same_file_twice_changes_nothing_the_second_time(importing, it_plan):
    rows = [
        [*HEADINGS, "Instituții", "Data finalizării"],
        ["informatizare-2019", "m", "1.15", "ax-4", 150, "Nouă", "cj-cluj, ipj-cluj", "31.12.2026"],
        ["informatizare-2019", "m", "1.2", "ax-1", 20, "Alt titlu", "cj-cluj", "2025-12-31"],
    ]
    assert importing(*rows).is_kept
    before = state()
    again = importing(*rows)
    assert (table(again), again.unchanged, state()) == ([], 2, before)


def test_a_changed_row_keeps_its_identity_and_counts_one_save_and_one_record(importing, it_plan):
    measure = element(it_plan, "m-1.2")
    row = ["informatizare-2019", "m", "1.2", "ax-1", measure.position, "Alt titlu", "ipj-cluj"]
    outcome = importing([*HEADINGS, "Instituții"], row)
    again = Element.objects.get(pk=measure.pk)
    assert table(outcome) == [(2, False, [("Titlu", measure.title, "Alt titlu"), ("Instituții", "", "ipj-cluj")])]
    assert (again.uid, again.version, again.title) == (measure.uid, measure.version + 1, "Alt titlu")
    record = again.history.get()
    assert (record.history_type, record.history_change_reason) == ("~", "Probă")
    assert [row.institution.code for row in record.institutions.all()] == ["ipj-cluj"]


def test_a_column_that_is_not_in_the_sheet_stays_as_it_is_and_an_empty_cell_empties(importing, it_plan):
    measure = element(it_plan, "m-1.2")
    importing([*HEADINGS, "Rezultat așteptat"], ["informatizare-2019", "m", "1.2", "ax-1", 20, measure.title, None])
    again = Element.objects.get(pk=measure.pk)
    assert (again.expected_result, again.responsible, again.evaluation_term) == (
        "",
        measure.responsible,
        measure.evaluation_term,
    )


def test_rows_that_are_not_in_the_sheet_stay(importing, it_plan):
    importing(HEADINGS, ["informatizare-2019", "m", "1.15", "ax-4", 150, "Nouă"])
    assert Element.objects.filter(level__plan=it_plan).count() == 22 + 1


def test_an_element_without_a_code_is_found_by_its_place(importing, atop):
    first = element(atop, "on-1")
    outcome = importing(
        HEADINGS, ["atop-2024", "on", None, None, first.position, "Alt titlu"], ["atop-2024", "on", "", "", 990, "Nou"]
    )
    assert [(line, new) for line, new, _ in table(outcome)] == [(2, False), (3, True)]
    assert (Element.objects.get(uid=first.uid).title, element(atop, "on-5").title) == ("Alt titlu", "Nou")


def test_elements_that_share_a_place_are_not_guessed_between(importing, atop):
    level = Level.objects.get(plan=atop, prefix="on")
    Element.objects.create(level=level, position=10, title="Geamăn")
    outcome = importing(HEADINGS, ["atop-2024", "on", "", "", 10, "Alt titlu"])
    assert problems(outcome) == [
        (2, "Poziție", "Planul are mai multe elemente fără cod la poziția 10; schimbați întâi pozițiile.")
    ]


@pytest.mark.parametrize("parent_first", [True, False])
def test_a_child_may_name_a_parent_from_the_same_sheet_wherever_it_stands(importing, atop, parent_first):
    rows = [["atop-2024", "og", "7", "", 70, "Părinte"], ["atop-2024", "os", "7.1", "og-7", 10, "Copil"]]
    outcome = importing(HEADINGS, *(rows if parent_first else reversed(rows)))
    assert (problems(outcome), [line for line, _, _ in table(outcome)]) == ([], [2, 3])
    assert element(atop, "os-7.1").parent == element(atop, "og-7")


def test_a_moved_element_says_from_where_to_where(importing, it_plan):
    measure = element(it_plan, "m-1.2")
    outcome = importing(HEADINGS, ["informatizare-2019", "m", "1.2", "ax-4", measure.position, measure.title])
    assert table(outcome) == [(2, False, [("Sub", "ax-1", "ax-4")])]
    assert element(it_plan, "m-1.2").parent == element(it_plan, "ax-4")


def test_every_kind_imports_its_own_export(people, importing):
    for kind in KIND_MODELS:
        dataset = ElementResource(user=people.editor, model=kind).export(kind.objects.all())
        if len(dataset):
            outcome = importing(dataset.headers, *(list(row) for row in dataset), model=kind)
            assert (kind, problems(outcome), table(outcome)) == (kind, [], [])


@pytest.mark.parametrize(("role", "count"), [("editor", 75), ("reviewer", 53), ("outsider", 0)])
def test_an_export_holds_only_what_its_reader_may_see(people, role, count):
    assert len(ElementResource(user=getattr(people, role)).export(Element.objects.all())) == count


def test_an_export_stands_in_the_order_of_the_plan(people, it_plan):
    dataset = ElementResource(user=people.editor).export(Element.objects.filter(level__plan=it_plan).order_by("?"))
    assert dataset["Cod"] == [
        "1",
        "2",
        "3",
        "4",
        "1",
        "1.1",
        "1.2",
        "1.3",
        "1.4",
        "1.5",
        "1.6",
        "1.7",
        "2",
        "1.8",
        "1.9",
        "1.10",
        "3",
        "1.11",
        "1.12",
        "4",
        "1.13",
        "1.14",
    ]


def test_the_plans_own_columns_go_out_and_come_back(people, importing, it_plan):
    level = it_plan.level_set.get(prefix="m")
    level.columns = [*level.columns, {"field": "riscuri", "label": "Riscuri"}]
    level.save()
    importing([*HEADINGS, "proprie: riscuri"], ["informatizare-2019", "m", "1.15", "ax-4", 150, "T", "mari  şi mici"])
    dataset = ElementResource(user=people.editor, model=Measure).export(Measure.objects.filter(code="1.15"))
    assert dataset.dict[0]["proprie: riscuri"] == "mari și mici"
    assert Element.objects.get(code="1.15").extra == {"riscuri": "mari și mici"}
    importing([*HEADINGS, "proprie: riscuri"], ["informatizare-2019", "m", "1.15", "ax-4", 150, "T", ""])
    assert Element.objects.get(code="1.15").extra == {}


def test_headings_are_known_in_any_spelling(importing):
    headings = ["PLAN", " nivel ", "cod", "SUB", "Poziţie", "titlu"]
    assert problems(importing(headings, ["atop-2024", "og", "9", "", 90, "T"])) == []


def test_a_text_is_stored_in_one_spelling_and_script_stays_text(importing, atop):
    importing(HEADINGS, ["atop-2024", "og", "9", "", 90, "Şcoli\u00a0şi  <script>alert(1)</script>"])
    assert element(atop, "og-9").title == "Școli și <script>alert(1)</script>"


def test_a_row_that_someone_saves_at_the_same_moment_is_refused_with_the_rest(people, it_plan):
    rows = [
        HEADINGS,
        ["informatizare-2019", "m", "1.2", "ax-1", 20, "Alt titlu"],
        ["informatizare-2019", "m", "1.15", "ax-4", 150, "T"],
    ]
    seen = run_import(ElementResource(user=people.editor), sheet(*rows))
    resource = ElementResource(user=people.editor)
    resource.places.elements(it_plan)
    other = element(it_plan, "m-1.2")
    other.title = "Salvat de altcineva"
    other.save()
    before = state()
    outcome = run_import(resource, sheet(*rows), only_if=seen.digest)
    assert problems(outcome) == [
        (2, "", "Datele s-au schimbat chiar acum: altcineva a salvat același rând. Încărcați fișierul din nou.")
    ]
    assert (outcome.is_kept, state()) == (False, before)


def test_a_code_that_someone_else_adds_at_the_same_moment_is_refused_by_the_database(people, it_plan):
    rows = [HEADINGS, ["informatizare-2019", "m", "1.15", "ax-4", 150, "T"]]
    seen = run_import(ElementResource(user=people.editor), sheet(*rows))
    resource = ElementResource(user=people.editor)
    resource.find(sheet(*rows).dict[0])
    Element.objects.create(
        level=it_plan.level_set.get(prefix="m"), parent=element(it_plan, "ax-4"), code="1.15", title="A"
    )
    before = state()
    outcome = run_import(resource, sheet(*rows), only_if=seen.digest)
    assert [message.startswith("Baza de date nu primește rândul.") for _, _, message in problems(outcome)] == [True]
    assert state() == before


def test_the_work_does_not_grow_with_the_rows_that_stay(people, django_assert_num_queries, it_plan):
    def exported(count):
        measures = Measure.objects.filter(pk__in=Measure.objects.order_by("pk").values("pk")[:count])
        dataset = ElementResource(user=people.editor).export(measures)
        return sheet(dataset.headers, *(list(row) for row in dataset))

    few, many = exported(1), exported(3)
    for rows, count in ((few, 1), (many, 3)):
        savepoints = 2 * count
        with django_assert_num_queries(14 + savepoints):
            run_import(ElementResource(user=people.editor), rows)


OWN_HEADINGS = [f"proprie: {column['field']}" for column in COLUMNS]


def test_typed_columns_are_read_by_their_type(importing, it_plan):
    row = typed_level(it_plan)
    cells = ["Două vorbe", 25, "1.250,50", "17.05.2031", "https://cjcluj.ro/anunt", "GATA"]
    place = ["informatizare-2019", "m", "1.1", "ax-1", row.position, row.title]
    assert importing([*HEADINGS, *OWN_HEADINGS], [*place, *cells]).is_kept
    assert Element.objects.get(pk=row.pk).extra == VALUES


def test_a_cell_that_does_not_fit_its_column_is_refused_with_its_row_and_heading(importing, it_plan):
    row = typed_level(it_plan)
    place = ["informatizare-2019", "m", "1.1", "ax-1", row.position, row.title]
    outcome = importing([*HEADINGS, "proprie: buget", "proprie: stare"], [*place, "mult", "poate"])
    assert problems(outcome) == [
        (2, "proprie: buget", "„mult” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."),
        (2, "proprie: stare", "„poate” nu se poate alege. Scrieți una dintre: în lucru; gata."),
    ]


@pytest.mark.parametrize("extension", FORMATS_BY_EXTENSION)
def test_typed_columns_exported_and_imported_again_change_nothing(people, it_plan, extension):
    typed_level(it_plan, **VALUES)
    before = state()
    file_format = FORMATS_BY_EXTENSION[extension]()
    exported = ElementResource(user=people.editor).export(Element.objects.all())
    row = next(row for row in exported.dict if (row["Plan"], row["Cod"]) == ("informatizare-2019", "1.1"))
    assert [row[name] for name in OWN_HEADINGS] == [
        "Două vorbe",
        "25",
        "1250,5",
        "17.05.2031",
        "https://cjcluj.ro/anunt",
        "gata",
    ]
    data = file_format.export_data(exported)
    seen = run_import(ElementResource(user=people.editor), file_format.create_dataset(data))
    assert (table(seen), problems(seen), seen.unchanged) == ([], [], 75)
    assert state() == before
