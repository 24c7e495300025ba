"""Files that nobody should be able to hurt the portal with, or lose time over: each is refused in words."""

import pytest

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word.reading import body, package
from plans.exchange.word.reading.body import read_document
from portal.uploads import COMPOUND_FILE
from tests.plans.exchange.word.handmade import CONTENT_TYPES, WORD, docx, p, tbl, tc

HOSTILE = "Fișierul are o structură neobișnuită, care nu se importă din motive de siguranță: "
DECLARED = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><x>&x;</x>'
GOOD = p("Obiectiv general 1. Text")
LINK = '<Relationship Id="r1" Type="http://x/{}" Target="{}" TargetMode="External"/>'


DAMAGED = "Fișierul este deteriorat și nu poate fi citit."


def main(text, encoding=""):
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding else ""
    return f'{declared}<w:document xmlns:w="{WORD}"><w:body>{p(text)}</w:body></w:document>'


def nested(depth):
    return p("Text") if depth == 0 else tbl((tc(nested(depth - 1)), "x"))


REFUSED = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), package.NOT_WORD),
    "an old or locked document": (COMPOUND_FILE + bytes(600), package.OLD_OR_LOCKED),
    "a truncated one": (docx(GOOD)[:-200], "Fișierul este deteriorat și nu poate fi citit."),
    "a sheet": (docx(GOOD, leave_out=["word/document.xml"]), package.NOT_WORD),
    "half of its XML": (
        docx(GOOD, extra=[("word/document.xml", "<w:document><w:body>")]),
        "Fișierul este deteriorat și nu poate fi citit.",
    ),
    "entities": (docx(GOOD, extra=[("word/footnotes.xml", DECLARED)]), f"{HOSTILE}declară un tip de document"),
    "macros": (docx(GOOD, extra=[("word/vbaProject.bin", "x")]), package.MACROS),
    "a renamed docm": (docx(GOOD, types=CONTENT_TYPES.replace("document.main", "x.macroEnabled")), package.MACROS),
    "a template from elsewhere": (
        docx(GOOD, relations=LINK.format("attachedTemplate", "http://127.0.0.1:9/a.dotm")),
        package.LINKED,
    ),
    "a picture from elsewhere": (docx(GOOD, relations=LINK.format("image", "\\\\gazda\\a.png")), package.LINKED),
    "a bomb": (docx(GOOD, extra=[("word/media/a.bin", bytes(52 * 1024 * 1024))]), f"{HOSTILE}dezarhivat, depășește 50 MB."),
    "a way out of the folder": (docx(GOOD, extra=[("../a.xml", "<a/>")]), f"{HOSTILE}o parte are un nume nepermis."),
    "no text": (docx(p()), "Documentul nu are text. Dacă este scanat, cereți-l și în formă editabilă."),
    "too many columns": (docx(tbl(("x", tc("y", span=20_000)))), "Tabelul are prea multe coloane (tabelul 1, rândul 1)."),
    "tables inside tables": (docx(nested(12)), body.TOO_LONG),
    "XML without an end": (docx("<w:p>" * 300 + "</w:p>" * 300), f"{HOSTILE}are prea multe celule sau prea multe niveluri."),
    "a million rows": (docx("<w:tbl>" + "<w:tr/>" * 1_000_000 + "</w:tbl>"), f"{HOSTILE}are prea multe celule sau prea multe niveluri."),
    "NUL": (docx(GOOD, extra=[("word/document.xml", main("a\0b"))]), DAMAGED),
    "another encoding than it says": (docx(GOOD, extra=[("word/document.xml", main("ș", "utf-8").encode("iso-8859-16"))]), DAMAGED),
    "entities in another encoding": (
        docx(GOOD, extra=[("word/footnotes.xml", f'<?xml version="1.0" encoding="utf-16"?>{DECLARED}'.encode("utf-16"))]),
        f"{HOSTILE}declară un tip de document",
    ),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1250"])
def test_a_document_in_another_encoding_is_read_as_it_says(encoding):
    content = main("Acțiuni şi măsuri" if encoding == "utf-16" else "Acţiuni şi măsuri", encoding).encode(encoding)
    document = read_document(docx(extra=[("word/document.xml", content)]))
    assert [line.text for line in document.blocks] == ["Acțiuni și măsuri"]
    assert [text for _place, text in document.raw] != []


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_document_or_a_dangerous_one_is_refused_in_words(data, message):
    with pytest.raises(ImportRefused) as refused:
        read_document(data)
    assert str(refused.value).startswith(message)


def test_an_address_to_click_on_and_a_template_on_somebodys_disk_are_no_danger():
    links = LINK.format("hyperlink", "https://www.cjcluj.ro") + LINK.format("attachedTemplate", "file:///C:\\a.dotm")
    assert [one.text for one in read_document(docx(GOOD, relations=links)).blocks] == ["Obiectiv general 1. Text"]


def test_reading_stops_at_its_limits_and_says_where(monkeypatch):
    monkeypatch.setattr(body, "MAX_CELLS", 3)
    with pytest.raises(ImportRefused, match="S-a citit până la tabelul 1, rândul 2."):
        read_document(docx(tbl(("1", "2"), ("3", "4"))))
    with pytest.raises(ImportRefused, match="prea lung sau prea încâlcit"):
        read_document(docx(GOOD), seconds=-1)
