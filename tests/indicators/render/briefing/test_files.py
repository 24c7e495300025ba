"""The files of a briefing: the same words in each, valid, closed to the outside, the same bytes every time."""

import dataclasses
import datetime
import io
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import page
import pytest
from django.conf import settings

from indicators.render.briefing import document as b
from indicators.render.briefing import docx, pdf
from plans import document as d
from tests.indicators.oversight.briefings.briefing_documents import adopted, draft
from tests.office import convert
from tests.printed import Printed, packed

ROOT = Path(__file__).resolve().parents[4]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACT = "Anexă la Hotărârea ATOP Cluj nr. 4 din 27 aprilie 2026"
AGAIN = """
import sys, django
django.setup()
from indicators.render.briefing import document as briefing, docx as briefing_docx, pdf as briefing_pdf
from plans import document
text = sys.stdin.buffer.read().decode()
checksum = document.checksum_of(text)
value = briefing.from_json(text, checksum=checksum)
pdf = briefing_pdf.render(value, text=text, checksum=checksum)
sys.stdout.buffer.write(pdf + briefing_docx.render(value))
"""


@cache
def content(text):
    """The bytes of the PDF of a briefing's text."""
    checksum = d.checksum_of(text)
    return pdf.render(b.from_json(text, checksum=checksum), text=text, checksum=checksum)


def pdf_of(briefing):
    return content(d.to_json(briefing))


def heading_of(briefing, act=ACT):
    """What stands above the chapters, apart from the title, in the order of the PDF."""
    facts = [
        "Perioada",
        "trimestrul I 2026",
        "Planul",
        f"{briefing.plan_title}, ediția 2",
        "Examinare",
        briefing.sitting,
    ]
    return act, briefing.body.name, briefing.title, *facts


def statements(briefing):
    """Everything that the chapters say, in order."""
    for number, chapter in enumerate(briefing.chapters, 1):
        yield from (f"{number}. {chapter.heading}", *chapter.paragraphs)
        for table in chapter.tables:
            yield from (table.caption, *table.headings, *(cell for row in table.rows for cell in row))
    yield from ("Președintele ATOP Cluj", "Numele și prenumele", "Semnătura", "Data", "L.S.")


def colophon_of(briefing):
    """What the PDF says of itself at its end."""
    return (
        f"Despre acest document Datele {settings.SITE_URL}/planuri/exemplu-2026/editii/2/ (ediția 2 a planului) și raportările acceptate "
        f"până la data documentului Suma de control {d.checksum_of(d.to_json(briefing))} Suma de control (SHA-256) este "
        "a fișierului informare.json, atașat acestui document: textul întreg, ca date."
    )


