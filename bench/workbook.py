"""A workbook of 10,000 rows that comes in changed, beside the least that any code must do and beside the usual way.

The least: calamine reads the file and executemany writes the rows, without checks, preview or history. The usual way:
django-import-export as it comes, on the same rows, with its own differences and transaction, with a history by signals.
"""

import io
import json
import subprocess
import sys

import tablib
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from import_export import resources
from python_calamine import CalamineWorkbook

from bench.measure import BenchResult, cpu_seconds
from bench.outline import big_plan
from plans.exchange.workbook.files import read_contents
from plans.exchange.workbook.plan_workbook import PlanWorkbook, run_workbook
from plans.models import Element, Plan
from portal.data_files import xlsx_file
from portal.uploads import FileUpload

ROWS = 10_000
PAIRS = 3
# The usual way takes minutes for all of them: a tenth is timed.
SAMPLE = ROWS // 10


class PlainResource(resources.ModelResource):
    """What django-import-export makes of a model by itself."""

    class Meta:
        model = Element
        import_id_fields = ("uid",)
        fields = ("uid", "title", "position")


def import_workbook(plan: Plan, data: bytes) -> None:
    """Read the file, compare it with the plan, save what it changes; raise where it is not kept."""
    user = get_user_model().objects.get(username="admin")
    headings = PlanWorkbook(plan, user=user).headings()
    contents = read_contents(FileUpload("plan.xlsx", data), headings)
    seen = PlanWorkbook(plan, user=user).compare(contents)
    outcome = run_workbook(PlanWorkbook(plan, user=user, reason="bench"), contents, only_if=seen.digest)
    if seen.changes and not outcome.is_kept:
        raise RuntimeError(outcome.problems[:3])


def write_bare_rows(data: bytes) -> None:
    """Read the file and write every element's title and position by its identifier."""
    heads, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Elemente").to_python()
    at = [heads.index(name) for name in ("Titlu", "Poziție", "Identificator")]
    found = dict(Element.objects.values_list("uid", "pk"))
    keys = {str(uid): pk for uid, pk in found.items()}
    values = [(row[at[0]], int(row[at[1]]), keys[row[at[2]]]) for row in rows if row[at[2]]]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE plans_element SET title = %s, position = %s WHERE id = %s", values)


def import_as_it_comes(data: bytes) -> None:
    """Import a tenth of the rows with the library's defaults, once to see and once to save, as its screens do."""
    heads, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Elemente").to_python()
    at = [heads.index(name) for name in ("Identificator", "Titlu", "Poziție")]
    wanted = [[row[place] for place in at] for row in rows if row[at[0]]][:SAMPLE]
    for dry_run in (True, False):
        dataset = tablib.Dataset(*wanted, headers=["uid", "title", "position"])
        PlainResource().import_data(dataset, dry_run=dry_run, raise_errors=True)


class WriteCounter:
    """Counts the statements that write."""

    def __init__(self):
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        """Count a statement and let it be done."""
        self.number += sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)


def undone(work):
    """Return the work in a transaction that is taken back."""

    def run():
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return run


def changed_workbook(plan: Plan) -> tuple[bytes, bytes]:
    """Return the plan's workbook as it is, and with every title changed."""
    user = get_user_model().objects.get(username="admin")
    file = PlanWorkbook(plan, user=user).file()
    table = file.tables[0]
    place = [column.heading for column in table.columns].index("Titlu")
    rows = tuple((*row[:place], f"{row[place]} și altele", *row[place + 1 :]) for row in table.rows)
    changed = type(table)(**{**vars(table), "rows": rows})
    return xlsx_file.write(file), xlsx_file.write(type(file)(**{**vars(file), "tables": (changed, *file.tables[1:])}))


def peak_megabytes(slug: str, data: bytes) -> float:
    """Return the most memory that a process of its own takes for the import."""
    program = (
        "import sys, resource, django; django.setup()\n"
        "from bench.workbook import import_workbook, undone\nfrom plans.models import Plan\n"
        f"plan = Plan.objects.get(slug={json.dumps(slug)})\n"
        "data = sys.stdin.buffer.read()\nundone(lambda: import_workbook(plan, data))()\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=True, timeout=300)
    return float(done.stdout)


def results():
    """Yield how the import compares, what an unchanged file writes, and the memory that it takes."""
    plan = big_plan(ROWS)
    same, changed = changed_workbook(plan)
    works = (lambda: import_workbook(plan, changed)), (lambda: write_bare_rows(changed))
    ours, bare = (min(cpu_seconds(undone(work)) for _pair in range(PAIRS)) for work in works)
    usual = cpu_seconds(undone(lambda: import_as_it_comes(changed))) * ROWS / SAMPLE
    told = f"({ours:.1f} s, {bare:.1f} s, {usual:.1f} s)"
    yield BenchResult(f"workbook of 10,000 rows in / calamine and executemany {told}", ours / bare, 25)
    yield BenchResult("workbook of 10,000 rows in / django-import-export as it comes", ours / usual, 0.5)
    writes = WriteCounter()
    with connection.execute_wrapper(writes):
        import_workbook(plan, same)
    yield BenchResult("workbook of 10,000 rows in, unchanged: statements that write", writes.number, 0, unit="")
    yield BenchResult("workbook of 10,000 rows in: memory", peak_megabytes(plan.slug, changed), 300, unit="MB")
