"""A chart as a picture of its own: what is drawn, the chart, its key, where it is from; light, on paper of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.own_words import mark_language, strip_marks
from portal.pictures.text_width import SIZE, text_width, wrapped_lines

WIDTH = 720
# For the screen of a phone: words are as large as on the other, and what stands in a row there stands in two here.
NARROW_WIDTH = 360
MARGIN = 24
LINE = 22
TITLE_SIZE, TITLE_LINE = 20, 26
GAP = 14
# The room of a sign before its words, and between the entries of a key.
SIGN, APART = 30, 22


@dataclass(frozen=True)
class KeyEntry:
    """A sign of the chart and what it means; `sign` is drawn in a box of 22 by 12."""

    sign: SafeString
    text: str


@dataclass(frozen=True)
class PictureText:
    """A line of words, or a sign with its words, at its place."""

    x: float
    y: float
    text: str
    sign: SafeString = SafeString("")


@dataclass(frozen=True)
class PictureChart:
    """A chart inside a picture: what it is drawn by, and how high it is; words may stand above it."""

    drawing: SafeString
    height: float
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What a picture shows: charts one under the other, with everything that is needed to understand them alone.

    The `rows` under the `headings` are the same as a table.
    """

    title: str
    description: str
    charts: Sequence[PictureChart]
    key: Sequence[KeyEntry]
    source: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def picture_svg(picture: Picture, *, width: int = WIDTH) -> str:
    """Return the picture as one SVG file, so many pixels wide and as high as it needs.

    It is in the language that is written now; lines of words that are broken to fit do not say which are a plan's.
    """
    y, room = float(MARGIN), width - 2 * MARGIN
    title, y = _lines(picture.title, y, TITLE_LINE, room, is_title=True)
    words, charts = [], []
    for chart in picture.charts:
        y += GAP
        heading, y = _lines(chart.heading, y, LINE, room) if chart.heading else ([], y)
        words += heading
        charts.append((y, chart))
        y += chart.height
    key, y = _key(picture.key, y + GAP, room)
    source, y = _lines(picture.source, y + GAP, LINE, room)
    context = {"width": width, "height": round(y + MARGIN), "margin": MARGIN, "room": room}
    parts = {"picture": picture, "title": title, "words": words, "charts": charts, "key": key, "source": source}
    return mark_language(render_to_string("portal/pictures/picture.svg", {**context, **parts}).strip() + "\n")


def _lines(text: str, y: float, line: int, room: float, *, is_title: bool = False) -> tuple[list[PictureText], float]:
    """Return a text in lines from a height on, and where they end."""
    size = TITLE_SIZE if is_title else SIZE
    found = []
    for words in wrapped_lines(strip_marks(text), room, bold=is_title, size=size):
        y += line
        found.append(PictureText(MARGIN, y - line * 0.25, words))
    return found, y


def _key(entries: Sequence[KeyEntry], y: float, room: float) -> tuple[list[PictureText], float]:
    """Return the entries of a key beside one another, as many in a row as have room."""
    found, x = [], float(MARGIN)
    y += LINE if entries else 0
    for entry in entries:
        text = strip_marks(entry.text)
        width = SIGN + text_width(text) + APART
        if x > MARGIN and x + width > MARGIN + room + APART:
            x, y = float(MARGIN), y + LINE
        found.append(PictureText(x, y - 5, text, entry.sign))
        x += width
    return found, y
