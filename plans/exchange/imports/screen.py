"""A file, what importing it would do, and its confirmation: the same on every page that imports."""

from collections.abc import Callable

from plans.exchange.imports import waiting_files
from plans.exchange.imports.forms import ImportFileForm, read
from plans.exchange.imports.outcome import ImportOutcome, run_import
from plans.exchange.imports.resource import SheetResource
from plans.exchange.sheets.refusal import ImportRefused
from portal.uploads import FileUpload

CHANGED_MEANWHILE = "Datele s-au schimbat între timp. Verificați din nou ce face importul, apoi confirmați."


class ImportScreen:
    """Imports files for one person on one page; `resource` makes the rows' resource from the reason of its changes."""

    def __init__(self, *, user, page: str, resource: Callable[..., SheetResource]):
        self.user, self.page, self.resource = user, page, resource

    def take(self, form: ImportFileForm) -> dict:
        """Return what the page shows of a file that was sent; what is against reading it stands at the form's field."""
        if not form.is_valid():
            return {}
        upload = form.cleaned_data["import_file"]
        try:
            outcome = run_import(self._resource(upload), form.cleaned_data["dataset"])
        except ImportRefused as refused:
            form.add_error("import_file", str(refused))
            return {}
        return self._outcome_context(upload, outcome, waiting_files.keep(upload) if _may_confirm(outcome) else "")

    def confirm(self, text: str) -> dict:
        """Save a previewed import if it still does exactly what was shown; return what it did, or would do now.

        Raises Refused for a ticket that is not good here, or whose file is gone.
        """
        ticket = waiting_files.read_ticket(text, user=self.user.pk, page=self.page)
        upload = waiting_files.take(ticket)
        outcome = run_import(self._resource(upload), read(upload), only_if=ticket.digest)
        if outcome.is_kept:
            waiting_files.discard(ticket)
        return self._outcome_context(upload, outcome, ticket.file)

    def _resource(self, upload: FileUpload) -> SheetResource:
        """Return the resource, whose history says which file a change came from."""
        return self.resource(reason=f"Import din {upload.name}"[:100])

    def _outcome_context(self, upload: FileUpload, outcome: ImportOutcome, file: str) -> dict:
        """Return an outcome for the page, with the ticket that confirms it where it may be confirmed."""
        ticket = waiting_files.Ticket(file, upload.name, self.user.pk, self.page, outcome.digest)
        return {
            "outcome": outcome,
            "upload": upload,
            "ticket": waiting_files.sign(ticket) if _may_confirm(outcome) else "",
        }


def _may_confirm(outcome: ImportOutcome) -> bool:
    return bool(outcome.changes) and not outcome.problems
