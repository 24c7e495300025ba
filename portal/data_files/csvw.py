"""What a table of CSV holds, said for programs: its metadata as CSV on the Web (W3C) reads them."""

import datetime
import json
import re
from decimal import Decimal

from portal.data_files.tables import DataColumn, DataFile, DataValue
from portal.licence import LICENCE_ADDRESS
from portal.text import fold

CONTENT_TYPE = "application/csvm+json"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "ro"}]
# As `csv_file` writes them: da and nu, 2024-12-31, 1250,5.
TYPES = {
    bool: {"base": "boolean", "format": "da|nu"},
    datetime.date: "date",
    Decimal: {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}},
}
ESCAPED = "O celulă care ar fi luată drept formulă începe cu un apostrof, care nu face parte din text."


def metadata(file: DataFile, *, url: str) -> bytes:
    """Return the metadata of the only table of a file, whose CSV is at `url`, an address relative to theirs."""
    (table,) = file.tables
    rows = table.rows
    columns = [
        _column(column, [row[place] for row in rows if row[place] not in (None, "")])
        for place, column in enumerate(table.columns)
    ]
    columns += [_column(DataColumn(heading=name), []) for name, _text in file.origin]
    held = {
        "@context": CONTEXT,
        "url": url,
        "dc:title": file.title,
        "dc:description": f"{table.title}. {ESCAPED}",
        "dc:license": {"@id": LICENCE_ADDRESS},
        "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True},
        "tableSchema": {"columns": _unique_names(columns)},
    }
    return json.dumps(held, ensure_ascii=False, indent=1).encode()


def _column(column: DataColumn, values: list[DataValue]) -> dict:
    """Return a column; it has another type than text where all that is in it has."""
    about = {"dc:description": column.about} if column.about else {}
    name = re.sub(r"[^a-z0-9]+", "_", fold(column.heading)).strip("_") or "coloana"
    return {"name": name, "titles": column.heading, "datatype": _datatype(values), **about}


def _datatype(values: list[DataValue]) -> str | dict:
    kinds = {Decimal if type(value) is int else type(value) for value in values}
    return TYPES.get(kinds.pop(), "string") if len(kinds) == 1 else "string"


def _unique_names(columns: list[dict]) -> list[dict]:
    """Number the names that come again."""
    seen: dict[str, int] = {}
    for column in columns:
        name = column["name"]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            column["name"] = f"{name}_{seen[name]}"
    return columns
