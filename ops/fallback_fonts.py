"""The faces that stand in for the portal's fonts until these arrive, as wide and as tall, so that no line moves.

`python -m ops.fallback_fonts` prints the rules that stand in `static/tokens.css`. The widths of the fonts that devices
have are kept here, for nobody has them all.
"""

from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
# What is measured: Romanian as it stands in the plans.
SAMPLE = (
    "Pe baza concluziilor desprinse în urma consultării populației și a celor rezultate din analiza situației "
    "operative la nivelul unității administrativ-teritoriale, Autoritatea Teritorială de Ordine Publică întocmește "
    "planul strategic pentru anul 2024, care cuprinde principalele obiective ce trebuie îndeplinite de unitățile "
    "de poliție precum și indicatorii de performanță minimali. Crearea cadrului de translatare a strategiei "
    "de informatizare într-un plan operațional; Persoanele desemnate prin Dispoziție a Președintelui "
    "Consiliului Județean Cluj."
)


@dataclass(frozen=True)
class Fallback:
    """A font that devices have: the family that it stands in for, its local names, and how wide the sample is in it.

    The width is in thousandths of the letters' size, for each letter of the sample.
    """

    family: str
    weight: int
    name: str
    local: tuple[str, ...]
    width: float


FALLBACKS = (
    Fallback("Planuri Serif", 400, "as Times", ("Times New Roman", "Liberation Serif"), 388.1),
    Fallback("Planuri Serif", 400, "as Noto", ("Noto Serif",), 465.6),
    Fallback("Planuri Serif", 400, "as DejaVu", ("DejaVu Serif",), 497.0),
    Fallback("Planuri Sans", 400, "as Arial", ("Arial", "Liberation Sans"), 424.3),
    Fallback("Planuri Sans", 400, "as Roboto", ("Roboto",), 425.2),
    Fallback("Planuri Sans", 400, "as DejaVu", ("DejaVu Sans",), 486.2),
    Fallback("Planuri Sans", 600, "as Arial", ("Arial Bold", "Liberation Sans Bold"), 458.9),
    Fallback("Planuri Sans", 600, "as Roboto", ("Roboto Bold",), 434.3),
    Fallback("Planuri Sans", 600, "as DejaVu", ("DejaVu Sans Bold",), 552.0),
)


def letter_width(font: TTFont) -> float:
    """Return how wide a letter of the sample is on the average, in thousandths of the letters' size."""
    names, advances = font.getBestCmap(), font["hmtx"]
    total = sum(advances[names[ord(letter)]][0] for letter in SAMPLE)
    return total / len(SAMPLE) / font["head"].unitsPerEm * 1000


def own_font(family: str, weight: int) -> TTFont:
    """Return the portal's own font of a family."""
    name = family.lower().replace(" ", "-") + ("" if weight == 400 else f"-{weight}")
    return TTFont(FONTS / f"{name}.woff2")


def font_face(fallback: Fallback) -> str:
    """Return the rule that makes a font of the device as wide and as tall as the portal's."""
    font = own_font(fallback.family, fallback.weight)
    scale = letter_width(font) / fallback.width
    sizes = {
        "size-adjust": scale,
        **{
            f"{name}-override": abs(value) / font["head"].unitsPerEm / scale
            for name, value in (
                ("ascent", font["hhea"].ascent),
                ("descent", font["hhea"].descent),
                ("line-gap", font["hhea"].lineGap),
            )
        },
    }
    lines = [
        f'  font-family: "{fallback.family} {fallback.name}";',
        f"  font-weight: {fallback.weight};",
        "  src: " + ", ".join(f"local({name})" for name in map(quote_name, fallback.local)) + ";",
        *(f"  {name}: {round(value * 100, 2):g}%;" for name, value in sizes.items()),
    ]
    return "@font-face {\n" + "\n".join(lines) + "\n}"


def quote_name(name: str) -> str:
    """Return a name as a style sheet writes it."""
    return f'"{name}"'


def main() -> None:
    """Print the rules."""
    print("\n".join(font_face(one) for one in FALLBACKS))


if __name__ == "__main__":
    main()
