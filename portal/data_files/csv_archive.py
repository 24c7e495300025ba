"""Several tables as CSV: a file each in one archive, with what they are from and what their columns mean."""

from portal.archive_bytes import zip_bytes
from portal.csv_text import csv_bytes
from portal.data_files.about import about_tables
from portal.data_files.csv_file import cell_text
from portal.data_files.tables import DataFile, DataTable

CONTENT_TYPE = "application/zip"


def write(file: DataFile) -> bytes:
    """Return the archive; each of its files is called as its table's part of an address."""
    return zip_bytes((f"{table.name}.csv", _table(table)) for table in (*file.tables, *about_tables(file)))


def _table(table: DataTable) -> bytes:
    return csv_bytes([[column.heading for column in table.columns], *(map(cell_text, row) for row in table.rows)])
