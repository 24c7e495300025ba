"""Cells that calamine would read without a word and wrongly, or that would take the memory of the whole process."""

from tests.plans.exchange.sheet_files import MAIN, ODS, archive, ods, xlsx
from tests.plans.exchange.sheets.corpus import DAMAGED, GOOD, GOOD_ODS, LOCKED, cells

TEXT = 'office:value-type="string"'
TOO_MUCH = "Foaia are prea mult text."
UNCOMPUTED = "formula nu are o valoare calculată"
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def declared(count):
    """A workbook that says how many strings it shares."""
    return xlsx(cells('<c t="s"><v>0</v></c>'), strings="<si><t>a</t></si>", sst=f' uniqueCount="{count}"')


def ods_cell(said, inside="", row=""):
    """An open document with one more cell."""
    return ods(
        f"{GOOD_ODS}<table:table-row {row}><table:table-cell {said}>{inside}</table:table-cell></table:table-row>"
    )


CELLS = {
    "memory for strings without end": ("a.xlsx", lambda: declared(99_999_999_999), DAMAGED),
    "memory for many strings": ("a.xlsx", lambda: declared(900_000_000), DAMAGED),
    "memory for strings in the sheet's own part": (
        "a.xlsx",
        lambda: xlsx(f'<sst uniqueCount="99999999999"/><sheetData>{GOOD}</sheetData>', part="SHAREDstrings.xml"),
        DAMAGED,
    ),
    "two values in a cell": ("a.xlsx", lambda: xlsx(cells("<c><v>1</v><v>2</v></c>")), DAMAGED),
    "a value before its formula": ("a.xlsx", lambda: xlsx(cells("<c><v>1</v><f>2</f></c>")), DAMAGED),
    "text that calamine skips": ("a.xlsx", lambda: xlsx(cells('<c t="str"><v><![CDATA[a]]></v></c>')), DAMAGED),
    "a cell in another row than it says": ("a.xlsx", lambda: xlsx(cells('<c r="A1048576"><v>1</v></c>')), DAMAGED),
    "a row without end": (
        "a.xlsx",
        lambda: xlsx(f"<sheetData>{GOOD}<row r='99999999999'><c><v>1</v></c></row></sheetData>"),
        DAMAGED,
    ),
    "a cell far below": (
        "a.xlsx",
        lambda: xlsx(f"<sheetData>{GOOD}<row r='1048576'><c r='A1048576'><v>1</v></c></row></sheetData>"),
        "Foaia are mai mult de 2.000 de rânduri.",
    ),
    "a date that no calendar has": (
        "a.xlsx",
        lambda: xlsx(cells('<c s="1"><v>-1e300</v></c>'), ("xl/styles.xml", STYLES)),
        DAMAGED,
    ),
    "an unknown encoding": ("a.xlsx", lambda: xlsx(cells(), before='<?xml version="1.0" encoding="x-1"?>'), DAMAGED),
    "a sheet that is nowhere": (
        "a.xlsx",
        lambda: xlsx(cells(), sheet_type="chartsheet"),
        DAMAGED,
    ),
    "a locked ods": (
        "a.ods",
        lambda: archive(
            [
                ("mimetype", ODS),
                ("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>"),
                ("content.xml", bytes(range(256))),
            ]
        ),
        LOCKED,
    ),
    "a formula without a value in ods": ("a.ods", lambda: ods_cell('table:formula="of:=1+1"'), UNCOMPUTED),
    "an error in ods": (
        "a.ods",
        lambda: ods_cell(f'table:formula="of:=A1" {TEXT} office:string-value=""', "<text:p>#REF!</text:p>"),
        UNCOMPUTED,
    ),
    "a number without end in ods": (
        "a.ods",
        lambda: ods_cell('office:value-type="float" office:value="1e999"'),
        "valoarea „1e999” nu poate fi citită",
    ),
    "a text of no kind in ods": (
        "a.ods",
        lambda: ods_cell("", "<text:p>a</text:p>"),
        "valoarea „a” nu poate fi citită",
    ),
    "a drawing in ods": (
        "a.ods",
        lambda: ods_cell(TEXT, '<d:frame xmlns:d="draw"><text:p>desen</text:p></d:frame><text:p>a</text:p>'),
        "celula conține și altceva decât text",
    ),
    "spaces without end": ("a.ods", lambda: ods_cell(TEXT, '<text:p><text:s text:c="900000000"/></text:p>'), TOO_MUCH),
    "spaces without end in a note": (
        "a.ods",
        lambda: ods_cell(TEXT, '<office:annotation><text:p><text:s text:c="900000000"/></text:p></office:annotation>'),
        TOO_MUCH,
    ),
    "a long text repeated": (
        "a.ods",
        lambda: ods_cell(
            f'{TEXT} table:number-columns-repeated="100"',
            f"<text:p>{'a' * 200_000}</text:p>",
            'table:number-rows-repeated="1000"',
        ),
        TOO_MUCH,
    ),
    "a long formula repeated": (
        "a.ods",
        lambda: ods_cell(
            f'{TEXT} table:number-columns-repeated="100" table:formula="{"a" * 60_000}" office:string-value="a"',
            row='table:number-rows-repeated="1000"',
        ),
        TOO_MUCH,
    ),
    "repeats under another name": (
        "a.ods",
        lambda: ods_cell(TEXT, "<text:p>a</text:p>", 'xmlns:table="other" table:number-rows-repeated="900000000"'),
        "Foaia are mai mult de 2.000 de rânduri.",
    ),
    "repeats said twice": (
        "a.ods",
        lambda: ods_cell(
            TEXT,
            "<text:p>a</text:p>",
            'xmlns:t="other" t:number-rows-repeated="1" table:number-rows-repeated="900000000"',
        ),
        DAMAGED,
    ),
    "repeats that are no number": (
        "a.ods",
        lambda: ods_cell(f'{TEXT} table:number-columns-repeated="-1"', "<text:p>a</text:p>"),
        DAMAGED,
    ),
}
