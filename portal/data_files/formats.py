"""The formats in which data are given; a new one writes a `DataFile` and is named here."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.data_files import csv_file, ods_file, xlsx_file
from portal.data_files.tables import DataFile


@dataclass(frozen=True)
class DataFormat:
    """A format: the ending of its files, what people call it, its media type, whether it holds several tables."""

    extension: str
    title: str
    content_type: str
    write: Callable[[DataFile], bytes]
    holds_many: bool


DATA_FORMATS = {
    one.extension: one
    for one in (
        DataFormat("csv", "CSV", csv_file.CONTENT_TYPE, csv_file.write, holds_many=False),
        DataFormat("xlsx", "Excel", xlsx_file.CONTENT_TYPE, xlsx_file.write, holds_many=True),
        DataFormat("ods", "OpenDocument", ods_file.CONTENT_TYPE, ods_file.write, holds_many=True),
    )
}
