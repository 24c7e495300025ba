"""A picture that stands alone: everything inside its frame, nothing over anything else, in the colours of the pages."""

import io
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.safestring import mark_safe
from PIL import Image

from portal.pictures.files import picture_png, picture_with_letters
from portal.pictures.frame import MARGIN, NARROW_WIDTH, WIDTH, KeyEntry, Picture, PictureChart, picture_svg
from portal.pictures.text_width import text_width

SVG = "{http://www.w3.org/2000/svg}"
BAR = mark_safe('<rect class="bar" width="50%" height="20"/>')
PICTURE = Picture(
    title="Numărul <furturilor> din locuri publice & sesizate, " * 4,
    description="trimestrul I: 98 de furturi",
    charts=[PictureChart(BAR, 20, heading="Un obiectiv cu titlu lung, " * 6), PictureChart(BAR, 220)],
    key=[KeyEntry(BAR, f"semnul cu numărul {number} și cu nume") for number in range(9)],
    source="Planul, ediția 2, la 28 noiembrie 2026. " * 5,
    headings=["Perioada"],
    rows=[["I"]],
)


@pytest.mark.parametrize("width", [WIDTH, NARROW_WIDTH])
def test_no_words_leave_the_picture_or_touch_other_words(width):
    root = ElementTree.fromstring(picture_svg(PICTURE, width=width))
    boxes = [text_box(one) for one in root.findall(f"{SVG}text")]
    boxes += [chart_box(one) for one in root.findall(f"{SVG}svg")]
    height = float(root.get("height"))
    for left, top, right, bottom in boxes:
        assert left >= MARGIN - 1 and top >= 0 and right <= width - MARGIN + 1 and bottom <= height
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(boxes, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1


def text_box(one):
    is_title = one.get("class") == "title"
    x, y, size = float(one.get("x")), float(one.get("y")), 20 if is_title else 15
    return x, y - size * 0.8, x + text_width(one.text, bold=is_title, size=size), y + size * 0.25


def chart_box(one):
    x, y = float(one.get("x")), float(one.get("y"))
    return x, y, x + float(one.get("width")), y + float(one.get("height"))


def test_a_picture_says_what_it_is_to_who_does_not_see_it():
    root = ElementTree.fromstring(picture_svg(PICTURE))
    named = [one.get("id") for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")]
    assert (root.get("role"), root.get("aria-labelledby").split()) == ("img", named)
    assert root.find(f"{SVG}title").text == PICTURE.title
    assert root.find(f"{SVG}desc").text == PICTURE.description


def test_a_picture_has_the_colours_of_the_pages():
    tokens = (settings.BASE_DIR / "static" / "tokens.css").read_text()
    known = {color.replace("#fff", "#ffffff") for color in re.findall(r"--[a-z-]+: (#[0-9a-f]+);", tokens)}
    used = set(re.findall(r"#[0-9a-f]{3,6}", picture_svg(PICTURE).partition("<style>")[2].partition("</style>")[0]))
    assert {color.replace("#fff", "#ffffff") for color in used} <= known


def test_the_file_brings_its_letters_and_asks_nothing_of_anybody():
    content = picture_with_letters(picture_svg(PICTURE)).decode()
    ElementTree.fromstring(content)
    addresses = re.findall(r'url\("?([^")]{1,30})', content)
    assert len(addresses) == 2 and all(one.startswith("data:font/woff2;base64,") for one in addresses)
    assert len(content) < 60_000
    assert re.findall(r'(?:href|src)="', content) == []


def test_a_png_is_twice_as_fine_and_has_words_in_it():
    svg = picture_svg(PICTURE)
    image = Image.open(io.BytesIO(picture_png(svg)))
    assert image.width == 2 * WIDTH
    title = image.convert("L").crop((2 * MARGIN, 2 * MARGIN, image.width, 2 * MARGIN + 60))
    assert title.getextrema()[0] < 80
