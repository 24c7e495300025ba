"""The numbers that Word prints before paragraphs by itself: they stand nowhere in the text and are computed."""

import re
from dataclasses import dataclass, field

from plans.exchange.word.reading.blocks import BULLET
from plans.exchange.word.reading.package import W
from plans.exchange.word.reading.styles import StyleBook, number_of, value_of

LEVELS = 9
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass
class NumberLevel:
    """How one depth of a list is numbered."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class NumberList:
    """A list as the document declares it: its depths, and where its count stands."""

    levels: dict[int, NumberLevel] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbering:
    """Counts the document's lists; asked once for each numbered paragraph, in reading order."""

    def __init__(self, root, styles: StyleBook):
        self.styles = styles
        self.lists: dict[str, NumberList] = {}
        self.starts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root) -> None:
        found = {one.get(f"{W}abstractNumId"): one for one in root.findall(f"{W}abstractNum")}
        linked = {value_of(one, "styleLink"): key for key, one in found.items() if value_of(one, "styleLink")}
        lists = {key: self._list(one) for key, one in found.items()}
        for number in root.findall(f"{W}num"):
            key, abstract = number.get(f"{W}numId"), value_of(number, "abstractNumId")
            link = value_of(found[abstract], "numStyleLink") if abstract in found else ""
            if abstract in found:
                self.lists[key] = lists[linked.get(link, abstract)]
            overrides = {}
            for one in number.findall(f"{W}lvlOverride"):
                start = value_of(one, "startOverride")
                if start:
                    overrides[number_of(one.get(f"{W}ilvl"))] = number_of(start)
            self.starts[key] = overrides

    @staticmethod
    def _list(abstract) -> NumberList:
        made = NumberList()
        for one in abstract.findall(f"{W}lvl"):
            made.levels[number_of(one.get(f"{W}ilvl"))] = NumberLevel(
                value_of(one, "numFmt") or "decimal", value_of(one, "lvlText"), number_of(value_of(one, "start"), 1)
            )
        return made

    def number(self, properties) -> tuple[str, int]:
        """Return what is printed before a paragraph with these properties, and how deep in its list it stands."""
        key, depth = self.styles.list_of(properties)
        found = self.lists.get(key)
        level = found.levels.get(depth) if found else None
        if level is None or depth >= LEVELS:
            return "", 0
        if level.format == "bullet":
            return BULLET, depth
        for at, start in self.starts.pop(key, {}).items():
            if at < LEVELS:
                found.counts[at] = start - 1
        count = found.counts[depth]
        found.counts[depth] = level.start if count is None else count + 1
        found.counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return ("" if level.format == "none" else self._printed(found, level)), depth

    @staticmethod
    def _printed(found: NumberList, level: NumberLevel) -> str:
        def part(match) -> str:
            at = int(match[1]) - 1
            one = found.levels.get(at, NumberLevel())
            count = found.counts[at]
            return number_text(one.start if count is None else count, one.format)

        return re.sub(r"%([1-9])", part, level.text).strip()


def number_text(number: int, form: str) -> str:
    """Return a number as a list prints it.

    >>> [number_text(4, form) for form in ("decimal", "upperRoman", "lowerLetter")], number_text(28, "upperLetter")
    (['4', 'IV', 'd'], 'BB')
    """
    if form in ("lowerLetter", "upperLetter") and number > 0:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text = ""
        for value, letters in ROMAN:
            text += letters * (number // value)
            number %= value
    else:
        return f"{number:02d}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text
