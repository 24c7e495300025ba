"""The faces that stand in for the portal's fonts until these arrive."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ops.fallback_fonts import FALLBACKS, font_face, letter_width, own_font

TOKENS = (Path(__file__).resolve().parents[2] / "static/tokens.css").read_text()
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def rules(text):
    return ["".join(rule.split()) for rule in re.findall(r"@font-face \{.*?\}", text, re.DOTALL)]


def test_the_style_sheet_has_the_faces_as_they_are_computed_from_the_fonts():
    found = rules(TOKENS)
    assert [one for one in FALLBACKS if "".join(font_face(one).split()) not in found] == []


def test_each_stands_behind_the_font_that_it_stands_in_for():
    for family, token in (("Planuri Serif", "--serif"), ("Planuri Sans", "--sans")):
        (names,) = re.findall(rf"{token}: ([^;]*);", TOKENS)
        expected = dict.fromkeys(f"{family} {one.name}" for one in FALLBACKS if one.family == family)
        assert re.findall(r'"([^"]+)"', names) == [family, *expected]


@pytest.mark.parametrize("one", [one for one in FALLBACKS if one.name == "as DejaVu"], ids=lambda one: one.local[0])
def test_a_line_in_the_stand_in_is_as_long_and_as_tall(one):
    file = DEJAVU / f"{one.local[0].replace('DejaVu ', 'DejaVu').replace(' Bold', '-Bold')}.ttf"
    own, rule = own_font(one.family, one.weight), font_face(one)
    scale, ascent, descent = (
        float(re.search(rf"{name}: ([\d.]+)%", rule)[1]) / 100
        for name in ("size-adjust", "ascent-override", "descent-override")
    )
    assert letter_width(TTFont(file)) * scale == pytest.approx(letter_width(own), rel=0.001)
    units = own["head"].unitsPerEm
    assert ascent * scale == pytest.approx(own["hhea"].ascent / units, rel=0.001)
    assert descent * scale == pytest.approx(-own["hhea"].descent / units, rel=0.001)
