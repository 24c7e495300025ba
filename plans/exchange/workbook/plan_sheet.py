"""A sheet of a plan's workbook: its rows out, and what an edited one would change, told cell by cell.

A row is found by its identity, else by what else names it. What its stamp says is as it was taken out is left alone,
whatever others saved meanwhile; what both the file and somebody else changed is a conflict.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet
from django.utils import timezone

from plans.exchange.imports.outcome import CellConflict, RowChange
from plans.exchange.sheets.sheet import Sheet, Value, is_blank
from plans.exchange.workbook.columns import (
    IDENTITY,
    IDENTITY_COLUMN,
    REMOVAL,
    REMOVAL_COLUMN,
    STAMP,
    STAMP_COLUMN,
    SheetColumn,
    cell_words,
    says_the_same,
)
from plans.exchange.workbook.row_edit import KEPT, CellRefused, RowEdit, SheetRow
from plans.exchange.workbook.stamps import stamp_text
from portal.data_files.tables import DataTable
from portal.display import shorten
from portal.literals import quote
from portal.people import person_name
from portal.romanian import count
from portal.text import normalise

ROOM = 500
LABEL, SHORT_LABEL = 140, 70
OWN_HEADINGS = (IDENTITY, STAMP, REMOVAL)


class PlanSheet:
    """One kind of rows of a plan. A subclass says which columns they have, how they are found, checked and saved."""

    model: type
    name = title = ""
    # What the first column of the explanation says of the whole sheet.
    about = ""
    has_removals = True

    def __init__(self, book):
        self.book, self.plan = book, book.plan
        self.rows: list = []
        self.held: dict[str, Any] = {}
        self.edits: list[RowEdit] = []
        self.unchanged = 0
        self._lines: dict[int, int] = {}
        self._refused: set[tuple[int, str]] = set()

    def stored(self) -> QuerySet:
        """Return the plan's rows as the database has them."""
        raise NotImplementedError

    def load(self) -> list:
        """Return the plan's rows, in order, linked to those that the workbook knows."""
        raise NotImplementedError

    def make_columns(self) -> Iterable[SheetColumn]:
        """Return the columns, in order."""
        raise NotImplementedError

    def identity(self, instance) -> str:
        """Return what a row is recognised by."""
        return str(instance.uid)

    def find(self, row: SheetRow):
        """Return the plan's row that a row without an identity names, None for a new one; may raise CellRefused."""
        raise NotImplementedError

    def make(self, row: SheetRow):
        """Return a new row of the plan; may raise CellRefused."""
        raise NotImplementedError

    def rank(self, row: SheetRow) -> int:
        """Return how late a row without an identity is read: after those that it may refer to."""
        return 0

    def register(self, instance) -> None:
        """Let the rows read later refer to a new one."""

    def place(self) -> None:
        """Give new rows that do not say where they stand their place."""

    def check(self) -> Iterator[tuple[RowEdit, str, str]]:
        """Yield what no single cell tells: (edit, heading, message)."""
        yield from ()

    def label(self, instance) -> str:
        """Return what tells a row from others."""
        return str(instance)

    def short_label(self, instance) -> str:
        """Return the label at a length that fits into a sentence."""
        return shorten(self.label(instance), SHORT_LABEL)

    def write(self, *, by, reason: str) -> None:
        """Save the new rows and the changed ones, each with one record of its history."""

    def take_out(self, *, by) -> None:
        """Remove the rows that are marked, with what hangs on them, so that they can be put back."""

    def prepare(self) -> None:
        """Read what the columns depend on, and make them."""
        self.columns = tuple(self.make_columns())

    def begin(self) -> None:
        """Read the plan's rows."""
        self.prepare()
        self.rows = self.load()
        self.held = {self.identity(row): row for row in self.rows}

    def table(self) -> DataTable:
        """Return the rows as they go out."""
        heads = [REMOVAL_COLUMN] if self.has_removals else []
        heads += [*(column.data_column for column in self.columns), IDENTITY_COLUMN, STAMP_COLUMN]
        return DataTable(
            name=self.name,
            title=self.title,
            columns=tuple(heads),
            rows=tuple(self._line(row) for row in self.rows),
            room=ROOM if self.has_removals else 0,
        )

    def _line(self, row) -> tuple:
        cells = [column.cell(row) for column in self.columns]
        words = ((one.heading, cell_words(cell)) for one, cell in zip(self.columns, cells, strict=True))
        first = (None,) if self.has_removals else ()
        return *first, *cells, self.identity(row), stamp_text(getattr(row, "version", 0), words)

    def take(self, sheet: Sheet) -> None:
        """Note what the sheet's rows would change; the plan's rows are then as they would be."""
        rows = self._known_cells(sheet)
        named = [row for row in rows if row.identity]
        plain = [column for column in self.columns if not column.refers]
        referring = [column for column in self.columns if column.refers]
        found = [edit for row in named if (edit := self._named_edit(row))]
        for edit in found:
            self._read(edit, plain)
            self.book.tell_progress()
        for row in sorted((row for row in rows if not row.identity), key=self.rank):
            self._take_unnamed(row)
            self.book.tell_progress()
        for edit in found:
            self._read(edit, referring)
        self.edits.sort(key=lambda edit: edit.row.line)
        self.unchanged += sum(not edit.does_something for edit in self.edits)

    def settle(self) -> None:
        """Check the rows as they would be, once those of every sheet are read."""
        self.place()
        for edit in self.edits:
            if edit.does_something and not edit.is_removed:
                self._validate(edit)
        for edit, heading, message in self.check():
            self.refuse(edit.row, heading, message)

    def row_changes(self) -> list[RowChange]:
        """Return what the sheet changes, for the preview."""
        order = {column.heading: place for place, column in enumerate(self.columns)}
        return [
            RowChange(
                edit.row.line,
                edit.is_new,
                shorten(edit.label or self.label(edit.instance), LABEL),
                sorted(edit.changes, key=lambda change: order.get(change[0], -1)),
                sheet=self.title,
                is_removed=edit.is_removed,
                is_moved=edit.is_moved,
            )
            for edit in self.edits
            if edit.does_something
        ]

    def overtaken(self) -> list[tuple[SheetRow, Any]]:
        """Return the rows that somebody saved since they were taken out."""
        return [
            (edit.row, edit.instance)
            for edit in self.edits
            if edit.row.stamp and edit.row.stamp.version != edit.instance.version
        ]

    def last_saves(self, keys: list[int]) -> dict[int, str]:
        """Return who saved rows last and when, in words, by the row's key."""
        found = self.model.history.filter(id__in=keys).select_related("history_user").order_by("history_id")
        last = {one.id: one for one in found}
        said = ((key, person_name(one.history_user, "portal"), one.history_date) for key, one in last.items())
        return {key: f" de {name}, {timezone.localtime(at):%d.%m.%Y, %H:%M}" for key, name, at in said}

    def is_current(self) -> bool:
        """Tell whether the rows are stored as they were read."""
        stored = set(self.stored().order_by().values_list("pk", "version"))
        return stored == {(row.pk, row.version) for row in self.rows}

    def live(self) -> list:
        """Return the rows that the plan would have."""
        gone = {id(edit.instance) for edit in self.removed}
        return [row for row in (*self.rows, *self.added) if id(row) not in gone]

    @property
    def added(self) -> list:
        """Return the new rows."""
        return [edit.instance for edit in self.edits if edit.is_new]

    @property
    def changed(self) -> list[RowEdit]:
        """Return the edits of rows that stay."""
        return [edit for edit in self.edits if edit.changes and not (edit.is_new or edit.is_removed)]

    @property
    def removed(self) -> list[RowEdit]:
        """Return the edits that take a row out of the plan."""
        return [edit for edit in self.edits if edit.is_removed]

    def refuse(self, row: SheetRow, heading: str, message: str) -> None:
        """Say why a row cannot be imported; of one cell, the first reason is enough."""
        if (row.line, heading) not in self._refused:
            self._refused.add((row.line, heading))
            self.book.refuse(self.title, row.line, heading, message)

    def _known_cells(self, sheet: Sheet) -> list[SheetRow]:
        known = {normalise(heading).casefold(): heading for heading in (*OWN_HEADINGS, *self.headings)}
        names = [known.get(heading.casefold(), "") for heading in sheet.headings]
        for heading, name in zip(sheet.headings, names, strict=True):
            if not name:
                self.book.note(f"Foaia „{self.title}”: coloana {quote(heading)} nu este cunoscută și nu s-a citit.")
        return [
            SheetRow(line, {name: value for name, value in zip(names, values, strict=True) if name})
            for line, values in sheet.rows
        ]

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns."""
        return [column.heading for column in self.columns]

    def _named_edit(self, row: SheetRow) -> RowEdit | None:
        """Return the edit of a row with an identity; nothing where it cannot be one."""
        instance = self.held.get(row.identity.casefold())
        try:
            is_marked = self._is_marked(row)
        except CellRefused as refused:
            self.refuse(row, refused.heading, str(refused))
            return None
        if instance is not None:
            return self._begin_edit(row, instance, is_removed=is_marked)
        if is_marked:
            self.unchanged += 1
        else:
            self.refuse(
                row,
                IDENTITY,
                "Planul nu are un rând cu acest identificator: a fost scos între timp sau este din alt plan. Goliți "
                "celula ca să îl adăugați ca rând nou, sau ștergeți rândul din foaie.",
            )
        return None

    def _take_unnamed(self, row: SheetRow) -> None:
        try:
            is_marked, instance = self._is_marked(row), self.find(row)
            is_new = instance is None
            if is_new and is_marked:
                self.unchanged += 1
                return
            edit = self._begin_edit(row, self.make(row) if is_new else instance, is_new=is_new, is_removed=is_marked)
        except CellRefused as refused:
            self.refuse(row, refused.heading, str(refused))
            return
        if edit:
            self._read(edit, self.columns)
            if edit.is_new:
                self.register(edit.instance)

    def _begin_edit(self, row: SheetRow, instance, *, is_new=False, is_removed=False) -> RowEdit | None:
        first = self._lines.setdefault(id(instance), row.line)
        if first != row.line:
            self.refuse(
                row,
                IDENTITY,
                f"Rândurile {first} și {row.line} privesc același rând al planului. Păstrați unul singur; la un rând "
                "nou identificatorul rămâne gol.",
            )
            return None
        edit = RowEdit(row, instance, is_new=is_new)
        self.edits.append(edit)
        if is_removed:
            label = self.short_label(instance)
            is_overtaken = row.stamp and row.stamp.version != instance.version
            conflict = CellConflict(self.title, row.line, label, REMOVAL, label, "")
            if not is_overtaken or self.book.decide(conflict):
                edit.is_removed = True
                edit.changes.append(("Se scoate din plan", label, ""))
        return edit

    def _is_marked(self, row: SheetRow) -> bool:
        written = row.text(REMOVAL).casefold()
        if written not in ("", "da", "nu") or (written == "da" and not self.has_removals):
            raise CellRefused(REMOVAL, f"{quote(written)} nu este un răspuns. Scrieți da sau lăsați celula goală.")
        return written == "da"

    def _read(self, edit: RowEdit, columns: Iterable[SheetColumn]) -> None:
        """Put into the row what its cells change there."""
        if edit.is_removed:
            return
        cells, instance, is_new = edit.row.cells, edit.instance, edit.is_new
        for column in columns:
            if column.heading not in cells:
                continue
            cell, in_plan = cells[column.heading], "" if is_new else column.cell(instance)
            if says_the_same(cell, in_plan):
                continue
            try:
                self._read_cell(edit, column, cell, cell_words(in_plan))
            except ValueError as refused:
                self.refuse(edit.row, column.heading, str(refused))

    def _read_cell(self, edit: RowEdit, column: SheetColumn, cell: Value, held: str) -> None:
        stamp, text = edit.row.stamp, cell_words(cell)
        if text == held or (stamp and stamp.holds(column.heading, text)):
            return
        # Who names a row only by its code may leave out what they do not mean.
        if is_blank(cell) and not edit.row.identity:
            return
        if column.is_fixed and edit.is_new and not column.is_first:
            return
        value = column.read(cell, edit.instance)
        said = held if value is KEPT else cell_words(column.say(value))
        if said == held or (stamp and stamp.holds(column.heading, said)):
            return
        if column.is_fixed and not edit.is_new:
            raise ValueError(f"Aici nu se schimbă: este numai de citit. Scrieți la loc {quote(held)}.")
        if stamp and not stamp.holds(column.heading, held):
            conflict = CellConflict(
                self.title, edit.row.line, self.short_label(edit.instance), column.heading, held, said
            )
            if not self.book.decide(conflict):
                return
        if not edit.label and not edit.is_new:
            edit.label = self.label(edit.instance)
        column.keep(edit.instance, value)
        edit.changes.append((column.heading, held, said))
        edit.fields.add(column.saved_in)
        edit.is_moved = edit.is_moved or (column.moves and not edit.is_new)

    def _validate(self, edit: RowEdit) -> None:
        """Apply each field's rules to what changed; what is unique is checked over the whole sheet."""
        instance = edit.instance
        for field in [one for one in self.typed_fields if edit.is_new or one.name in edit.fields]:
            value = getattr(instance, field.name)
            if field.blank and value in field.empty_values:
                continue
            try:
                setattr(instance, field.name, field.clean(value, instance))
            except ValidationError as refused:
                for message in refused.messages:
                    self.refuse(edit.row, self.heading(field.name), message)

    @cached_property
    def typed_fields(self) -> list[Field]:
        """Return the model's fields, other than links, that the columns are saved in."""
        names = {column.saved_in for column in self.columns}
        return [one for one in self.model._meta.fields if one.name in names and not one.remote_field]

    def heading(self, name: str) -> str:
        """Return the heading of the column in which a model's field stands, empty for the whole row."""
        return next((one.heading for one in self.columns if name in (one.name, one.saved_in)), "")

    def tell_dependents(self, edit: RowEdit, hanging: Iterable) -> None:
        """Say in the preview what goes with a row that is taken out."""
        kinds = Counter(type(row)._meta for row in hanging if row != edit.instance and not row._meta.auto_created)
        told = [count(number, str(kind.verbose_name), str(kind.verbose_name_plural)) for kind, number in kinds.items()]
        if told:
            edit.changes.append(("Odată cu el", ", ".join(told), ""))