def words(*texts):
    return packed(" ".join(texts))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The text documents of the adopted briefing and of the draft, opened by LibreOffice: as text and as PDF."""
    place = tmp_path_factory.mktemp("docx")
    sources = []
    for name, briefing in (("adopted", adopted()), ("draft", draft())):
        sources.append(place / f"{name}.docx")
        sources[-1].write_bytes(docx.render(briefing))
    convert("txt:Text (encoded):UTF8", place, *sources)
    return convert("pdf", place, *sources)


@pytest.mark.parametrize("lines", [9, 11, 35])
def test_what_a_document_says_of_itself_never_stands_alone_on_its_last_page(lines):
    body = "\n\n".join(f"Rândul {number}" for number in range(lines))
    whole = adopted()
    chapter = dataclasses.replace(whole.chapters[0], body=body, tables=())
    last = Printed(pdf_of(dataclasses.replace(whole, chapters=(chapter,)))).pages[-1]
    assert [f"Rândul {lines - 1}" in last, "Despre acest document" in last] == [True, True]


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A])
@pytest.mark.parametrize("make", [adopted, draft])
def test_the_pdf_passes_the_validator(make, profile):
    report = page.validate_pdf_bytes(pdf_of(make()), profile=profile)
    assert (list(report.failures), report.is_compliant) == ([], True)


def short():
    """The briefing without its long table, so that no heading of a table is repeated."""
    return adopted(chapters=adopted().chapters[:3])


def test_the_words_of_the_pdf_are_those_of_the_briefing():
    expected = words(*heading_of(short()), *statements(short()), colophon_of(short()))
    running = re.compile(rf"^(Informare trimestrială · ATOP Cluj .*|{ACT} ?Pagina \d+ din \d+)$", re.M)
    copied = "".join(running.sub("", text.replace("\u00a0", " ")) for text in Printed(pdf_of(short())).pages)
    assert Printed(pdf_of(short())).read == expected
    # What is drawn first on the page is the act that floats beside the name, and last the place to sign; copying may
    # take them in either order.
    assert sorted(packed(copied)) == sorted(expected)
    assert words(*list(statements(short()))[:-5]) in packed(copied)


def test_a_long_table_repeats_its_headings_on_every_page_and_loses_no_row():
    printed, long = Printed(pdf_of(adopted())), adopted().chapters[3].tables[0]
    headings = [packed(heading) for heading in long.headings]
    parts = [table for table in printed.tables if len(table[0]) == len(headings)]
    pages = [text for text in printed.pages if "Indicatorul " in text]
    assert [part[0] for part in parts] == [headings] * len(pages)
    assert [row for part in parts for row in part[1:]] == [[packed(cell) for cell in row] for row in long.rows]


def test_the_headings_of_tables_are_tagged_for_columns_and_rows():
    table = Printed(pdf_of(short())).tree.all("Table")[0]
    assert [[cell.name for cell in row.inside] for row in table.all("TR")] == [["TH", "TH"], ["TH", "TD"], ["TH", "TD"]]


def test_every_page_of_the_pdf_but_the_first_tells_what_it_is_and_its_number():
    pages = Printed(pdf_of(adopted())).pages
    found = [re.findall(r"^Informare trimestrială · ATOP Cluj (.*)$", text, re.M) for text in pages]
    feet = [re.findall(rf"^{ACT} (Pagina \d+ din \d+)$", text.replace("\u00a0", " "), re.M) for text in pages]
    assert (found[0], set(map(len, found[1:]))) == ([], {1})
    assert feet == [[], *([f"Pagina {number} din {len(pages)}"] for number in range(2, len(pages) + 1))]


def test_the_data_are_attached_and_nothing_else():
    moment = datetime.datetime(2026, 4, 27, tzinfo=datetime.UTC)
    assert Printed(pdf_of(adopted())).files == [
        ("informare.json", "/Data", (moment, moment), d.to_json(adopted()).encode())
    ]
    assert Printed(pdf_of(adopted(kind=b.YEARLY))).files[0][0] == "raport.json"


def test_the_pdf_uses_only_the_own_fonts_and_leads_nowhere():
    printed = Printed(pdf_of(adopted()))
    assert {font.partition("-")[0] for font in printed.fonts} == {"Planuri"}
    assert [annotation for one in printed.pdf.pages for annotation in one.get("/Annots", [])] == []


def test_a_draft_is_marked_on_every_page_of_the_pdf():
    printed = Printed(pdf_of(draft()))
    assert [re.findall(r"\bPROIECT\b", text) for text in printed.pages] == [["PROIECT"]] * len(printed.pages)
    assert "PROIECT" not in Printed(pdf_of(adopted())).read


@pytest.mark.drill
def test_another_program_reads_the_words_of_the_briefing_in_the_text_document(opened):
    text = (opened / "adopted.txt").read_text(encoding="utf-8-sig")
    assert packed(text) == words(*heading_of(adopted()), *statements(adopted()))


@pytest.mark.drill
def test_another_program_prints_the_text_document_on_numbered_pages_with_repeated_headings(opened):
    printed = Printed((opened / "adopted.pdf").read_bytes())
    pages = printed.text("-layout").replace("\u00a0", " ").split("\f")[:-1]
    feet = [re.findall(rf"^{ACT} +(Pagina \d+ din \d+)$", text, re.M) for text in pages]
    heads = [re.findall(r"^(Informare trimestrială · ATOP Cluj)$", text, re.M) for text in pages]
    tables = [len(re.findall(r"^Indicator +Perioada +Valoare", text, re.M)) for text in pages]
    assert feet == [[f"Pagina {number} din {len(pages)}"] for number in range(1, len(pages) + 1)]
    assert heads == [[], *[["Informare trimestrială · ATOP Cluj"]] * (len(pages) - 1)]
    assert tables == [int("Indicatorul " in text) for text in pages]
    assert {tuple(round(float(side)) for side in one.mediabox) for one in printed.pdf.pages} == {(0, 0, 842, 595)}


@pytest.mark.drill
def test_a_draft_is_marked_on_every_page_of_the_text_document(opened):
    pages = Printed((opened / "draft.pdf").read_bytes()).pages
    assert ["PROIECT" in text for text in pages] == [True] * len(pages)


def part(briefing, name):
    """A part of the text document, as XML."""
    with zipfile.ZipFile(io.BytesIO(docx.render(briefing))) as archive:
        return ElementTree.fromstring(archive.read(name))


def test_the_text_document_has_real_styles_headers_of_tables_and_romanian():
    body, styles = part(adopted(), "word/document.xml"), part(adopted(), "word/styles.xml")
    names = {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles.iter(f"{W}style")}
    used = [names[style.get(f"{W}val")] for style in body.iter(f"{W}pStyle")]
    tables = list(body.iter(f"{W}tbl"))
    repeated = [[row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")] for table in tables]
    assert (used.count("Title"), used.count("heading 1"), used.count("caption")) == (1, 4, 2)
    assert repeated == [[True, False, False], [True] + [False] * 60]
    assert {language.get(f"{W}val") for language in styles.iter(f"{W}lang")} == {"ro-RO"}


def test_the_properties_of_the_text_document_are_the_briefings():
    found = {one.tag.partition("}")[2]: one.text for one in part(adopted(), "docProps/core.xml") if one.text}
    assert found == {
        "title": adopted().title, "subject": adopted().plan_title, "creator": adopted().body.name,
        "lastModifiedBy": adopted().body.name, "language": "ro-RO", "revision": "1",
        "description": ACT.replace("nr. 4 din 27 aprilie 2026", "nr.\u00a04\u00a0din\u00a027\u00a0aprilie\u00a02026"),
        "created": "2026-04-27T00:00:00Z", "modified": "2026-04-27T00:00:00Z",
    }  # fmt: skip


def test_the_text_document_leads_nowhere_and_carries_nothing_else():
    with zipfile.ZipFile(io.BytesIO(docx.render(adopted()))) as archive:
        names = sorted(archive.namelist())
        outside = [name for name in names if b'TargetMode="External"' in archive.read(name)]
    assert (outside, [name for name in names if not name.endswith((".xml", ".rels"))]) == ([], [])


def test_another_process_at_another_time_gives_the_same_bytes(tmp_path):
    text = d.to_json(adopted())
    environment = {
        **os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "DATA_DIR": str(tmp_path),
        "PLANURI_ENV": "development", "DJANGO_SETTINGS_MODULE": "cluj_plans.settings", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-c", AGAIN]
    done = subprocess.run(command, input=text.encode(), env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == content(text) + docx.render(adopted())


def test_no_page_holds_signatures_without_what_is_signed():
    """With so many lines before them, they alone would not fit on the first page."""
    lines = b.Chapter(key="examined", heading="Examinarea", body="\n\n".join(["Un rând."] * 14))
    conclusions = b.Chapter(key="conclusions", heading="Concluzii", body="Se ia act.")
    pages = Printed(pdf_of(adopted(chapters=(lines, conclusions)))).pages
    assert [("Se ia act." in text, "Semnătura" in text) for text in pages] == [(False, False), (True, True)]
