"""Tables as an Excel workbook: a sheet a table, and last a sheet that says what they are and what each column means.

Nothing in it is a formula or a live link: what begins like one is text, and stays text when it is edited.
"""

import datetime
import io
from collections.abc import Sequence
from decimal import Decimal

from portal.data_files.about import about_tables
from portal.data_files.tables import DataFile, DataKind, DataTable, DataValue, column_letters, is_exact

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A workbook says when it was made; two that hold the same are the same to the last byte.
MADE_ON = datetime.datetime(2000, 1, 1)
LONGEST_TEXT = 32_767
# The longest list of choices that a cell's own rule may name; a longer one stands in a hidden sheet.
LONGEST_LIST = 255
LISTS = "Liste"
# What a line of text takes, and a row at most, in points. A bold letter takes more room.
LINE, TALLEST, BOLD = 15, 409, 1.15
A4 = 9
# Excel knows no day before.
FIRST_YEAR = 1901
FORMATS = {
    "heading": {"bold": True, "num_format": "@", "valign": "top", "text_wrap": True, "bottom": 1},
    "number heading": {
        "bold": True,
        "num_format": "@",
        "valign": "top",
        "text_wrap": True,
        "bottom": 1,
        "align": "right",
        "indent": 1,
    },
    DataKind.TEXT: {"num_format": "@", "valign": "top", "text_wrap": True},
    DataKind.NUMBER: {"valign": "top", "align": "right", "indent": 1},
    DataKind.DATE: {"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"},
}


def write(file: DataFile) -> bytes:
    """Return the workbook."""
    # A seventh of a second to import, and most processes write no workbook.
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, SAFE) as book:
        book.set_properties({"title": file.title, "created": MADE_ON})
        styles = {name: book.add_format(properties) for name, properties in FORMATS.items()}
        sheets = [(book.add_worksheet(table.title[:31]), table) for table in file.tables]
        if file.origin:
            sheets += [(book.add_worksheet(table.title), table) for table in about_tables(file)]
        for sheet, table in sheets:
            _write_sheet(sheet, table, styles)
        _write_choices(book, sheets)
    return stream.getvalue()


def _write_choices(book, sheets: list[tuple]) -> None:
    """Let the columns with choices take nothing else; lists that a rule cannot hold stand in a hidden sheet."""
    lists = None
    columns = [(sheet, table, *one) for sheet, table in sheets for one in enumerate(table.columns) if one[1].choices]
    for number, (sheet, table, place, column) in enumerate(columns):
        source = list(column.choices)
        if len(",".join(source)) > LONGEST_LIST or any("," in one for one in source):
            lists = lists or book.add_worksheet(LISTS)
            lists.hide()
            for line, choice in enumerate(source):
                lists.write_string(line, number, choice)
            letters = column_letters(number + 1)
            source = f"={LISTS}!${letters}$1:${letters}${len(source)}"
        rule = {"validate": "list", "source": source, "error_title": column.heading[:32]}
        sheet.data_validation(1, place, max(len(table.rows) + table.room, 1), place, rule)


def _write_sheet(sheet, table: DataTable, styles: dict) -> None:
    _set_up_page(sheet, table)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        # A code that is typed into an empty cell stays as it is typed.
        style = styles[DataKind.TEXT] if table.room and column.kind == DataKind.TEXT else None
        sheet.set_column(place, place, column.width, style, {"hidden": column.is_hidden})
        heading = "number heading" if column.kind == DataKind.NUMBER else "heading"
        sheet.write_string(0, place, column.heading, styles[heading])
    widths = [column.width for column in table.columns]
    _set_height(sheet, 0, [column.heading for column in table.columns], [width / BOLD for width in widths])
    for line, row in enumerate(table.rows, start=1):
        _set_height(sheet, line, row, widths)
        for place, value in enumerate(row):
            _write_cell(sheet, line, place, value, styles)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _set_up_page(sheet, table: DataTable) -> None:
    """Let a sheet be printed with its head on each page, as wide as can be read."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(table.pages_across, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&RPagina &P din &N")


def _set_height(sheet, line: int, row: Sequence[DataValue], widths: Sequence[float]) -> None:
    """Make a row as tall as its longest text: not every program does it by itself."""
    cells = ((value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
    # Most texts are shorter than their column is wide.
    lines = max((_line_count(text, width) for text, width in cells if len(text) >= width or "\n" in text), default=1)
    if lines > 1:
        sheet.set_row(line, min(lines * LINE, TALLEST))


def _line_count(text: str, width: float) -> int:
    return sum(1 + int(len(piece) / width) for piece in text.split("\n"))


def _write_cell(sheet, line: int, place: int, value: DataValue, styles: dict) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, place, "da" if value else "nu", styles[DataKind.TEXT])
    elif isinstance(value, int | Decimal) and is_exact(value):
        sheet.write_number(line, place, float(value), styles[DataKind.NUMBER])
    elif isinstance(value, datetime.date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(line, place, value, styles[DataKind.DATE])
    else:
        text = str(value)
        kept = text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
        sheet.write_string(line, place, kept, styles[DataKind.TEXT])
