"""How wide words are in the portal's type, so that labels have room before anything is drawn."""

import re
from functools import lru_cache

from django.conf import settings
from PIL import ImageFont

# The size of small text, in which charts are labelled.
SIZE = 15
# The room that a chart has on a screen of 320 pixels.
NARROW = 288
# Tabular figures are this much wider at most.
SLACK = 1.06
MEASURED_AT = 100


@lru_cache(maxsize=4096)
def text_width(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    """Return how many pixels a line of text takes at most.

    >>> text_width("") == 0, text_width("ii") < text_width("mm"), text_width("a") < text_width("a", bold=True)
    (True, True, True)
    """
    return _font(bold).getlength(text) * size / MEASURED_AT * SLACK


def wrapped_lines(text: str, room: float, *, bold: bool = False, size: float = SIZE) -> list[str]:
    """Return a text in lines that fit into a room; a word that is longer than the room is broken.

    A space that does not break holds its words together.
    """

    def fits(words: str) -> bool:
        return len(words) < 2 or text_width(words, bold=bold, size=size) <= room

    lines = [""]
    for word in filter(None, re.split(r"[ \t\n]", text)):
        longer = f"{lines[-1]} {word}".strip()
        if fits(longer):
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        lines[-1] = word
        while not fits(lines[-1]):
            fitting = next(n for n in range(len(lines[-1]) - 1, 0, -1) if fits(lines[-1][:n]))
            lines[-1:] = [lines[-1][:fitting], lines[-1][fitting:]]
    return lines


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "planuri-sans-600.woff2" if bold else "planuri-sans.woff2"
    return ImageFont.truetype(settings.BASE_DIR / "static" / "fonts" / name, MEASURED_AT)
