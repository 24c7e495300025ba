"""How a workbook is printed, and looks to a program that makes no row taller by itself."""

import itertools
import re
import subprocess

import pytest

from portal.data_files.formats import DATA_FORMATS
from portal.data_files.tables import DataColumn, DataFile, DataKind, DataTable
from tests.office import convert

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
TEXT = "Numărul apelurilor la care patrula a ajuns în cel mult zece minute"
COLUMNS = (
    DataColumn(heading="Indicatorul și ce se măsoară prin el", width=24),
    DataColumn(heading="Valoarea de referință", kind=DataKind.NUMBER, width=12),
    DataColumn(heading="Perioada de referință", width=12),
)


def table(columns, *rows):
    return DataTable(name="valori", title="Valori", columns=columns, rows=rows)


def pages(folder, extension, made):
    """The words of each page as a person gets them from the printer, with where they stand."""
    source = folder / f"valori.{extension}"
    source.write_bytes(DATA_FORMATS[extension].write(DataFile(title="Valori", tables=(made,))))
    printed = convert("pdf", folder, source) / "valori.pdf"
    boxes = subprocess.run(["pdftotext", "-bbox", printed, "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for page in boxes.split("<page ")[1:]:
        found.append([(*map(float, one[:4]), one[4]) for one in WORD.findall(page)])
    return found


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_no_word_lies_on_another_and_numbers_stand_apart_from_the_text_beside_them(tmp_path, extension):
    rows = [(TEXT, number, "primele trei trimestre din 2025") for number in (480, 2600, 981)]
    (words,) = pages(tmp_path, extension, table(COLUMNS, *rows))
    text = " ".join(word for *_box, word in words)
    assert text.count("minute") == 3
    for one, other in itertools.combinations(words, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 0.5 or down <= 2, (one, other)
    number = next(one for one in words if one[4] in ("2600", "2.600"))
    period = next(one for one in words if one[4] == "primele" and abs(one[1] - number[1]) < 2)
    assert period[0] - number[2] > 3


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_a_wide_table_is_printed_on_as_few_pages_as_can_be_read_each_with_its_head(tmp_path, extension):
    columns = tuple(DataColumn(heading=f"Coloana{number}", width=30) for number in range(10))
    made = table(columns, *[tuple(f"r{row}c{place}" for place in range(10)) for row in range(80)])
    found = pages(tmp_path, extension, made)
    assert (made.pages_across, len(found) % 2) == (2, 0)
    for page in found:
        assert sum(word.startswith("Coloana") for *_box, word in page) == 5
