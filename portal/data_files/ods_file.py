"""Tables as an OpenDocument spreadsheet: a sheet a table, and last the sheets that say what they are.

It is written as text, part by part: a document tree of ten thousand rows takes minutes. Nothing in it is a formula.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from html import escape

from portal.archive_bytes import zip_bytes
from portal.data_files.about import about_tables
from portal.data_files.tables import (
    MOST_PAGES_ACROSS,
    DataColumn,
    DataFile,
    DataKind,
    DataTable,
    DataValue,
    column_letters,
    is_exact,
)
from portal.literals import number_text
from portal.text import UNPRINTABLE

CONTENT_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{address}"'
    for short, address in {
        "office": f"{NAMES}office:1.0",
        "table": f"{NAMES}table:1.0",
        "text": f"{NAMES}text:1.0",
        "style": f"{NAMES}style:1.0",
        "fo": f"{NAMES}xsl-fo-compatible:1.0",
        "number": f"{NAMES}datastyle:1.0",
        "config": f"{NAMES}config:1.0",
        "of": f"{NAMES}of:1.2",
        "meta": f"{NAMES}meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
VERSION = 'office:version="1.2"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = f"""{HEAD}<manifest:manifest xmlns:manifest="{NAMES}manifest:1.0" manifest:version="1.2">\
<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{CONTENT_TYPE}"/>\
{
    "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "settings", "meta")
    )
}</manifest:manifest>"""
PAGES_ACROSS = range(1, MOST_PAGES_ACROSS + 1)
PAGE = 'fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" fo:margin="15mm"'
LAYOUTS = "".join(
    f'<style:page-layout style:name="p{number}"><style:page-layout-properties {PAGE} style:scale-to-X="{number}" '
    'style:scale-to-Y="0"/></style:page-layout>'
    for number in PAGES_ACROSS
)
MASTERS = "".join(
    f'<style:master-page style:name="m{number}" style:page-layout-name="p{number}"/>' for number in PAGES_ACROSS
)
STYLES = f"""{HEAD}<office:document-styles {SPACES} {VERSION}><office:styles>\
<style:default-style style:family="table-cell"><style:text-properties fo:language="ro" fo:country="RO"/>\
</style:default-style></office:styles><office:automatic-styles>{LAYOUTS}</office:automatic-styles>\
<office:master-styles>{MASTERS}</office:master-styles></office:document-styles>"""
TABLE_STYLES = "".join(
    f'<style:style style:name="w{number}" style:family="table" style:master-page-name="m{number}"/>'
    for number in PAGES_ACROSS
)
# LibreOffice 7.4 breaks off when it saves a file in which a style of cells has a name of one letter.
CELL_STYLES = """<number:date-style style:name="N1"><number:day number:style="long"/><number:text>.</number:text>\
<number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>\
<number:text-style style:name="N2"><number:text-content/></number:text-style>\
<style:style style:name="head" style:family="table-cell" style:data-style-name="N2"><style:table-cell-properties \
fo:wrap-option="wrap" style:vertical-align="top" fo:border-bottom="0.5pt solid #000000"/>\
<style:text-properties fo:font-weight="bold"/></style:style>\
<style:style style:name="head-number" style:family="table-cell" style:data-style-name="N2">\
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:border-bottom="0.5pt solid #000000" \
fo:padding-right="2mm"/><style:paragraph-properties fo:text-align="end"/><style:text-properties fo:font-weight="bold"/>\
</style:style>\
<style:style style:name="text" style:family="table-cell" style:data-style-name="N2"><style:table-cell-properties \
fo:wrap-option="wrap" style:vertical-align="top"/></style:style>\
<style:style style:name="number" style:family="table-cell"><style:table-cell-properties style:vertical-align="top" \
fo:padding-right="2mm"/></style:style>\
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1">\
<style:table-cell-properties style:vertical-align="top"/><style:paragraph-properties fo:text-align="start"/>\
</style:style>"""
LETTER_WIDTH = 2.1


def write(file: DataFile) -> bytes:
    """Return the spreadsheet; the same tables always give the same bytes."""
    tables = [*file.tables, *(about_tables(file) if file.origin else ())]
    title = _plain(file.title)
    meta = f"<office:meta><dc:title>{title}</dc:title><dc:language>ro-RO</dc:language></office:meta>"
    members = {
        "mimetype": CONTENT_TYPE,
        "content.xml": _content(tables),
        "styles.xml": STYLES,
        "settings.xml": _settings(tables),
        "meta.xml": f"{HEAD}<office:document-meta {SPACES} {VERSION}>{meta}</office:document-meta>",
        "META-INF/manifest.xml": MANIFEST,
    }
    # A program knows the format by the first member, which it reads without unpacking it.
    return zip_bytes(((name, text.encode()) for name, text in members.items()), plain=frozenset({"mimetype"}))


