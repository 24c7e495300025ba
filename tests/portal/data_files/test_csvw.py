"""The metadata of a CSV, as a library that knows nothing of this portal reads the file by them."""

import datetime
import json
from decimal import Decimal

import pytest

from portal.data_files import csv_file, csvw
from tests.portal.data_files.test_formats import COLUMNS, DAY, ROWS, data_file


@pytest.fixture
def read(tmp_path):
    """Write a table with its metadata and read both."""

    def reading(file, edit=lambda content: content):
        (tmp_path / "date.csv").write_bytes(edit(csv_file.write(file)))
        path = tmp_path / "date.csv-metadata.json"
        path.write_bytes(csvw.metadata(file, url="date.csv"))
        # It reads grammars for a second: only the process that runs these tests should.
        import csvw as csv_on_the_web

        return csv_on_the_web.CSVW(str(path), validate=True)

    return reading


def test_a_validator_accepts_the_file_and_reads_its_types(read):
    found = read(data_file(ROWS))
    assert found.is_valid
    first, second, *_ = found.tables[0]
    assert (first["ce"], first["cat"], first["cand"].date()) == ("Șapte; și „jumătate”", Decimal("7.5"), DAY)
    assert (first["daca"], second["daca"]) == (True, False)
    assert (second["cat"], second["cand"], second["licenta"]) == (None, None, "CC BY 4.0")


# The validator counts its own warnings, which the run would raise.
@pytest.mark.filterwarnings("default:Invalid column value")
def test_a_validator_refuses_a_file_that_is_not_what_they_say(read):
    wrong = read(data_file(ROWS), lambda content: content.replace(b"2024-12-31", b"ieri"))
    assert not wrong.is_valid


def test_a_column_with_values_of_several_types_is_of_texts():
    said = json.loads(csvw.metadata(data_file([*ROWS, ("Ieri", "multe", None, None)]), url="date.csv"))
    types = {one["name"]: one["datatype"] for one in said["tableSchema"]["columns"]}
    assert (types["cat"], types["cand"]) == ("string", "date")
    assert said["tableSchema"]["columns"][0]["dc:description"] == COLUMNS[0][0].about


def test_two_columns_of_one_heading_have_two_names():
    file = data_file([("a", Decimal(1), datetime.date(2024, 1, 1), True)])
    twice = type(file)(title=file.title, tables=file.tables, origin=(("Ce", "x"),))
    names = [one["name"] for one in json.loads(csvw.metadata(twice, url="date.csv"))["tableSchema"]["columns"]]
    assert names == ["ce", "cat", "cand", "daca", "ce_2"]
