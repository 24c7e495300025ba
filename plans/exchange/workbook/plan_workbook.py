"""The workbook of a plan: every sheet out; and in again, compared whole, then saved whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.utils import timezone

from plans.exchange.imports.outcome import CellConflict, ImportOutcome, SheetProblem
from plans.exchange.imports.resource import SAVED_BESIDE
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import Sheet
from plans.exchange.workbook.elements_sheet import ElementsSheet
from plans.exchange.workbook.plan_sheet import PlanSheet
from plans.locking import lock_plan
from plans.models import Plan
from portal.data_files.about import ABOUT_SHEET
from portal.data_files.tables import DataFile
from portal.garbage import pause_collection
from portal.tasks.running import report_progress
from portal.versioning import Conflict

PLAN_ROW = "Adresa planului"
IN_PLAN, IN_FILE = "plan", "fisier"
# Under this key stands what was chosen for all cells that nothing was said of.
OTHER_CELLS = "rest"
OTHER_SHEETS = ("Coloanele", "Liste")
# The kinds of rows that a workbook has, in the order in which they refer to one another; other apps add theirs.
SHEETS: list[type[PlanSheet]] = [ElementsSheet]
HOW = (
    "Schimbați, adăugați sau mutați rânduri, apoi încărcați fișierul pe aceeași pagină: vedeți întâi tot ce s-ar "
    "schimba. Un rând care lipsește rămâne în plan; ca să îl scoateți, scrieți „da” în coloana „Șterge”. O coloană "
    "care lipsește rămâne cum este; o celulă goală a unui rând cu identificator șterge ce era scris."
)


def register_sheets(*kinds: type[PlanSheet]) -> None:
    """Give every plan's workbook more sheets, after those that they refer to."""
    SHEETS.extend(kinds)


@dataclass(frozen=True)
class WorkbookContents:
    """The sheets of a file by the name that the workbook has for them, and the names of those that it does not know."""

    sheets: dict[str, Sheet]
    unknown: tuple[str, ...] = ()

    def __len__(self):
        return sum(len(sheet.rows) for name, sheet in self.sheets.items() if name != ABOUT_SHEET)

    @property
    def plan(self) -> str:
        """Return the slug of the plan that the file was taken out of, empty where it does not say."""
        about = self.sheets.get(ABOUT_SHEET)
        return next((str(row[1]) for _line, row in about.rows if row[0] == PLAN_ROW), "") if about else ""


