"""A table of data as an entity set: its columns as typed properties with names, its rows in their order."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from portal.data_files.tables import DataColumn, DataKind, DataTable, DataValue

# The place of the row in the table, from 1: a row has no other name that every table has.
KEY = "Rândul_nr"
EDM_TYPES = {
    DataKind.TEXT: "Edm.String",
    DataKind.NUMBER: "Edm.Decimal",
    DataKind.DATE: "Edm.Date",
    DataKind.YES_NO: "Edm.Boolean",
}


@dataclass(frozen=True)
class EntityProperty:
    """A property: its name, and its type in the words of OData."""

    name: str
    edm_type: str


@dataclass(frozen=True)
class EntitySet:
    """A table in the words of OData."""

    table: DataTable

    @cached_property
    def properties(self) -> tuple[EntityProperty, ...]:
        """The key, then a property a column; columns that would have one name are numbered."""
        found = [EntityProperty(KEY, "Edm.Int32")]
        for column in self.table.columns:
            name, names = property_name(column), {one.name for one in found}
            free = next(one for one in (name, *(f"{name}_{n}" for n in range(2, 999))) if one not in names)
            found.append(EntityProperty(free, EDM_TYPES[column.kind]))
        return tuple(found)

    @cached_property
    def types(self) -> dict[str, str]:
        """The type of each property by its name."""
        return {one.name: one.edm_type for one in self.properties}

    @cached_property
    def rows(self) -> list[dict[str, DataValue]]:
        """The rows as values by property; a cell that is not what its column holds is empty there."""
        names = [one.name for one in self.properties]
        kinds = [column.kind for column in self.table.columns]
        return [
            dict(zip(names, (place, *map(_fitting, kinds, row)), strict=True))
            for place, row in enumerate(self.table.rows, 1)
        ]


def property_name(column: DataColumn) -> str:
    """Return a column's heading as a name that OData takes.

    >>> property_name(DataColumn(heading="Ponderea (%)")), property_name(DataColumn(heading="1. Ținta"))
    ('Ponderea', '_1_Ținta')
    """
    name = re.sub(r"\W+", "_", column.heading).strip("_") or "Coloana"
    return (f"_{name}" if name[0].isdigit() else name)[:120]


def _fitting(kind: DataKind, value: DataValue) -> DataValue:
    """Return what a cell holds as its column's type."""
    if value is None or value == "":
        return "" if kind == DataKind.TEXT and value == "" else None
    if kind == DataKind.TEXT:
        return value if isinstance(value, str) else str(value)
    wanted = {DataKind.NUMBER: (int, Decimal), DataKind.DATE: datetime.date, DataKind.YES_NO: bool}[kind]
    return value if isinstance(value, wanted) else None
