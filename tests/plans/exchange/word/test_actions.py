"""A document becomes a plan whole or not at all, remembers where everything came from, and can be taken back."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plans.editions.composition import compose
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import actions, originals, readings
from plans.exchange.word.mapping.choices import ColumnChoice, LevelChoice, WordMapping
from plans.models import Element, ImportedElement, Institution, Level, Plan, WordImport
from portal.uploads import FileUpload
from tests.plans.exchange.word.handmade import docx, p, tbl, tc

HEAD = ("Obiective generale", "Măsuri", "Indicatori", "Buget (lei)", "Riscuri")
DOCUMENT = docx(
    p("Anexa nr. 3"),
    p("la Hotărârea nr. 12/2026"),
    p("PLANUL DE MĂSURI"),
    p("pentru siguranță"),
    p("Introducere", bold=True),
    p("Textul introducerii."),
    tbl(
        HEAD,
        (tc("1. Prevenirea", merge="restart"), "1.1. Campanii", "Numărul de campanii, gradul de informare", "1.250", "Timp"),
        (tc(merge="continue"), "1.2. Patrule", "", "300,5", ""),
    ),
    p("PREȘEDINTE,"),
    p("Ana Popescu"),
)  # fmt: skip


@pytest.fixture
def new_plan(people):
    def make(**changed):
        values = {
            "slug": "din-word",
            "short_title": "Din Word",
            "title": "Planul de măsuri",
            "owner": Institution.objects.get(code="cj-cluj"),
            "period_start": "2026-01-01",
            "period_end": "2026-12-31",
        }
        return Plan(**values | changed)

    return make


@pytest.fixture
def uploaded(people):
    return actions.upload(FileUpload("Plan 2026.docx", DOCUMENT), by=people.editor)


@pytest.fixture
def made(uploaded, people, new_plan):
    return actions.create_plan(uploaded, by=people.editor, plan=new_plan())


def test_all_of_the_document_is_in_the_plan_with_its_history(made, uploaded, people):
    document = compose(made, number=1, published_at=None, note="")
    assert [(one.level, one.code, one.title) for one in document.elements] == [
        ("og", "1", "Prevenirea"),
        ("m", "1.1", "Campanii"),
        ("m", "1.2", "Patrule"),
    ]
    assert document.elements[1].extra == {"buget_lei": "1250", "riscuri": "Timp"}
    assert [(one.title, one.joiner, one.nature) for one in document.indicators] == [
        ("Numărul de campanii", "", "count"),
        ("gradul de informare", ", ", "qualitative"),
    ]
    assert [(one.heading, one.paragraphs, one.block) for one in document.sections] == [
        ("Introducere", ["Textul introducerii."], "elements"),
        ("", [], "signatures"),
    ]
    assert [(one.title, one.annex) for one in document.acts] == [("Hotărârea nr. 12/2026", "Anexa nr. 3")]
    assert [one.name for one in document.signatories] == ["Ana Popescu"]
    assert Level.objects.get(plan=made, prefix="m").columns == [
        {"field": "indicators", "label": "Indicatori"},
        {"field": "buget_lei", "label": "Buget (lei)", "type": "money", "unit": "lei"},
        {"field": "riscuri", "label": "Riscuri"},
    ]
    record = Element.history.get(code="1.2", level__plan=made)
    assert (record.history_user, record.history_change_reason) == (people.editor, "Adus din Plan 2026.docx")


def test_each_element_knows_its_place_and_the_original_is_kept_byte_for_byte(made):
    places = ImportedElement.objects.filter(element__level__plan=made).order_by("pk").values_list("place", flat=True)
    assert list(places) == [f"tabelul 1, rândul {row}, coloana {column}" for row, column in ((2, 1), (2, 2), (3, 2))]
    row = made.word_import
    kept = originals.original_path(row.checksum).read_bytes()
    assert (kept, row.checksum) == (DOCUMENT, hashlib.sha256(DOCUMENT).hexdigest())


@pytest.mark.both
def test_what_fails_while_it_is_written_leaves_nothing(uploaded, people, new_plan, monkeypatch):
    def fail(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(ImportedElement.objects, "bulk_create", fail)
    with pytest.raises(KeyboardInterrupt):
        actions.create_plan(uploaded, by=people.editor, plan=new_plan())
    monkeypatch.undo()
    assert not Plan.objects.filter(slug="din-word").exists()
    assert WordImport.objects.get().plan is None
    assert actions.create_plan(uploaded, by=people.editor, plan=new_plan()).slug == "din-word"


def test_a_plan_is_made_once_and_only_by_who_uploaded_its_document(uploaded, people, new_plan):
    with pytest.raises(PermissionDenied):
        actions.create_plan(uploaded, by=people.publisher, plan=new_plan())
    made = actions.create_plan(uploaded, by=people.editor, plan=new_plan())
    assert actions.create_plan(uploaded, by=people.editor, plan=new_plan(slug="alt-plan")) == made
    with pytest.raises(PermissionDenied):
        actions.forget(uploaded, by=people.editor)


def test_a_document_with_something_to_be_mended_makes_no_plan(people, new_plan):
    twice = docx(tbl(HEAD[:2], ("1. Prevenirea", "1.1. Una"), ("", "1.1. Iar")))
    row = actions.upload(FileUpload("a.docx", twice), by=people.editor)
    with pytest.raises(ValidationError, match="tabelul 1, rândul 3, coloana 2: Codul „1.1” apare și la"):
        actions.create_plan(row, by=people.editor, plan=new_plan())


def test_a_text_that_is_too_long_for_its_field_is_told_with_its_place_before_anything_is_written(people):
    long = docx(tbl(("Obiective generale", "Termen"), ("1. Prevenirea", "trimestrial " * 40)))
    row = actions.upload(FileUpload("a.docx", long), by=people.editor)
    problems = actions.plan_of(readings.read(row), WordMapping.from_plain(row.mapping)).problems
    assert [one.place for one in problems] == ["tabelul 1, rândul 2, coloana 1"]
    assert problems[0].message.startswith("Termen de finalizare: ")


def test_a_value_that_does_not_fit_its_column_is_told_with_its_place(people, uploaded):
    mapping = WordMapping.from_plain(uploaded.mapping)
    mapping.tables[1].columns[4].type = "number"
    problems = actions.plan_of(readings.read(uploaded), mapping).problems
    assert [(one.place, one.message[:18]) for one in problems] == [
        ("tabelul 1, rândul 2, coloana 2", "Coloana „Riscuri”:")
    ]


@pytest.mark.both
def test_an_import_is_taken_back_whole_while_nothing_was_built_on_it(made, people):
    row = made.word_import
    actions.take_back(row, by=people.editor, version=made.version)
    assert not Plan.objects.filter(pk=made.pk).exists()
    assert not WordImport.objects.exists()
    assert not ImportedElement.objects.exists()


def test_once_somebody_worked_on_it_an_import_stays(made, people):
    element = Element.objects.get(level__plan=made, code="1.1")
    element.title = "Campanii noi"
    element.save()
    with pytest.raises(actions.NotAsItCame):
        actions.take_back(made.word_import, by=people.editor, version=made.version)
    assert Plan.objects.filter(pk=made.pk).exists()


def test_the_original_goes_with_the_last_row_that_names_it(uploaded, people, django_capture_on_commit_callbacks):
    again = actions.upload(FileUpload("Același.docx", DOCUMENT), by=people.editor)
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(uploaded, by=people.editor)
    assert originals.original_path(again.checksum).exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(again, by=people.editor)
    assert not originals.original_path(again.checksum).exists()


def test_what_was_said_of_a_document_holds_for_the_institutions_next_one(made, people):
    mapping = WordMapping.from_plain(made.word_import.mapping)
    mapping.levels[1] = LevelChoice("m", "Intervenție", "Intervenții", "measure", "og")
    WordImport.objects.update(mapping=mapping.to_plain())
    following = docx(p("Planul"), tbl(HEAD, ("1. Alt obiectiv", "1.1. Altă măsură", "", "", "")))
    row = actions.upload(FileUpload("Plan 2027.docx", following), by=people.editor)
    assert [one["name"] for one in row.mapping["levels"]] == ["Obiectiv general", "Intervenție"]


def test_who_may_begin_no_plan_uploads_nothing(people):
    with pytest.raises(PermissionDenied):
        actions.upload(FileUpload("a.docx", DOCUMENT), by=people.outsider)
    with pytest.raises(ImportRefused):
        actions.upload(FileUpload("a.docx", b"text"), by=people.editor)
    assert not WordImport.objects.exists()


def test_a_level_whose_name_the_portal_cannot_hold_is_told_and_nothing_is_written(uploaded, people, new_plan):
    mapping = WordMapping.from_plain(uploaded.mapping)
    mapping.level("m").kind = "necunoscut"
    actions.correct(uploaded, by=people.editor, mapping=mapping)
    with pytest.raises(ValidationError, match="Nivelul „Măsură”"):
        actions.create_plan(uploaded, by=people.editor, plan=new_plan())
    assert not Plan.objects.filter(slug="din-word").exists()


def fiches(*values):
    keys = ("Cod", "Denumirea proiectului", "Obiectiv specific", "Responsabil", "Buget (lei)", "Stadiu")
    return docx(p("Planul"), *[part for row in values for part in (tbl(*zip(keys, row, strict=True)), p())])


FICHES = fiches(
    ("P1", "Parcări", "OS 1. Mobilitate", "CJ", "1.250", "în curs"), ("P2", "Piste", "OS 1. Mobilitate", "", "300", "")
)


def test_fiches_become_a_plan_and_what_was_said_of_their_keys_holds_for_the_next(people, new_plan):
    row = actions.upload(FileUpload("Fișe 2026.docx", FICHES), by=people.editor)
    mapping = WordMapping.from_plain(row.mapping)
    mapping.tables[1].columns[5] = mapping.tables[2].columns[5] = ColumnChoice("description", "Stadiu")
    actions.correct(row, by=people.editor, mapping=mapping)
    document = compose(
        actions.create_plan(row, by=people.editor, plan=new_plan()), number=1, published_at=None, note=""
    )
    assert [(one.level, one.code, one.title, one.extra) for one in document.elements] == [
        ("os", "1", "Mobilitate", {}),
        ("pr", "P1", "Parcări", {"buget_lei": "1250"}),
        ("pr", "P2", "Piste", {"buget_lei": "300"}),
    ]
    assert [one.description for one in document.elements] == ["", "în curs", ""]
    assert [[one.label for one in level.columns] for level in document.levels] == [
        [],
        ["Responsabil", "Buget (lei)", "Stadiu"],
    ]
    following = fiches(
        ("P7", "Punți", "OS 2. Mediu", "CJ", "5", "de început"), ("P8", "Parc", "OS 2. Mediu", "", "3", "")
    )
    again = actions.upload(FileUpload("Fișe 2027.docx", following), by=people.editor)
    assert again.mapping["tables"] == row.mapping["tables"]
