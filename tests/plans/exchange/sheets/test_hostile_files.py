"""Files that nobody should be able to hurt the portal with."""

import time

import pytest

from tests.plans.exchange.sheet_files import xlsx
from tests.plans.exchange.sheets.corpus import CORPUS, GOOD
from tests.plans.exchange.sheets.corpus_cells import CELLS

# What is wrong with a file is seen before anything asks the database.
FILES = {name: pytest.param(*case, marks=pytest.mark.any_database) for name, case in CORPUS.items()} | CELLS


@pytest.mark.parametrize(("name", "make", "message"), FILES.values(), ids=FILES)
def test_a_hostile_or_broken_file_is_refused_in_words_and_changes_nothing(
    post_file, rows, settings, name, make, message
):
    before, data = rows(), make()
    start = time.process_time()
    answer = post_file(name, data)
    errors = answer.context["form"].errors.get("import_file", [])
    assert answer.status_code == 200
    assert [message in error for error in errors] == [True], errors
    assert rows() == before
    assert [path.name for path in settings.DATA_DIR.glob("imports/*")] == []
    assert time.process_time() - start < 15


def test_a_sheet_that_lies_about_its_size_is_read_for_what_it_is(post_file):
    lies = '<dimension ref="A1:XFD1048576"/>'
    answer = post_file(
        "a.xlsx", xlsx(f"{lies}<sheetData>{GOOD}<row r='1048576'><c r='XFD1048576' s='3'/></row></sheetData>")
    )
    assert (
        answer.context["outcome"].summary.replace("\u00a0", " ")
        == "1 rând nou, 0 rânduri schimbate, 0 rânduri neschimbate"
    )


def test_no_file_asks_for_one(editor):
    answer = editor.post("/admin/plans/measure/import/", {})
    assert answer.context["form"].errors == {"import_file": ["Acest câmp este obligatoriu."]}
