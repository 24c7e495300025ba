"""How a status is filled in a bar and in its key: on a page, in a picture of its own, in a text document.

The fills differ without their colours: full, half full, striped, pale, empty within other lines, with a line inside.
Colours and lines stand in `progress.css` and `picture.css`; the PDF has the same fills in `pdf.css`.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.progress.vocabulary import Status

KINDS = {status: status.replace("_", "-") for status in Status}
# What a fill is called, for who does not see it.
_NAMES = {
    Status.MET: "plin",
    Status.PARTLY: "pe jumătate plin",
    Status.NOT_MET: "cu dungi",
    Status.CANNOT_BE_JUDGED: "pal",
    Status.NOT_REPORTED: "gol, cu margine întreruptă",
    Status.RETURNED: "gol, cu margine punctată",
    Status.IN_REVIEW: "gol, cu margine groasă",
    Status.NOT_YET_DUE: "gol",
    Status.CONTEXT: "gol, cu o linie la mijloc",
    Status.RETIRED: "gol, cu margine rar întreruptă",
}
FILL_NAMES = {KINDS[status]: name for status, name in _NAMES.items()}
# What is drawn over the part: its lower half, or a line through its middle, which may be as thick as the part.
_HALF = '<rect class="half" x="{left}" y="{middle}" width="{width}" height="5" />'
_LINE = '<line class="{name}" x1="{left}" y1="{middle}" x2="{right}" y2="{middle}" />'
_STRIPES, _RULE = "stripes", "rule"
_LINES = {KINDS[Status.NOT_MET]: _STRIPES, KINDS[Status.CONTEXT]: _RULE}


def part_marks(kind: str, *, left: str, width: str, right: str, top: int = 2) -> SafeString:
    """Return what draws a part of a bar, ten pixels high, from one place across to another."""
    part = '<rect class="part {kind}" x="{left}" y="{top}" width="{width}" height="10" />'
    over = _HALF if kind == KINDS[Status.PARTLY] else _LINE if kind in _LINES else ""
    places = {"left": left, "width": width, "right": right, "top": top, "middle": top + 5}
    return format_html(part + over, kind=kind, name=_LINES.get(kind, ""), **places)


def part_sign(kind: str) -> SafeString:
    """Return a square that is filled as a part of a bar is."""
    return part_marks(kind, left="1", width="10", right="11", top=1)
