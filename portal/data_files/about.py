"""What a workbook says of itself: where its tables are from, and what each of their columns means."""

from portal.data_files.tables import DataColumn, DataFile, DataTable

ABOUT_SHEET = "Despre date"


def about_tables(file: DataFile) -> tuple[DataTable, DataTable]:
    """Return where the tables of a file are from, and what each of their columns means."""
    texts = [DataColumn(heading=heading, width=width) for heading, width in (("Ce", 28), ("Cum", 90))]
    said = DataTable(name="despre", title=ABOUT_SHEET, columns=tuple(texts), rows=(("Titlu", file.title), *file.origin))
    heads = [("Foaia", 22), ("Coloana", 34), ("Ce ține", 12), ("Ce înseamnă", 90)]
    meanings = [(table.title, one.heading, one.kind.value, one.about) for table in file.tables for one in table.columns]
    choices = ["; ".join(column.choices) for table in file.tables for column in table.columns]
    if any(choices):
        heads.append(("Ce se poate scrie", 60))
        meanings = [(*said, allowed) for said, allowed in zip(meanings, choices, strict=True)]
    columns = tuple(DataColumn(heading=heading, width=width) for heading, width in heads)
    return said, DataTable(name="coloane", title="Coloanele", columns=columns, rows=tuple(meanings))
