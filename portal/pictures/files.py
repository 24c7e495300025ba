"""A picture as a file that needs nothing else: SVG with its letters inside, PNG in the portal's own type."""

import base64
import io
from functools import cache
from pathlib import Path

import resvg_py
from django.conf import settings

from portal.storage import write_once

FAMILY, TYPOGRAPHIC_FAMILY = "Planuri Sans", 16
FONTS = {"planuri-sans": 400, "planuri-sans-600": 600}
# How many times finer than its size in pixels a PNG is.
ZOOM = 2


def picture_png(svg: str) -> bytes:
    """Return an SVG as PNG."""
    files = [str(_font_file(name)) for name in FONTS]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM, skip_system_fonts=True, font_files=files))


def picture_with_letters(svg: str) -> bytes:
    """Return an SVG with the letters that it uses inside: the type of another site has other widths."""
    letters = "".join(sorted(set(svg)))
    return svg.replace("<style>", f"<style>{''.join(_font_face(name, letters) for name in FONTS)}", 1).encode()


def _font_face(name: str, letters: str) -> str:
    # Most processes draw no picture.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font, stream = TTFont(_font_file(name)), io.BytesIO()
    options = Options(flavor="woff2", layout_features=["kern", "mark", "ccmp", "locl"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(stream)
    data = base64.b64encode(stream.getvalue()).decode()
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return f'@font-face{{font-family:"{FAMILY}";font-weight:{FONTS[name]};src:{source}}}'


@cache
def _font_file(name: str) -> Path:
    """Return a font of the portal as a file that the drawing library reads, made once."""
    return write_once(Path(settings.DATA_DIR) / "fonturi" / f"{name}.ttf", lambda: _true_type(name))


def _true_type(name: str) -> bytes:
    """Return a font of the pages unpacked, its weights under one family's name."""
    from fontTools.ttLib import TTFont

    font, stream = TTFont(settings.BASE_DIR / "static" / "fonts" / f"{name}.woff2"), io.BytesIO()
    font.flavor = None
    font["name"].setName(FAMILY, TYPOGRAPHIC_FAMILY, 3, 1, 0x409)
    font.save(stream, reorderTables=None)
    return stream.getvalue()
