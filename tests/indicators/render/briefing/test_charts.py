"""The bars inside a table that counts indicators by status."""

import io
import zipfile
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageStat

from indicators.progress.vocabulary import Status
from indicators.render.briefing import docx
from indicators.render.briefing.charts import bar_svg, heads_and_rows
from indicators.render.briefing.document import BriefingTable, Chapter
from indicators.render.fills import KINDS
from portal.pictures.files import picture_png
from tests.indicators.oversight.briefings.briefing_documents import adopted

HEADINGS = ("Obiectivul", "Îndepliniți", "Îndepliniți parțial", "Neîndepliniți", "Neraportați la termen")


def table(*rows, headings=HEADINGS):
    return BriefingTable(caption="", headings=headings, rows=rows)


def test_a_row_has_a_bar_in_the_colours_of_its_columns():
    heads, rows = heads_and_rows(table(("1. Siguranță", "3", "1", "0", "4"), ("2. Școli", "0", "0", "0", "0")))
    assert heads == list(zip(HEADINGS, ("", "met", "partly", "not-met", "not-reported"), strict=True))
    assert [bar for _, bar in rows] == [[("met", 38), ("partly", 12), ("not-reported", 50)], []]


@pytest.mark.parametrize("one", [table(("1.", "3", "1", "0", "–")), table(("a", "2"), headings=("Cine", "Raportări"))])
def test_a_table_of_other_things_has_none(one):
    heads, rows = heads_and_rows(one)
    assert ({kind for _, kind in heads}, [bar for _, bar in rows]) == ({""}, [[]])


def test_the_text_document_has_each_bar_as_a_picture_with_its_numbers_in_words():
    counts = table(("1. Siguranță", "3", "1", "0", "4"), ("2. Școli", "0", "0", "0", "0"))
    chapter = Chapter(key="by", heading="Pe obiective", body="", tables=(counts,))
    with zipfile.ZipFile(io.BytesIO(docx.render(adopted(chapters=(chapter,))))) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    assert [one.get("descr") for one in body.iter() if one.tag.endswith("}docPr")] == [
        "Semnul coloanei: plin.",
        "Semnul coloanei: pe jumătate plin.",
        "Semnul coloanei: cu dungi.",
        "Semnul coloanei: gol, cu margine întreruptă.",
        "Bară: îndepliniți 3, îndepliniți parțial 1, neraportați la termen 4.",
    ]


def test_no_two_statuses_look_alike_in_a_grey_picture():
    """Met and not met least of all: what is full never looks like what is not."""
    looks = {}
    for status, kind in KINDS.items():
        grey = Image.open(io.BytesIO(picture_png(bar_svg([(kind, 100)], (60, 14))))).convert("L")
        looks[status] = grey.crop((4, 0, grey.width - 4, grey.height))
    for (one, first), (other, second) in combinations(looks.items(), 2):
        difference = ImageStat.Stat(ImageChops.difference(first, second)).mean[0]
        assert difference > (60 if Status.MET in (one, other) else 8), (one, other, difference)


def test_the_pdf_fills_every_status():
    css = Path("static/pdf.css").read_text()
    assert all(f".count.{kind},\nthead .key.{kind}::before {{" in css for kind in KINDS.values())
