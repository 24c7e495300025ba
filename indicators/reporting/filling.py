"""What a reporter sends of a report: each thing that can be kept is kept, the rest is said beside its field."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from indicators.models import Report
from indicators.reporting import actions as reporting_actions
from indicators.reporting.forms import ReportForm


@dataclass
class ReportFormOutcome:
    """What became of a form: what was kept of it, whether it was sent, where something is still wrong."""

    form: ReportForm
    is_kept: bool = False
    is_readable: bool = False
    has_proof: bool = False
    is_submitted: bool = False

    @property
    def is_done(self) -> bool:
        """Tell whether all that was asked was done."""
        return not self.form.errors

    @property
    def problem(self) -> str:
        """Return the heading over what is wrong: what was not done, and what was kept all the same."""
        if not self.is_kept:
            return "Nu s-a salvat"
        kept = "Ciorna este salvată." if self.is_readable else "Câmpurile fără erori sunt salvate ca ciornă."
        if self.form.is_sent:
            return f"Raportarea nu s-a trimis. {kept}"
        return f"Dovada nu s-a adăugat. {kept}" if self.is_readable else f"Nu s-a salvat tot. {kept}"

    @property
    def message(self) -> str:
        """Return what was done, in a sentence."""
        if self.is_submitted:
            return "Raportarea a fost trimisă spre evaluare."
        return "Ciorna este salvată și dovada este adăugată." if self.has_proof else "Ciorna este salvată."


def fill_in(form: ReportForm, *, by) -> ReportFormOutcome:
    """Keep what can be kept of a form, and submit the report if the form is sent and nothing in it is wrong.

    Raises what `reviewing` and `evidence` raise where someone else did something with the report meanwhile.
    """
    form.is_valid()
    report, outcome = form.instance, ReportFormOutcome(form)
    if form.may_be_saved:
        if form.is_content_touched or report.state == Report.State.DUE:
            report = reporting_actions.save_draft(
                report, by=by, content=form.content, confirmation=form.cleaned_data.get("confirmation")
            )
            form.see(report.version)
        outcome.is_kept, outcome.is_readable = True, form.is_readable
    if form.has_evidence:
        outcome.has_proof = form.add_evidence(report, by=by)
        report = Report.objects.get(pk=report.pk)
        form.see(report.version)
    if form.is_sent and not form.errors:
        outcome.is_submitted = _submit(form, report, by)
    return outcome


def _submit(form: ReportForm, report: Report, by) -> bool:
    try:
        reporting_actions.submit_report(report, by=by)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors
