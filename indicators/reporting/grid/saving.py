"""The one save of many rows: each row is kept or refused by itself, and the person learns of every one."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Report, ReportStep
from indicators.reporting import actions as reporting_actions
from indicators.reporting.grid.forms import GridRowForm
from portal.forms.seen import SEEN_VERSION
from portal.romanian import count

# More indicators than these are only counted.
MAX_NAMED = 10
DOUBTFUL = "neobișnuite, de confirmat cu un motiv"
WRONG, EMPTY, STALE, UNTOUCHED = "cu greșeli", "fără valoare", "schimbate între timp", "neschimbate de la întoarcere"


@dataclass
class GridOutcome:
    """What became of the rows: as they are now, how many were kept and sent, and why others were not sent."""

    rows: list[GridRowForm] = field(default_factory=list)
    kept: int = 0
    sent: list[Report] = field(default_factory=list)
    left: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def wrong(self) -> list[GridRowForm]:
        """Return the rows that were not saved."""
        return [row for row in self.rows if row.errors]

    def leave(self, report: Report, reason: str) -> None:
        """Remember why a report was not sent."""
        self.left[reason].append(report.indicator.number)


def save_rows(forms: list[GridRowForm], *, by, send: bool) -> GridOutcome:
    """Keep every row that was changed and can be read, and send those that are complete where that was asked."""
    saved = GridOutcome()
    with transaction.atomic():
        for form in forms:
            changed = form.is_valid() and form.has_changed()
            row = form.save_draft(by=by) if changed else form
            saved.kept += changed and not row.errors
            saved.rows.append(row)
        if send:
            _send_complete(saved, by)
    return saved


def _send_complete(saved: GridOutcome, by) -> None:
    """Send what is complete and as the person saw it."""
    asked_again = _returned_and_unchanged(saved.rows)
    ready = []
    for row in saved.rows:
        report = row.instance
        if row.errors:
            saved.leave(report, WRONG)
        elif row.is_bound and row.cleaned_data[SEEN_VERSION] != report.version:
            saved.leave(report, STALE)
        elif report.state == Report.State.DUE:
            saved.leave(report, EMPTY)
        elif report.pk in asked_again:
            saved.leave(report, UNTOUCHED)
        else:
            ready.append(report)
    saved.sent, left = reporting_actions.submit_reports(ready, by=by)
    rows = {row.instance.pk: row for row in saved.rows}
    for report, error in left:
        reason = _reason(report, error)
        saved.leave(report, reason)
        if reason == DOUBTFUL:
            rows[report.pk].ask_reason(error)
    gone = {report.pk for report in saved.sent}
    saved.rows = [row for row in saved.rows if row.instance.pk not in gone]


def _returned_and_unchanged(rows: list[GridRowForm]) -> set[int]:
    """Return the keys of the reports that were given back and not changed since."""
    returned = [row.instance.pk for row in rows if row.instance.state == Report.State.RETURNED]
    steps = ReportStep.objects.filter(report__in=returned, kind=ReportStep.Kind.RETURNED).order_by("at")
    when = dict(steps.values_list("report", "at"))
    changes = Report.history.filter(id__in=returned).values_list("id", "history_date")
    return set(returned) - {pk for pk, at in changes if pk in when and at > when[pk]}


def _reason(report: Report, error: Exception) -> str:
    """Return in a few words why a report could not be sent."""
    if not isinstance(error, ValidationError):
        return STALE
    if report.no_data_reason:
        return "cu valoare și cu motiv pentru lipsa ei"
    if "confirmation" in error.message_dict:
        return DOUBTFUL
    asked = set(reporting_actions.answer_fields(report.indicator.nature))
    return EMPTY if asked == error.message_dict.keys() else "incomplete"


def add_messages(request, saved: GridOutcome) -> None:
    """Say what was kept, what was sent, and what was not."""
    if saved.kept:
        messages.success(request, f"{_auxiliary(saved.kept)} salvat {count(saved.kept, 'rând', 'rânduri')}.")
    if saved.sent:
        number = len(saved.sent)
        messages.success(request, f"{_auxiliary(number)} trimis {count(number, 'raportare', 'raportări')} la evaluare.")
    if saved.left:
        reasons = "; ".join(f"{reason}: {_indicator_numbers(numbers)}" for reason, numbers in saved.left.items())
        messages.warning(request, f"Nu s-au trimis – {reasons}.")
    if not (saved.kept or saved.sent or saved.left or saved.wrong):
        messages.success(request, "Nu ați schimbat nimic.")


def _auxiliary(number: int) -> str:
    return "S-a" if number == 1 else "S-au"


def _indicator_numbers(numbers: list[int]) -> str:
    if len(numbers) > MAX_NAMED:
        return count(len(numbers), "rând", "rânduri")
    return f"{'indicatorul' if len(numbers) == 1 else 'indicatorii'} {', '.join(map(str, numbers))}"
