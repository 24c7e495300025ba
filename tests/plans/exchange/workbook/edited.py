"""A plan's workbook as a person edits it: taken out, its cells by headings, read again as a file would be."""

from dataclasses import replace
from decimal import Decimal

from plans.exchange.sheets.sheet import SheetBuilder
from plans.exchange.workbook.plan_workbook import PlanWorkbook, WorkbookContents, run_workbook
from plans.models import Element


class EditedWorkbook:
    """The sheets of a plan's workbook, as rows that are dictionaries by heading."""

    def __init__(self, plan, user):
        self.plan, self.user = plan, user
        self.file = PlanWorkbook(plan, user=user).file()
        self.headings = {table.title: [column.heading for column in table.columns] for table in self.file.tables}
        self.sheets = {
            table.title: [dict(zip(self.headings[table.title], row, strict=True)) for row in table.rows]
            for table in self.file.tables
        }

    def row(self, sheet, **wanted):
        """The first row whose cells say this."""
        return next(row for row in self.sheets[sheet] if all(row[name] == value for name, value in wanted.items()))

    def element(self, level, code):
        return self.row("Elemente", Nivel=level, Cod=code)

    def line(self, sheet, row):
        """The number of a row in the file."""
        return next(at for at, one in enumerate(self.sheets[sheet], start=2) if one is row)

    def add(self, sheet, **cells):
        row = dict.fromkeys(self.headings[sheet]) | cells
        self.sheets[sheet].append(row)
        return row

    def as_file(self):
        """What a person would save: the same tables with the rows as they are now."""
        tables = tuple(
            replace(table, rows=tuple(tuple(row.values()) for row in self.sheets[table.title]))
            for table in self.file.tables
        )
        return replace(self.file, tables=tables)

    def contents(self):
        sheets = {}
        for title, rows in self.sheets.items():
            builder = SheetBuilder(max_rows=20_000)
            builder.add(1, dict(enumerate(self.headings[title])))
            for number, row in enumerate(rows, start=2):
                builder.add(number, {at: read(row.get(name)) for at, name in enumerate(self.headings[title])})
            if builder.rows:
                sheets[title] = builder.finish()
        return WorkbookContents(sheets)

    def book(self, **choices):
        return PlanWorkbook(self.plan, user=self.user, reason="Probă", choices=choices)

    def compare(self, **choices):
        return self.book(**choices).compare(self.contents())

    def save(self, **choices):
        """See what would change, then do it; whose text stays is said by the cell's key, and for the rest."""
        return run_workbook(self.book(**choices), self.contents(), only_if=self.compare(**choices).digest)


def read(value):
    """A cell as a reader gives it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def changes(outcome):
    return [(one.sheet, one.line, str(one.kind), one.fields) for one in outcome.changes]


def problems(outcome):
    return [(one.sheet, one.line, one.heading, one.message) for one in outcome.problems]


def element(plan, level, code):
    return Element.objects.get(level__plan=plan, level__prefix=level, code=code)
