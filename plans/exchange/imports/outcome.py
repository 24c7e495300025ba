"""What an import does: every change it makes and every reason against it, tried out whole before anything is kept."""

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from django.db import DatabaseError, OperationalError, models, transaction

from plans.exchange.imports.resource import SAVED_BESIDE
from plans.exchange.sheets.refusal import ImportRefused
from portal.romanian import count
from portal.word_diff import TextRun, difference

UNEXPECTED = "Rândul nu poate fi importat: eroarea a fost înregistrată pentru administrator."


class RowChangeKind(models.TextChoices):
    """What an import does to a row."""

    NEW = "nou", "rânduri noi"
    MOVED = "mutat", "rânduri mutate"
    CHANGED = "schimbat", "rânduri schimbate"
    REMOVED = "scos", "rânduri scoase"


@dataclass(frozen=True)
class RowChange:
    """A row that adds something (no `before`), changes something or is taken out, as (heading, old, new).

    `sheet` is its sheet where the file has several.
    """

    line: int
    is_new: bool
    label: str
    fields: list[tuple[str, str, str]]
    sheet: str = ""
    is_removed: bool = False
    is_moved: bool = False

    @property
    def kind(self) -> "RowChangeKind":
        """Return what happens to the row; one that is also moved counts as moved."""
        if self.is_removed:
            return RowChangeKind.REMOVED
        if self.is_new:
            return RowChangeKind.NEW
        return RowChangeKind.MOVED if self.is_moved else RowChangeKind.CHANGED

    def field_runs(self) -> list[tuple[str, tuple[TextRun, ...]]]:
        """Return each field as its heading and the runs of both its texts."""
        return [(heading, difference(old, new)) for heading, old, new in self.fields]


@dataclass(frozen=True)
class SheetProblem:
    """Why a row cannot be imported, or what is asked of it, and in which column; without a line, about the file."""

    message: str
    line: int | None = None
    heading: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class CellConflict:
    """A cell that the file changes and that somebody else changed too since the file was taken out."""

    sheet: str
    line: int
    label: str
    heading: str
    in_plan: str
    in_file: str

    @property
    def key(self) -> str:
        """Return what tells this cell, with both its texts, from any other."""
        said = (self.sheet, str(self.line), self.heading, self.in_plan, self.in_file)
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """Return both texts, word by word: from what the plan says to what the file says."""
        return difference(self.in_plan, self.in_file)


@dataclass
class ImportOutcome:
    """All that an import would do or did; with problems, it does nothing."""

    changes: list[RowChange] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    # What is asked of rows that are imported all the same.
    questions: list[SheetProblem] = field(default_factory=list)
    # What two people changed: nothing is imported before one of the two is chosen.
    conflicts: list[CellConflict] = field(default_factory=list)
    # What others saved since the file was taken out, which stays; what of the file was not understood.
    meanwhile: list[SheetProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: int = 0
    is_kept: bool = False

    @property
    def new_rows_count(self) -> int:
        """Return how many rows add something."""
        return sum(change.is_new for change in self.changes)

    @property
    def removed_rows_count(self) -> int:
        """Return how many rows are taken out."""
        return sum(change.is_removed for change in self.changes)

    @property
    def changed_rows_count(self) -> int:
        """Return how many rows change something."""
        return len(self.changes) - self.new_rows_count - self.removed_rows_count

    @property
    def may_confirm(self) -> bool:
        """Tell whether there is something to import, and nothing against it."""
        return bool(self.changes) and not (self.problems or self.conflicts)

    @property
    def digest(self) -> str:
        """Return what tells this outcome from any other."""
        said = [[c.sheet, c.line, c.kind, c.label, c.fields] for c in self.changes] + [self.unchanged]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def to_plain(self) -> dict:
        """Return the outcome as JSON has it."""
        return asdict(self)

    @classmethod
    def from_plain(cls, said: dict) -> "ImportOutcome":
        """Return the outcome that `to_plain` gave."""
        changes = [RowChange(**{**one, "fields": [tuple(field) for field in one["fields"]]}) for one in said["changes"]]
        told = {name: [SheetProblem(**one) for one in said[name]] for name in ("problems", "questions", "meanwhile")}
        conflicts = [CellConflict(**one) for one in said["conflicts"]]
        return cls(**{**said, **told, "changes": changes, "conflicts": conflicts})

    @property
    def summary(self) -> str:
        """Return the counts in words."""
        said = [
            count(self.new_rows_count, "rând nou", "rânduri noi"),
            count(self.changed_rows_count, "rând schimbat", "rânduri schimbate"),
            count(self.unchanged, "rând neschimbat", "rânduri neschimbate"),
        ]
        if self.removed_rows_count:
            said.insert(2, count(self.removed_rows_count, "rând scos", "rânduri scoase"))
        return ", ".join(said)


def run_import(
    resource, dataset, *, only_if: str = "", on_kept: Callable[[ImportOutcome], None] = lambda _outcome: None
) -> ImportOutcome:
    """Import the rows in one transaction, and keep them only if the outcome has the digest that the person saw.

    What `on_kept` does is kept with them, or neither.

    Raises Refused when the headings are not the resource's.
    """
    resource.arrange(dataset)
    resource.is_rehearsal = not only_if
    try:
        with transaction.atomic():
            outcome = _outcome(resource, resource.import_data(dataset, rollback_on_validation_errors=True))
            outcome.is_kept = not outcome.problems and outcome.digest == only_if
            if outcome.is_kept:
                on_kept(outcome)
            else:
                transaction.set_rollback(True)
    except OperationalError:
        # Locked or out of room: nothing is wrong with the rows, and the same may work in a moment.
        raise
    except DatabaseError as error:
        logging.getLogger(__name__).warning("import refused by the database: %s", type(error).__name__)
        raise ImportRefused(f"Baza de date nu a primit importul, nimic nu s-a salvat. {SAVED_BESIDE}") from error
    return outcome


def _outcome(resource, result) -> ImportOutcome:
    """Return an import's result in words, in the order of the sheet."""
    outcome = ImportOutcome(unchanged=result.totals["skip"])
    outcome.problems += [SheetProblem(_unexpected_message(error.error)) for error in result.base_errors]
    for row in sorted(result.rows, key=lambda row: row.line):
        if row.is_valid():
            outcome.changes.append(RowChange(row.line, row.is_new(), resource.label(row.instance), row.changes))
            outcome.questions += [
                SheetProblem(question, row.line, resource.heading(name))
                for name, question in resource.questions(row.instance).items()
            ]
        outcome.problems += [SheetProblem(_unexpected_message(error.error), row.line) for error in row.errors]
        if row.validation_error:
            outcome.problems += _refusals(resource, row)
    return outcome


def _refusals(resource, row) -> list[SheetProblem]:
    error = row.validation_error
    by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    return [
        SheetProblem(message, row.line, resource.heading(name))
        for name, messages in by_field.items()
        for message in messages
    ]


def _unexpected_message(error: Exception) -> str:
    logging.getLogger(__name__).error("unexpected error in an import", exc_info=error)
    return UNEXPECTED
