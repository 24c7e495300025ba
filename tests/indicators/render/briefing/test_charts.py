"""The bars inside a table that counts indicators by status."""

import io
import zipfile
from itertools import combinations
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageStat

from indicators.render.briefing import docx
from indicators.render.briefing.charts import LOOKS, SIGN_SIZE, bar_svg, heads_and_rows
from indicators.render.briefing.document import BriefingTable, Chapter
from portal.pictures.files import picture_png
from tests.indicators.oversight.briefings.briefing_documents import adopted

HEADINGS = ("Obiectivul", "Îndepliniți", "Îndepliniți parțial", "Neîndepliniți", "Neraportați")


def table(*rows, headings=HEADINGS):
    return BriefingTable(caption="", headings=headings, rows=rows)


def test_a_row_has_a_bar_in_the_colours_of_its_columns():
    heads, rows = heads_and_rows(table(("1. Siguranță", "3", "1", "0", "4"), ("2. Școli", "0", "0", "0", "0")))
    assert heads == list(zip(HEADINGS, ("", "met", "partly", "not-met", "other"), strict=True))
    assert [bar for _, bar in rows] == [[("met", 38), ("partly", 12), ("other", 50)], []]


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
        "Semnul coloanei: hașurat.",
        "Semnul coloanei: cu pătrățele.",
        "Semnul coloanei: deschis.",
        "Bară: îndepliniți 3, îndepliniți parțial 1, neraportați 4.",
    ]


def test_the_parts_of_a_picture_differ_without_colours():
    """By how light they are, or by how much light and dark change inside them."""
    looks = {}
    for kind in LOOKS:
        grey = Image.open(io.BytesIO(picture_png(bar_svg([(kind, 100)], SIGN_SIZE)))).convert("L")
        looks[kind] = ImageStat.Stat(grey.crop((4, 4, grey.width - 4, grey.height - 4)))
    for one, other in combinations(looks.values(), 2):
        assert abs(one.mean[0] - other.mean[0]) > 40 or abs(one.stddev[0] - other.stddev[0]) > 25