def _content(tables: list[DataTable]) -> str:
    widths = sorted({column.width for table in tables for column in table.columns})
    columns = "".join(
        f'<style:style style:name="c{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * LETTER_WIDTH:.1f}mm"/></style:style>'
        for width in widths
    )
    filters = "".join(_filter(place, table) for place, table in enumerate(tables) if table.rows)
    return (
        f"{HEAD}<office:document-content {SPACES} {VERSION}>"
        f"<office:automatic-styles>{CELL_STYLES}{TABLE_STYLES}{columns}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{_rules(tables)}{''.join(_sheet(table) for table in tables)}"
        f"<table:database-ranges>{filters}</table:database-ranges></office:spreadsheet></office:body>"
        f"</office:document-content>"
    )


def _rules(tables: list[DataTable]) -> str:
    """Return what the columns with choices take, each rule under its column's name."""
    rules = [
        f'<table:content-validation table:name="{_rule_name(table, column)}" table:allow-empty-cell="true" '
        f'table:condition="of:cell-content-is-in-list({_choice_list(column)})">'
        '<table:error-message table:message-type="stop" table:display="true"/></table:content-validation>'
        for table in tables
        for column in table.columns
        if column.choices
    ]
    return f"<table:content-validations>{''.join(rules)}</table:content-validations>" if rules else ""


def _rule_name(table: DataTable, column: DataColumn) -> str:
    return f"{table.name}-{table.columns.index(column)}"


def _choice_list(column: DataColumn) -> str:
    quoted = (choice.replace('"', '""') for choice in column.choices)
    return _plain(";".join(f'"{choice}"' for choice in quoted))


def _sheet(table: DataTable) -> str:
    hidden = ' table:visibility="collapse"'
    columns = "".join(
        f'<table:table-column table:style-name="c{column.width}"{hidden if column.is_hidden else ""}/>'
        for column in table.columns
    )
    heads = "".join(
        _text_cell(one.heading, "head-number" if one.kind == DataKind.NUMBER else "head") for one in table.columns
    )
    names = [
        f' table:content-validation-name="{_rule_name(table, one)}"' if one.choices else "" for one in table.columns
    ]
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row, names))}</table:table-row>" for row in table.rows)
    if table.room:
        empty = "".join(f'<table:table-cell table:style-name="text"{name}/>' for name in names)
        rows += f'<table:table-row table:number-rows-repeated="{table.room}">{empty}</table:table-row>'
    return (
        f'<table:table table:name="{_plain(table.title)}" table:style-name="w{table.pages_across}">{columns}'
        f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def _filter(place: int, table: DataTable) -> str:
    last = column_letters(len(table.columns))
    name = _plain(table.title.replace("'", "''"))
    return (
        f'<table:database-range table:name="filtru{place}" table:display-filter-buttons="true" '
        f"table:target-range-address=\"'{name}'.A1:'{name}'.{last}{len(table.rows) + 1}\"/>"
    )


def _cell(value: DataValue, rule: str = "") -> str:
    """Return a cell; the rule is the attribute that says what it takes."""
    if value is None or value == "":
        return f"<table:table-cell{rule}/>"
    if isinstance(value, bool):
        return _text_cell("da" if value else "nu", rule=rule)
    if isinstance(value, int | Decimal) and is_exact(value):
        number = f"{Decimal(value):f}"
        return (
            f'<table:table-cell table:style-name="number" office:value-type="float" office:value="{number}">'
            f"<text:p>{number_text(Decimal(value))}</text:p></table:table-cell>"
        )
    if isinstance(value, datetime.date):
        return (
            '<table:table-cell table:style-name="day" office:value-type="date" '
            f'office:date-value="{value.isoformat()}"><text:p>{value:%d.%m.%Y}</text:p></table:table-cell>'
        )
    return _text_cell(str(value), rule=rule)


def _text_cell(text: str, style: str = "text", rule: str = "") -> str:
    lines = "".join(f"<text:p>{line}</text:p>" for line in _lines(text))
    return f'<table:table-cell table:style-name="{style}"{rule} office:value-type="string">{lines}</table:table-cell>'


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text as paragraphs; what a reader would drop is said space by space."""
    for line in text.split("\n"):
        shown = _plain(line).replace("\t", " ").replace("  ", " <text:s/>")
        yield f"<text:s/>{shown[1:]}" if shown.startswith(" ") else shown


def _plain(text: str) -> str:
    return escape(UNPRINTABLE.sub("\ufffd", text))


def _settings(tables: list[DataTable]) -> str:
    """Return that the first row of each sheet stays in sight."""
    item = '<config:config-item config:name="{}" config:type="{}">{}</config:config-item>'
    held = "".join(
        item.format(name, kind, value)
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        )
    )
    entries = "".join(
        f'<config:config-item-map-entry config:name="{_plain(table.title)}">{held}</config:config-item-map-entry>'
        for table in tables
    )
    return (
        f"{HEAD}<office:document-settings {SPACES} {VERSION}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed '
        'config:name="Views"><config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
        f"{entries}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
