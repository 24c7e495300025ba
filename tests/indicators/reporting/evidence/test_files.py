"""What a file must be to be kept as evidence: by its name and by its content alike."""

import io
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.reporting.evidence.files import ACCEPTED_TEXT, MAX_MEMBERS, OPEN_DOCUMENT, validate_upload

PDF = b"%PDF-1.7\n%%EOF"
OTHER = "Fișierul se numește .{}, dar conținutul lui este altceva."
PROGRAMS = "Documentul cuprinde macrocomenzi sau programe. Salvați-l fără ele."


def kept(name, data):
    return validate_upload(SimpleUploadedFile(name, data)).name


def refusal(name, data=PDF):
    with pytest.raises(ValidationError) as refused:
        validate_upload(SimpleUploadedFile(name, data))
    return refused.value.message


def piece(kind, data=b""):
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


PNG = b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", bytes(13)) + piece(b"IDAT", b"x") + piece(b"IEND")
JPEG = b"\xff\xd8\xff\xe0picture\xff\xd9"
DOCX = {"[Content_Types].xml": "<Types/>", "_rels/.rels": "", "word/document.xml": ""}
XLSX = {"[Content_Types].xml": "<Types/>", "_rels/.rels": "", "xl/workbook.xml": ""}
ODT = {"mimetype": f"{OPEN_DOCUMENT}.text", "content.xml": ""}
ODS = {"mimetype": f"{OPEN_DOCUMENT}.spreadsheet", "content.xml": ""}


def packed(*parts, before=b"", **more):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in {**(parts[0] if parts else {}), **more}.items():
            archive.writestr(name, text)
    return before + stream.getvalue()


def without(parts, name):
    return packed({key: text for key, text in parts.items() if key != name})


def test_a_pdf_is_kept():
    assert kept("raport.pdf", PDF) == "raport.pdf"


def test_an_ending_in_capitals_is_the_same_ending():
    assert kept("RAPORT.PDF", PDF) == "RAPORT.PDF"


def test_what_is_only_called_a_pdf_is_refused():
    assert refusal("raport.pdf", b"text") == OTHER.format("pdf")


def test_a_document_with_macros_is_refused_by_its_name():
    said = "Documentele cu macrocomenzi nu se primesc. Salvați-l ca .docx sau .xlsx."
    assert [refusal(f"a.{ending}") for ending in ("docm", "xlsm", "xlsb")] == [said] * 3


@pytest.mark.parametrize(("old", "new"), [("doc", "docx"), ("xls", "xlsx"), ("rtf", "docx")])
def test_an_old_format_is_refused_with_the_new_one(old, new):
    assert refusal(f"a.{old}") == f"Formatul vechi .{old} nu se primește. Salvați fișierul ca .{new} sau .pdf."


def test_an_unknown_ending_is_refused_with_those_that_are_known():
    assert refusal("a.zip") == f"Fișierele .zip nu se primesc. Se primesc fișiere {ACCEPTED_TEXT}."


def test_of_a_long_ending_only_the_beginning_is_said():
    assert refusal("a." + "z" * 30) == f"Fișierele .{'z' * 20} nu se primesc. Se primesc fișiere {ACCEPTED_TEXT}."


def test_a_name_without_an_ending_is_refused():
    assert refusal("raport") == f"Fișierul nu are extensie. Se primesc fișiere {ACCEPTED_TEXT}."


def test_an_ending_that_hides_a_program_is_refused():
    said = "Numele fișierului are două extensii. Redenumiți-l, de exemplu „raport.pdf”."
    assert [refusal(f"a.{hidden}.pdf") for hidden in ("exe", "HTML", "js", "docm")] == [said] * 4


def test_a_point_in_a_name_hides_nothing():
    assert kept("raport.v2.trim.pdf", PDF) == "raport.v2.trim.pdf"


def test_an_old_office_file_is_refused_whatever_it_is_called():
    said = "Fișierul este protejat cu parolă sau în formatul vechi al Office. Salvați-l fără parolă."
    assert refusal("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...") == said


def test_a_whole_picture_is_kept():
    assert [kept("a.png", PNG), kept("a.jpg", JPEG), kept("a.jpeg", JPEG)] == ["a.png", "a.jpg", "a.jpeg"]


def test_a_picture_that_is_cut_short_is_refused():
    assert [refusal("a.png", PNG[:-4]), refusal("a.jpg", JPEG[:-1])] == [OTHER.format("png"), OTHER.format("jpg")]


def test_a_picture_with_something_after_its_end_is_refused():
    assert refusal("a.png", PNG + b"x") == OTHER.format("png")


