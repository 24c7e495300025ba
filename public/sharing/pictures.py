"""The picture of a page that messages and other sites show beside its link: made when asked for, kept once.

It says the page's title, what that is of and who publishes it; a picture of the same words is the same file.
"""

import hashlib
import io
import time
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from portal.storage import write_once

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
PAPER, INK, ACCENT, QUIET = "#ffffff", "#1b2430", "#0b3d91", "#4a5568"
TITLE_SIZES, MOST_LINES, SPACING = (68, 56, 48), 5, 1.22
# How long a picture that may be of no page any more is kept; one that is asked for again is made again.
KEPT_FOR = 90 * 24 * 3600


@dataclass(frozen=True)
class CardText:
    """The words of a picture, from the top: what it is of, the title, who publishes it."""

    above: str
    title: str
    below: str


def picture_path(text: CardText) -> Path:
    """Return where the picture of some words is kept, made unless it is there."""
    digest = hashlib.sha256(repr(astuple(text)).encode()).hexdigest()[:32]
    return write_once(_folder() / f"{digest}.png", lambda: draw_picture(text))


def prune_pictures(*, now: float | None = None) -> int:
    """Delete the pictures that were made long ago; return how many."""
    before = (now or time.time()) - KEPT_FOR
    over = [path for path in _folder().glob("*.png") if path.stat().st_mtime < before]
    for path in over:
        path.unlink(missing_ok=True)
    return len(over)


def draw_picture(text: CardText) -> bytes:
    """Return a PNG with the words, the title as large as it fits."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    _draw_words(ImageDraw.Draw(image), text)
    file = io.BytesIO()
    # Few colours are enough for letters, and a third of the bytes.
    image.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_words(draw: ImageDraw.ImageDraw, text: CardText) -> None:
    draw.rectangle((0, 0, WIDTH, 18), fill=ACCENT)
    small = _font("planuri-sans", 32)
    draw.text((MARGIN, 70), _fitting(text.above, small), font=small, fill=ACCENT)
    size, lines = _title(text.title)
    for place, line in enumerate(lines):
        draw.text((MARGIN, 136 + place * size * SPACING), line, font=_font("planuri-serif", size), fill=INK)
    draw.line((MARGIN, HEIGHT - 110, WIDTH - MARGIN, HEIGHT - 110), fill=QUIET, width=1)
    draw.text((MARGIN, HEIGHT - 88), _fitting(text.below, small), font=small, fill=QUIET)


def _title(title: str) -> tuple[int, list[str]]:
    """Return the size of the title and its lines; one that fits in no size is cut."""
    for size in TITLE_SIZES:
        lines = _lines(title, _font("planuri-serif", size))
        if len(lines) * size * SPACING <= HEIGHT - 136 - 130 and len(lines) <= MOST_LINES:
            return size, lines
    return size, [*lines[: MOST_LINES - 1], _fitting(f"{lines[MOST_LINES - 1]} …", _font("planuri-serif", size))]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_fitting(line, font) for line in lines]


def _fitting(line: str, font: ImageFont.FreeTypeFont) -> str:
    """Return a line, cut where it is wider than the picture."""
    while font.getlength(line) > WIDTH - 2 * MARGIN:
        line = f"{line.rstrip(' …')[:-1]} …"
    return line


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(settings.BASE_DIR / "static" / "fonts" / f"{name}.woff2", size)


def _folder() -> Path:
    return settings.DATA_DIR / "pictures"
