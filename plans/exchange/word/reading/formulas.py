"""Formulas and signs that Word keeps apart from the text: written out in one line, as a person would type them."""

import re
from collections.abc import Iterator

from plans.exchange.word.reading.package import W

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
M = f"{{{MATH}}}"
SYMBOL = f"{W}sym"
BEFORE = {f"{M}den": " / ", f"{M}sup": "^", f"{M}sub": "_"}
# Signs of the fonts that Word's list of symbols begins with, by their place in the font; letters are at their own.
SIGNS = {
    "symbol": {0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
               0xB9: "≠", 0xBB: "≈", 0xD7: "·", 0xE5: "∑", 0x44: "Δ", 0x53: "Σ"},
    "wingdings": {0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x6F: "☐", 0x78: "☒", 0xE0: "→"},
}  # fmt: skip
UNKNOWN = "□"


def is_formula(node) -> bool:
    """Tell whether a part of a paragraph is a formula."""
    return node.tag == f"{M}oMath"


def printed_formula(node) -> str:
    """Return a formula in one line: fractions with a slash, what is raised after ^, what stands lower after _."""
    return "".join(_pieces(node))


def _pieces(node) -> Iterator[str]:
    for child in node:
        if child.tag == f"{M}t":
            yield child.text or ""
        elif child.tag == f"{M}d":
            yield _sign(child, "begChr", "(") + printed_formula(child) + _sign(child, "endChr", ")")
        elif child.tag == f"{M}nary":
            yield _sign(child, "chr", "∫") + printed_formula(child)
        elif child.tag == f"{M}rad":
            yield f"√({printed_formula(child)})"
        else:
            inside = printed_formula(child)
            yield BEFORE.get(child.tag, "") + inside if inside else ""


def _sign(node, name: str, default: str) -> str:
    found = node.find(f"{M}{node.tag.removeprefix(M)}Pr/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def printed_symbol(node) -> str:
    """Return a sign that is named by its font and its place there; a box for one that is not known."""
    font, code = node.get(f"{W}font", "").casefold(), node.get(f"{W}char", "")
    place = int(code, 16) & 0xFF if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
    return SIGNS.get(font, {}).get(place, UNKNOWN)