def test_a_picture_whose_piece_was_changed_is_refused():
    assert refusal("a.png", PNG.replace(b"IDATx", b"IDATy")) == OTHER.format("png")


def test_a_picture_that_holds_a_page_is_refused():
    page = PNG.replace(piece(b"IDAT", b"x"), piece(b"tEXt", b"<script>"))
    assert [refusal("a.png", page), refusal("a.jpg", JPEG.replace(b"picture", b"<HTML "))] == [
        OTHER.format("png"),
        OTHER.format("jpg"),
    ]


def test_a_picture_that_does_not_begin_as_one_is_refused():
    assert [refusal("a.png", b"x" + PNG), refusal("a.jpg", b"x" + JPEG)] == [OTHER.format("png"), OTHER.format("jpg")]


def test_a_text_is_kept_in_either_encoding():
    assert [kept("a.txt", "Poliție".encode(one)) for one in ("utf-8", "utf-8-sig")] == ["a.txt"] * 2
    assert kept("a.csv", "Poliţie;ă".encode("cp1250")) == "a.csv"


def test_a_text_with_control_characters_is_refused():
    assert [refusal("a.txt", data) for data in (b"a\x00b", b"a\x1bb", b"a\x7fb")] == [OTHER.format("txt")] * 3


def test_a_text_may_have_tabs_lines_and_pages():
    assert kept("a.txt", b"a\tb\r\nc\x0cd") == "a.txt"


def test_a_text_in_no_known_encoding_is_refused():
    assert refusal("a.txt", b"\x81\x83") == OTHER.format("txt")


def test_a_text_that_begins_as_a_page_or_a_program_is_refused():
    starts = (b"<!doctype html>", b"  <html>", b"<?xml ?>", b"#!/bin/sh", b"<SVG:x>")
    assert [refusal("a.txt", data) for data in starts] == [OTHER.format("txt")] * 5


def test_a_text_may_begin_with_a_sign():
    assert kept("a.txt", b"< 5 cazuri") == "a.txt"


@pytest.mark.parametrize(("ending", "parts"), [("docx", DOCX), ("xlsx", XLSX), ("odt", ODT), ("ods", ODS)])
def test_a_document_with_its_parts_is_kept(ending, parts):
    assert kept(f"a.{ending}", packed(parts)) == f"a.{ending}"


@pytest.mark.parametrize(
    ("ending", "parts", "missing"),
    [
        ("docx", DOCX, "[Content_Types].xml"),
        ("docx", DOCX, "_rels/.rels"),
        ("docx", DOCX, "word/document.xml"),
        ("xlsx", XLSX, "xl/workbook.xml"),
        ("odt", ODT, "mimetype"),
        ("odt", ODT, "content.xml"),
    ],
)
def test_a_document_without_one_of_its_parts_is_refused(ending, parts, missing):
    assert refusal(f"a.{ending}", without(parts, missing)) == OTHER.format(ending)


def test_a_document_of_another_kind_is_refused():
    assert [refusal("a.xlsx", packed(DOCX)), refusal("a.docx", packed(XLSX)), refusal("a.odt", packed(ODS))] == [
        OTHER.format("xlsx"),
        OTHER.format("docx"),
        OTHER.format("odt"),
    ]


def test_a_document_that_is_no_archive_is_refused():
    assert refusal("a.docx", b"text") == OTHER.format("docx")


def test_a_document_that_is_cut_short_is_refused_as_damaged():
    said = "Fișierul este deteriorat: nu se poate deschide. Salvați-l din nou."
    assert refusal("a.docx", packed(DOCX)[:-30]) == said


def test_a_document_with_something_before_it_is_refused():
    assert refusal("a.docx", packed(DOCX, before=b"PK\x03\x04....")) == OTHER.format("docx")


def test_a_document_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr("indicators.reporting.evidence.files.MAX_MEMBERS", 3)
    assert (kept("a.docx", packed(DOCX)), refusal("a.docx", packed(DOCX, more=""))) == ("a.docx", OTHER.format("docx"))


def test_a_document_has_at_most_five_thousand_parts():
    assert MAX_MEMBERS == 5_000


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "Basic/script.xml", "Scripts/a.xml", "word/embeddings/a.exe"])
def test_a_document_that_carries_a_program_is_refused(name):
    assert refusal("a.docx", packed({**DOCX, name: ""})) == PROGRAMS


def test_a_document_that_calls_itself_one_with_macros_is_refused():
    assert refusal("a.docx", packed({**DOCX, "[Content_Types].xml": "<Types macroEnabled/>"})) == PROGRAMS