class PlanWorkbook:
    """The workbook of one plan for one person; `choices` say whose text stays where two people changed one."""

    def __init__(self, plan: Plan, *, user, reason: str = "", choices: Mapping[str, str] = MappingProxyType({})):
        self.plan, self.user, self.reason, self.choices = plan, user, reason, choices
        self.sheets: list[PlanSheet] = []

    @pause_collection()
    def file(self) -> DataFile:
        """Return every sheet of the plan as it is."""
        self._begin()
        origin = (
            ("Plan de lucru", str(self.plan)),
            (PLAN_ROW, self.plan.slug),
            ("Descărcat la", f"{timezone.localtime():%d.%m.%Y, %H:%M}"),
            ("Cum se lucrează", HOW),
            *((f"Foaia „{sheet.title}”", sheet.about) for sheet in self.sheets if sheet.about),
        )
        tables = tuple(sheet.table() for sheet in self.sheets)
        return DataFile(title=f"Registrul de calcul al planului: {self.plan}", tables=tables, origin=origin)

    def file_name(self, extension: str) -> str:
        """Return what the file is called: by the plan and the day."""
        return f"registru-{self.plan.slug}-{timezone.localdate():%Y-%m-%d}.{extension}"

    @pause_collection()
    def compare(self, contents: WorkbookContents) -> ImportOutcome:
        """Return what the file would change; the database is only read."""
        if contents.plan not in ("", self.plan.slug):
            raise ImportRefused(f"Fișierul este al altui plan ({contents.plan}). Descărcați registrul acestui plan.")
        self._begin()
        self.outcome = ImportOutcome()
        self.rows_done, self.rows_total = 0, len(contents)
        for name in contents.unknown:
            self.note(f"Foaia „{name[:60]}” nu este cunoscută și nu s-a citit.")
        for sheet in self.sheets:
            if sheet.title in contents.sheets:
                sheet.take(contents.sheets[sheet.title])
        for sheet in self.sheets:
            sheet.settle()
            self.outcome.changes += sheet.row_changes()
            self.outcome.unchanged += sheet.unchanged
            self._tell_meanwhile(sheet)
        self.outcome.problems.sort(key=lambda problem: (self._place(problem.sheet), problem.line or 0))
        return self.outcome

    def save(self) -> None:
        """Write what was compared, each row with one record of its history."""
        for sheet in self.sheets:
            sheet.write(by=self.user, reason=self.reason)
        for sheet in reversed(self.sheets):
            sheet.take_out(by=self.user)

    def is_current(self) -> bool:
        """Tell whether nobody has saved a row of the plan since it was compared."""
        return all(sheet.is_current() for sheet in self.sheets)

    def refuse(self, sheet: str, line: int, heading: str, message: str) -> None:
        """Note why a row cannot be imported."""
        self.outcome.problems.append(SheetProblem(message, line, heading, sheet))

    def note(self, message: str) -> None:
        """Note what of the file was not understood."""
        self.outcome.notes.append(message)

    def decide(self, conflict: CellConflict) -> bool:
        """Tell whether the file's text is written over what somebody else saved; without a choice, ask."""
        chosen = self.choices.get(conflict.key) or self.choices.get(OTHER_CELLS)
        if not chosen:
            self.outcome.conflicts.append(conflict)
        return chosen == IN_FILE

    def sheet(self, kind: type[PlanSheet]) -> PlanSheet:
        """Return the sheet of a kind."""
        return next(sheet for sheet in self.sheets if isinstance(sheet, kind))

    def tell_progress(self) -> None:
        """Say that one more row is compared."""
        self.rows_done += 1
        if self.rows_done % 100 == 0 or self.rows_done == self.rows_total:
            report_progress(self.rows_done, self.rows_total, "rând,rânduri")

    def headings(self) -> dict[str, list[str]]:
        """Return the headings of each sheet, by its title; no row is read."""
        self.sheets = [kind(self) for kind in SHEETS]
        for sheet in self.sheets:
            sheet.prepare()
        return {sheet.title: sheet.headings for sheet in self.sheets}

    def _begin(self) -> None:
        self.sheets = [kind(self) for kind in SHEETS]
        for sheet in self.sheets:
            sheet.begin()

    def _place(self, title: str) -> int:
        return next((place for place, sheet in enumerate(self.sheets) if sheet.title == title), -1)

    def _tell_meanwhile(self, sheet: PlanSheet) -> None:
        overtaken = sheet.overtaken()
        said = sheet.last_saves([instance.pk for _row, instance in overtaken])
        for row, instance in overtaken:
            message = f"{sheet.short_label(instance)}: salvat între timp{said.get(instance.pk, '')}."
            self.outcome.meanwhile.append(SheetProblem(message, row.line, sheet=sheet.title))


@pause_collection()
def run_workbook(
    book: PlanWorkbook,
    contents: WorkbookContents,
    *,
    only_if: str = "",
    on_kept: Callable[[ImportOutcome], None] = lambda _outcome: None,
) -> ImportOutcome:
    """Compare the file with the plan, and save it in one transaction only if it does what the person saw.

    The plan is held while rows are written, not while the file is compared. What `on_kept` does is kept with them, or
    neither. Raises ImportRefused where the file is of another plan or the database does not take the rows.
    """
    outcome = book.compare(contents)
    if not (only_if and outcome.may_confirm and outcome.digest == only_if):
        return outcome
    try:
        with lock_plan(book.plan.pk, book.user):
            if not book.is_current():
                outcome = book.compare(contents)
            if outcome.may_confirm and outcome.digest == only_if:
                book.save()
                outcome.is_kept = True
                on_kept(outcome)
    except PermissionDenied as refused:
        raise ImportRefused("Nu mai aveți dreptul să schimbați planul. Nimic nu s-a salvat.") from refused
    except OperationalError:
        # Locked or out of room: nothing is wrong with the rows, and the same may work in a moment.
        raise
    except (DatabaseError, Conflict) as refused:
        raise ImportRefused(f"Baza de date nu a primit importul, nimic nu s-a salvat. {SAVED_BESIDE}") from refused
    return outcome
