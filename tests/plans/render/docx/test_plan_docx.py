"""A plan as a text document: what an office reads in it, page by page, and that it is whole in LibreOffice too."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from plans import document as d
from plans.render.docx import plan_docx
from tests.office import convert
from tests.plans.render.plan_documents import composed, element, levels, plan

ADDRESS = re.compile(r'w:anchor="([^"]+)"')


def opened(content):
    return docx.Document(io.BytesIO(content))


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


@pytest.fixture
def measures(it_plan):
    """The IT plan as an edition."""
    return composed(it_plan)


def test_every_statement_of_a_plan_stands_in_it_once_under_heads_that_come_again(measures):
    content = plan_docx.render(measures)
    file = opened(content)
    table = file.tables[0]
    heads = [row for row in table.rows if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert [[cell.text for cell in row.cells][1] for row in heads] == ["Măsuri", "1"]
    shown = "\n".join("".join(text.text for text in line.iter(qn("w:t"))) for line in file.element.body.iter(qn("w:p")))
    # A group's title stands in the contents as well.
    twice = {one.uid for one in measures.roots("ax")}
    counts = {one.uid: shown.count(one.printed_name) for one in measures.elements}
    assert counts == {uid: 2 if uid in twice else 1 for uid in counts}
    assert {"Heading 1", "Title", "Act", "toc 1", "toc 2"} <= {line.style.name for line in file.paragraphs}


def test_its_wide_table_lies_and_the_rest_stands(measures):
    sections = opened(plan_docx.render(measures)).sections
    assert [one.page_width > one.page_height for one in sections] == [False, True, False]


def test_its_contents_lead_to_places_that_are_there(measures):
    text = part(plan_docx.render(measures), "word/document.xml")
    wanted = ADDRESS.findall(text)
    assert len(wanted) == 7
    assert set(wanted) == set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', text))
    assert 'TOC \\o "1-2"' in text


def test_it_is_romanian_and_names_its_acts_its_signatories_and_its_edition(measures):
    content = plan_docx.render(measures)
    assert set(re.findall(r'<w:lang w:val="([^"]+)"', part(content, "word/styles.xml"))) == {"ro-RO"}
    texts = [line.text for line in opened(content).paragraphs]
    for act in measures.acts:
        assert any(act.title in text for text in texts)
    for one in measures.signatories:
        assert (one.office in texts, one.name in texts) == (True, True)
    footers = [one.footer.paragraphs[0].text for one in opened(content).sections]
    assert all(text.startswith("Ediția 3 din 22 noiembrie 2026") for text in footers)


def test_the_same_edition_gives_the_same_bytes_and_no_outside_thing(measures):
    content = plan_docx.render(measures)
    assert content == plan_docx.render(measures)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
    assert 'TargetMode="External"' not in links


def test_a_draft_and_an_example_say_so_on_every_page(measures):
    file = opened(plan_docx.render(replace(measures, is_invented=True), draft=True))
    headers = [header.paragraphs[0].text for one in file.sections for header in (one.header, one.first_page_header)]
    assert [text for text in headers if not text.endswith("PROIECT · Exemplu, date inventate")] == []
    assert "Ediția" not in "".join(one.footer.paragraphs[0].text for one in file.sections)


def test_what_looks_like_xml_and_lines_in_a_text_come_as_they_are():
    title = "<w:p/> & „două\nrânduri”"
    ranks = levels(("og", "Obiectiv", "Obiective"), columns=[("description", "Despre")])
    written = plan(
        levels=ranks,
        elements=(element("og", "1", title=title, description="Unu.\n\nDoi."),),
        sections=(d.SectionValue(heading="Obiective", block="elements", level="og"),),
    )
    cells = opened(plan_docx.render(written)).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == [f"1. {title}", "Unu.\nDoi."]


def test_libreoffice_opens_it_and_finds_the_headings(measures, tmp_path):
    source = tmp_path / "plan.docx"
    source.write_bytes(plan_docx.render(measures))
    text = (convert("txt:Text (encoded):UTF8", tmp_path, source) / "plan.txt").read_text("utf-8")
    assert [one.title for one in measures.elements if one.title not in text] == []
