"""A document that was read, as plain values and back: so that a large one is read once."""

from plans.exchange.word.reading.blocks import Cell, Line, Row, Table, TextDocument


def to_plain(document: TextDocument) -> dict:
    """Return plain values, to be kept."""
    return {
        "blocks": [_line(one) if isinstance(one, Line) else _table(one) for one in document.blocks],
        "raw": document.raw,
    }


def from_plain(kept: dict) -> TextDocument:
    """Return the document of plain values; raises LookupError, TypeError or ValueError for any others."""
    blocks = [_read_table(one) if isinstance(one, dict) else _read_line(one) for one in kept["blocks"]]
    return TextDocument(blocks, [(place, text) for place, text in kept["raw"]])


def _line(line: Line) -> list:
    return [line.text, line.pieces, line.number, line.heading, line.is_bold, line.indent, line.place, line.is_contents]


def _read_line(kept: list) -> Line:
    text, pieces, *rest = kept
    return Line(text, tuple(pieces), *rest)


def _table(table: Table) -> dict:
    """Return a table: its cells once each, and for each row at each column the number of the cell that covers it."""
    cells = {id(cell): cell for row in table.rows for cell in row.slots if cell is not None}
    numbers = {key: number for number, key in enumerate(cells)}
    return {
        "number": table.number,
        "cells": [
            [cell.row, cell.column, cell.colspan, cell.rowspan, [_line(line) for line in cell.lines]]
            for cell in cells.values()
        ],
        "rows": [
            [row.is_head, [None if cell is None else numbers[id(cell)] for cell in row.slots]] for row in table.rows
        ],
    }


def _read_table(kept: dict) -> Table:
    cells = [
        Cell(row, column, colspan, [_read_line(line) for line in lines], rowspan)
        for row, column, colspan, rowspan, lines in kept["cells"]
    ]
    table = Table(kept["number"])
    for index, (is_head, slots) in enumerate(kept["rows"]):
        table.add(Row(index, [None if number is None else cells[number] for number in slots], is_head))
    return table
