"""What the styles of a document say of a paragraph: whether it is a heading, bold, of which list."""

import re

from plans.exchange.word.reading.package import W

HEADING = re.compile(r"(?:heading|titlu|title)\s*(\d)?", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|contents) (?:\d|heading)", re.IGNORECASE)
MAX_CHAIN = 20


def value_of(element, name: str) -> str:
    """Return the value of an element's property, nothing where it has none."""
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def number_of(text: str | None, default: int = 0) -> int:
    """Return a whole number that a document says, a default where it says none.

    >>> number_of("12"), number_of(None, 1), number_of("x")
    (12, 1, 0)
    """
    return int(text) if text and re.fullmatch(r"\d{1,6}", text, re.ASCII) else default


def is_on(properties, name: str) -> bool | None:
    """Tell whether a property is switched on; None where nothing is said."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in ("0", "false", "off")


class StyleBook:
    """The styles of a document by their identity."""

    def __init__(self, root):
        self.styles = {one.get(f"{W}styleId"): one for one in root.findall(f"{W}style")} if root is not None else {}

    def chain(self, properties) -> list:
        """Return the style of a paragraph and those that it is based on."""
        found, key = [], value_of(properties, "pStyle")
        while key in self.styles and len(found) < MAX_CHAIN:
            found.append(self.styles[key])
            key = value_of(self.styles[key], "basedOn")
        return found

    def heading(self, properties) -> int:
        """Return how deep a heading the paragraph is, 0 for none."""
        own = value_of(properties, "outlineLvl")
        if own:
            return number_of(own) + 1 if number_of(own) < 9 else 0
        for style in self.chain(properties):
            level = value_of(style.find(f"{W}pPr"), "outlineLvl")
            named = HEADING.fullmatch(value_of(style, "name"))
            if level or named:
                return number_of(level) + 1 if level else number_of(named[1], 1)
        return 0

    def is_contents(self, properties) -> bool:
        """Tell whether the paragraph is a line of a table of contents."""
        return any(CONTENTS.fullmatch(value_of(style, "name")) for style in self.chain(properties))

    def is_bold(self, properties) -> bool:
        """Tell whether the paragraph's style is bold."""
        said = (is_on(style.find(f"{W}rPr"), "b") for style in self.chain(properties))
        return next((one for one in said if one is not None), False)

    def list_of(self, properties) -> tuple[str, int]:
        """Return the list of a paragraph and how deep it stands there; nothing for none."""
        chain = [properties, *(style.find(f"{W}pPr") for style in self.chain(properties))]
        key, depth = "", None
        for one in chain:
            numbers = one.find(f"{W}numPr") if one is not None else None
            if numbers is None:
                continue
            key = key or value_of(numbers, "numId")
            depth = depth if depth is not None else value_of(numbers, "ilvl") or None
            if key:
                break
        return ("", 0) if key in ("", "0") else (key, number_of(depth))
