import dataclasses
import json
from decimal import Decimal
from pathlib import Path

import jsonschema_rs
import pytest

from plans import document
from tests.plans.consultations.consultation_factories import opened

SCHEMA = json.loads((Path(document.__file__).parent / "schemas" / "edition-1.schema.json").read_text(encoding="utf-8"))


def validate(text):
    return jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True).iter_errors(json.loads(text))


def test_a_published_document_reads_back_as_it_was_written(editions):
    for edition in editions:
        read = edition.read()
        assert document.to_json(read) == edition.document
        assert document.checksum_of(edition.document) == edition.checksum


def test_a_published_document_follows_its_schema(editions):
    for edition in editions:
        assert list(validate(edition.document)) == []


def test_the_schema_refuses_a_field_that_it_does_not_know_and_a_wrong_type(editions):
    data = json.loads(editions[0].document)
    data["owner"]["phone"] = "0264"
    data["elements"][0]["title"] = 7
    assert sorted(list(error.instance_path) for error in validate(json.dumps(data))) == [
        ["elements", 0, "title"],
        ["owner"],
    ]


def test_the_schema_names_every_field_of_every_value():
    classes = [k for k in vars(document).values() if isinstance(k, type) and k is not document.Document]
    kinds = [k for k in classes if dataclasses.is_dataclass(k)]
    fields = {k.__name__.removesuffix("Value"): sorted(f.name for f in dataclasses.fields(k)) for k in kinds}
    assert {name: sorted(schema["properties"]) for name, schema in SCHEMA["$defs"].items()} == dict(
        sorted(fields.items())
    )
    assert list(SCHEMA["properties"]) == [f.name for f in dataclasses.fields(document.Document)]


def test_the_canonical_text_is_sorted_dense_and_keeps_letters(editions):
    text = editions[0].document
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert "Creșterea nivelului de siguranță școlară" in text


def test_a_changed_text_is_not_read(editions):
    edition = editions[0]
    with pytest.raises(document.CorruptDocument):
        document.from_json(edition.document.replace("2024", "2025"), checksum=edition.checksum)


@pytest.mark.parametrize(
    ("prefix", "code", "place", "address"),
    [
        ("os", "1.2", 4, "os-1.2"),
        ("m", "1.10", 3, "m-1.10"),
        ("on", "", 1, "on-1"),
        ("ob", "II a)", 1, "ob-II-a"),
        ("ob", "•", 2, "ob-2"),
        ("ob", "../etc", 2, "ob-etc"),
    ],
)
def test_an_address_is_the_code_or_the_place(prefix, code, place, address):
    assert document.address(prefix, code, place) == address


def test_shares_are_kept_as_printed(editions):
    staff = editions[0].read().budget[1]
    assert (staff.label, staff.amount, staff.share) == (
        "cheltuieli de personal",
        Decimal("191982.16"),
        Decimal("78.28"),
    )


def test_indicators_join_back_into_the_printed_cell(editions):
    it = editions[1].read()
    cells = {e.code: it.printed_indicators(e) for e in it.roots("m")}
    assert cells["1.8"] == "Existența parteneriatului și gradul de interacțiune cu partenerul"
    assert cells["1.9"] == "Numărul de licitații lansate, numărul de proiecte critice livrate și instalate"


def test_the_schema_refuses_a_draft_put_to_consultation_for_its_number_alone(it_plan, people):
    draft = opened(it_plan, people.publisher).document
    assert [list(error.instance_path) for error in validate(draft)] == [["edition", "number"]]
