"""Whatever is edited in a workbook comes back as exactly that, and nothing else."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.exchange.workbook.plan_workbook import PlanWorkbook
from plans.models import Element
from portal.text import UNPRINTABLE, normalise
from tests.plans.exchange.workbook.edited import EditedWorkbook, changes, problems

TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: normalise(text) and not UNPRINTABLE.search(text))
LINES = TEXTS.map(lambda text: " ".join(text.split())).filter(normalise)
VALUES = {
    "Titlu": TEXTS,
    "Descriere": TEXTS | st.just(""),
    "Termen de finalizare": LINES | st.just(""),
    "Data finalizării": st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)) | st.none(),
    "Poziție": st.integers(0, 5_000),
    "Sub": st.sampled_from(["ax-1", "ax-2", "ax-3"]),
}


@pytest.fixture
def fresh(people, it_plan):
    book = EditedWorkbook(it_plan, people.editor)
    return book, [[dict(row) for row in rows] for rows in book.sheets.values()]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_edits_come_back_as_exactly_those_edits(fresh, data):
    workbook, kept = fresh
    workbook.sheets = {name: [dict(row) for row in rows] for name, rows in zip(workbook.sheets, kept, strict=True)}
    measures = [row for row in workbook.sheets["Elemente"] if row["Nivel"] == "m"]
    said = PlanWorkbook(workbook.plan, user=workbook.user)
    said.file()
    words = {column.heading: column.words for column in said.sheets[0].columns}
    held = {str(one.uid): one for one in said.sheets[0].rows}
    wanted = {}
    for row in data.draw(st.lists(st.sampled_from(measures), max_size=4, unique_by=lambda row: row["Cod"])):
        for heading in data.draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3)):
            row[heading] = data.draw(VALUES[heading])
            before = words[heading](held[row["Identificator"]])
            after = (
                row[heading] and row[heading].strftime("%d.%m.%Y") if heading == "Data finalizării" else row[heading]
            )
            after = normalise(str("" if after is None else after))
            if after != before:
                wanted.setdefault(workbook.line("Elemente", row), {})[heading] = (before, after)
    outcome = workbook.compare()
    found = {line: {heading: (old, new) for heading, old, new in fields} for _s, line, _k, fields in changes(outcome)}
    assert (problems(outcome), found) == ([], wanted)
    assert outcome.unchanged == sum(map(len, workbook.sheets.values())) - len(wanted)


def test_what_was_imported_stands_in_the_plan_word_by_word(workbook, it_plan):
    text = "Rândul întâi\nRândul al doilea, cu „ghilimele”; =SUMA(A1)"
    workbook.element("m", "1.2")["Descriere"] = text
    assert workbook.save().is_kept
    assert Element.objects.get(level__plan=it_plan, level__prefix="m", code="1.2").description == text
