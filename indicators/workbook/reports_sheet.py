"""What was reported of a plan, as a sheet of its workbook that is only read: reports are written where they are due."""

from django.db.models import Q

from indicators import permissions
from indicators.models import Report
from indicators.progress.vocabulary import STATUS_NAMES
from plans.exchange.workbook.columns import IDENTITY, SheetColumn, cell_words
from plans.exchange.workbook.plan_sheet import PlanSheet
from portal.data_files.tables import DataKind
from portal.literals import read_day


def _judgement(report: Report) -> str:
    return STATUS_NAMES.get(report.judgement, "")


COLUMNS = (
    ("number", "Nr. indicator", "Numărul indicatorului.", lambda one: one.indicator.number, DataKind.NUMBER, 10),
    ("title", "Indicator", "Textul indicatorului.", lambda one: one.indicator.title, DataKind.TEXT, 50),
    ("period_start", "De la", "Prima zi a perioadei.", None, DataKind.DATE, 13),
    ("period_end", "Până la", "Ultima zi a perioadei.", None, DataKind.DATE, 13),
    ("due_on", "Termen", "Până când se raportează.", None, DataKind.DATE, 13),
    ("state", "Stadiul", "Cât de departe este.", Report.get_state_display, DataKind.TEXT, 14),
    ("institution", "Instituția", "Cine raportează.", lambda one: one.institution.code, DataKind.TEXT, 18),
    ("value", "Valoarea", "Ce s-a raportat.", None, DataKind.NUMBER, 14),
    ("numerator", "Numărătorul", "La un raport sau o evoluție.", None, DataKind.NUMBER, 14),
    ("denominator", "Numitorul", "La un raport sau o evoluție.", None, DataKind.NUMBER, 14),
    ("text", "Răspunsul", "La un indicator fără număr.", None, DataKind.TEXT, 40),
    ("no_data_reason", "De ce nu există date", "Unde nu s-a putut măsura.", None, DataKind.TEXT, 30),
    ("narrative", "Explicații", "Ce a scris cine a raportat.", None, DataKind.TEXT, 40),
    ("verdict", "Aprecierea", "Numai la o raportare acceptată.", _judgement, DataKind.TEXT, 18),
)
REPORTED_ELSEWHERE = (
    "Foaia „Raportări” este numai de citit. Raportați la pagina „Raportare” și lăsați rândul cum era, sau scoateți "
    "foaia din fișier."
)


class ReportsSheet(PlanSheet):
    """The reports in force, and those on their way that the person may see; none of them is changed here."""

    model = Report
    name, title = "raportari", "Raportări"
    about = "Numai de citit: raportările se completează și se acceptă pe paginile lor, de cine are acest drept."
    has_removals = False

    def stored(self):
        """Return the reports that the person may see."""
        mine = permissions.reportable_reports(self.book.user) | permissions.reviewable_reports(self.book.user)
        in_force = Q(state=Report.State.ACCEPTED, superseded_at=None)
        on_their_way = ~Q(state=Report.State.ACCEPTED) & Q(pk__in=mine.values("pk"))
        return Report.objects.filter(indicator__plan=self.plan).filter(in_force | on_their_way)

    def load(self):
        """Return the reports by indicator and period."""
        rows = self.stored().defer("definition").select_related("indicator", "institution")
        return list(rows.order_by("indicator__number", "period_start", "pk"))

    def identity(self, instance):
        """Return the indicator, the period and how far it is: nothing is found by it."""
        return f"{instance.indicator.number}/{instance.period_start}/{instance.period_end}/{instance.state}"

    def make_columns(self):
        """Return what a report says."""
        for name, heading, about, get, kind, width in COLUMNS:
            yield SheetColumn(name=name, heading=heading, about=about, get=get, kind=kind, width=width, is_fixed=True)

    def take(self, sheet):
        """Refuse a row that is not as it was taken out."""
        for row in self._known_cells(sheet):
            self.book.tell_progress()
            touched = [column.heading for column in self.columns if not self._is_as_left(row, column)]
            if touched:
                self.refuse(row, touched[0] if row.text(IDENTITY) else "", REPORTED_ELSEWHERE)
            else:
                self.unchanged += 1

    def _is_as_left(self, row, column: SheetColumn) -> bool:
        if column.heading not in row.cells:
            return True
        words = _words(row.cells[column.heading], column)
        return bool(row.stamp and row.stamp.holds(column.heading, words))

    def is_current(self):
        """Tell that nothing here is saved."""
        return True


def _words(cell, column: SheetColumn) -> str:
    """Return what a cell says as the stamp remembers it: a day that a CSV file writes as 2024-12-31 is the same day."""
    if column.kind == DataKind.DATE:
        try:
            return cell_words(read_day(cell))
        except ValueError:
            pass
    return cell_words(cell)
