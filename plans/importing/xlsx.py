"""Reads the first sheet of an Excel workbook, cell by cell as they stand in the file.

What the file says of its own size is never believed, only the cells that are really there are read; a formula gives
the value that was computed when the file was saved. openpyxl, which writes our workbooks, is not used to read them: it
loads styles and strings whole and fills the gaps that a declared size opens.
"""

import datetime
import re

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from plans.importing.archives import DAMAGED
from plans.importing.markup import Parts, attribute, local
from plans.importing.refusal import Refused
from plans.importing.sheet import Sheet, SheetBuilder, Value, number_of

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(data: bytes) -> Sheet:
    """Return the first sheet; raise Refused where a cell cannot be taken as it stands."""
    return _Workbook(Parts(data)).read()


class _Workbook:
    """A workbook's first sheet, and what its cells refer to."""

    def __init__(self, parts: Parts):
        self.parts = parts
        relations = parts.relations("")
        book = next((path for kind, path in relations.values() if kind == "officeDocument"), "")
        if not parts.has(book):
            raise Refused(DAMAGED)
        by_id = parts.relations(book)
        by_kind = {kind: path for kind, path in by_id.values() if parts.has(path)}
        self.sheet, self.epoch = self._first_sheet(book, by_id)
        self.strings = self._strings(by_kind["sharedStrings"]) if "sharedStrings" in by_kind else []
        self.dates = self._date_styles(by_kind["styles"]) if "styles" in by_kind else []

    def read(self) -> Sheet:
        """Return the sheet's rows."""
        builder, number = SheetBuilder(), 0
        for element in self.parts.ended(self.sheet, "row", "mergeCell"):
            if local(element.tag) == "mergeCell":
                raise Refused(
                    f"Foaia are celule îmbinate ({element.get('ref', '')[:20]}). "
                    "Separați-le și completați fiecare rând."
                )
            number = _number(element.get("r"), number + 1)
            builder.add(number, self._cells(element, number))
        return builder.finish()

    def _first_sheet(self, book: str, relations) -> tuple[str, datetime.datetime]:
        sheet, epoch = None, CALENDAR_WINDOWS_1900
        for element in self.parts.ended(book, "sheet", "workbookPr"):
            if local(element.tag) == "workbookPr":
                epoch = CALENDAR_MAC_1904 if element.get("date1904") in ("1", "true") else epoch
            elif sheet is None:
                kind, path = relations.get(attribute(element, "id"), ("", ""))
                sheet = path if kind == "worksheet" else None
        if sheet is None or not self.parts.has(sheet):
            raise Refused(DAMAGED)
        return sheet, epoch

    def _strings(self, part: str) -> list[str]:
        return [_text(item) for item in self.parts.ended(part, "si")]

    def _date_styles(self, part: str) -> list[bool]:
        """Return, for each cell style, whether its numbers are dates."""
        codes, styles = dict(BUILTIN_FORMATS), []
        for element in self.parts.ended(part, "numFmt", "cellXfs"):
            if local(element.tag) == "numFmt":
                codes[_number(element.get("numFmtId"), 0)] = element.get("formatCode", "")
            else:
                styles = [_number(style.get("numFmtId"), 0) for style in element]
        return [bool(is_date_format(codes.get(style, "General"))) for style in styles]

    def _cells(self, row, number: int) -> dict[int, Value]:
        cells, column = {}, -1
        for cell in row:
            if local(cell.tag) == "c":
                column = _column(cell.get("r"), column + 1)
                cells[column] = self._value(cell, number)
        return cells

    def _value(self, cell, number: int) -> Value:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        found = {local(child.tag): child.text or "" for child in cell}
        text = found.get("v", "")
        if not text:
            if "f" in found and kind != "str":
                raise Refused(
                    f"{_place(cell, number)}: formula nu are o valoare calculată. Scrieți valoarea în locul formulei."
                )
            return None
        if kind == "e":
            raise Refused(f"{_place(cell, number)}: celula conține eroarea {text[:20]}.")
        try:
            return self._typed(kind, text, cell.get("s"))
        except (ValueError, IndexError, OverflowError) as error:
            raise Refused(f"{_place(cell, number)}: valoarea „{text[:40]}” nu poate fi citită.") from error

    def _typed(self, kind: str, text: str, style: str | None) -> Value:
        if kind == "s":
            return self.strings[_number(text, -1)]
        if kind == "str":
            return _unescaped(text)
        if kind == "b":
            return text == "1"
        if kind == "d":
            return from_ISO8601(text)
        place = _number(style, 0)
        if place < len(self.dates) and self.dates[place]:
            return from_excel(float(text), self.epoch)
        return number_of(text)


def _place(cell, number: int) -> str:
    reference = cell.get("r", "")[:10]
    return f"Rândul {number}, celula {reference}" if reference else f"Rândul {number}"


def _text(element) -> str:
    """Return the text of a string, without the reading aids that East Asian versions add."""
    pieces = []
    for child in element:
        if local(child.tag) == "t":
            pieces.append(_unescaped(child.text or ""))
        elif local(child.tag) in ("r", "is"):
            pieces.append(_text(child))
    return "".join(pieces)


def _unescaped(text: str) -> str:
    """Return text with the characters that XML cannot hold, which Excel writes as _x000D_."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _number(text: str | None, default: int) -> int:
    """Return a whole number; the default where there is none."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(DAMAGED)
    return int(text)


def _column(reference: str | None, default: int) -> int:
    """Return the column of a cell, from 0."""
    if reference is None:
        return default
    found = REFERENCE.fullmatch(reference)
    if not found:
        raise Refused(DAMAGED)
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
