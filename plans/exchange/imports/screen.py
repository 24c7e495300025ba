"""A file, what importing it would do, and its confirmation: the same on every page that imports.

A sheet of at most 200 rows is tried out and imported in the request, in a second at most; a longer one by the worker.
"""

import json
from dataclasses import replace
from uuid import UUID

from plans.exchange.imports import tasks, waiting_files
from plans.exchange.imports.forms import ImportFileForm
from plans.exchange.imports.outcome import ImportOutcome
from plans.exchange.imports.pages import ImportPage
from plans.exchange.sheets.refusal import ImportRefused
from portal.tasks import folders
from portal.tasks.actions import start_job
from portal.tasks.models import Job
from portal.uploads import FileUpload

SHORT_SHEET = 200


class ImportScreen:
    """Imports files for one person on one page, which has a name."""

    def __init__(self, *, user, name: str, page: ImportPage):
        self.user, self.name, self.page = user, name, page

    def take(self, form: ImportFileForm) -> dict | Job:
        """Return what the page shows of a file that was sent, or the job that tries it out.

        What is against reading it stands at the form's field.
        """
        if not form.is_valid():
            return {}
        upload, dataset = form.cleaned_data["import_file"], form.cleaned_data["dataset"]
        if dataset is None or len(dataset) > SHORT_SHEET:
            return self._start_preview(self._ticket(waiting_files.keep(upload), upload.name))
        ticket = self._ticket("", upload.name)
        try:
            outcome = self.page.run(self.page.make_resource(self.user, ticket), dataset)
        except ImportRefused as refused:
            form.add_error("import_file", str(refused))
            return {}
        is_waiting = outcome.may_confirm or outcome.conflicts
        return self._outcome_context(replace(ticket, file=waiting_files.keep(upload) if is_waiting else ""), outcome)

    def choose(self, text: str, choices: dict[str, str]) -> dict | Job:
        """Return what a waiting file would do where a person chose whose texts stay, or the job that tries it out.

        Raises ImportRefused for a ticket that is not good here, or whose file is gone.
        """
        ticket = waiting_files.read_ticket(text, user=self.user.pk, page=self.name)
        ticket = waiting_files.keep_choices(ticket, choices)
        return self._start_preview(ticket) if ticket.is_long else self._preview(ticket)

    def read_ticket(self, text: str) -> dict:
        """Return what a short file that waits would do now; raises ImportRefused as `choose` does."""
        return self._preview(waiting_files.read_ticket(text, user=self.user.pk, page=self.name))

    def _preview(self, ticket: waiting_files.Ticket) -> dict:
        upload = waiting_files.take(ticket)
        outcome = self.page.run(self.page.make_resource(self.user, ticket), self.page.read(upload))
        return self._outcome_context(ticket, outcome)

    def confirm(self, text: str) -> dict | Job:
        """Save a previewed import if it still does exactly what was shown; return what it did, or would do now.

        A long one is saved by the job that is returned. Raises ImportRefused for a ticket that is not good here, or
        whose file is gone.
        """
        ticket = waiting_files.read_ticket(text, user=self.user.pk, page=self.name)
        upload = waiting_files.take(ticket)
        if ticket.is_long:
            return self._start(tasks.apply_import, text, file=ticket.file, title=f"Importul fișierului {ticket.name}")
        resource = self.page.make_resource(self.user, ticket)
        outcome = self.page.run(resource, self.page.read(upload), only_if=ticket.digest)
        if outcome.is_kept:
            waiting_files.discard(ticket)
        return self._outcome_context(ticket, outcome)

    def read_job(self, key: str) -> dict:
        """Return what the page shows of a file that the person's job tried out; nothing for any other key."""
        try:
            job = Job.objects.select_related("task").filter(owner=self.user, pk=UUID(key)).first()
            if job is None or (job.task.return_value or {}).get("page") != self.name:
                return {}
            kept = json.loads(folders.result_path(job.pk, tasks.OUTCOME).read_bytes())
        except (ValueError, OSError):
            return {}
        ticket = replace(self._ticket(kept["file"], kept["name"]), is_long=True, choice=kept["choice"])
        return self._outcome_context(ticket, ImportOutcome.from_plain(kept["outcome"]))

    def _start(self, task, *arguments, file: str, title: str, choice: str = "") -> Job:
        """Let the worker do a part of the import of a waiting file."""
        key, back = f"{task.name}-{file}{choice}", self.page.address
        more = (choice,) if choice else ()
        return start_job(
            task, self.name, *arguments, self.user.pk, *more, by=self.user, title=title, key=key, back=back
        )

    def _start_preview(self, ticket: waiting_files.Ticket) -> Job:
        title = f"Verificarea fișierului {ticket.name}"
        said = (ticket.file, ticket.name)
        return self._start(tasks.preview_import, *said, file=ticket.file, title=title, choice=ticket.choice)

    def _ticket(self, file: str, name: str) -> waiting_files.Ticket:
        return waiting_files.Ticket(file, name, self.user.pk, self.name, "")

    def _outcome_context(self, ticket: waiting_files.Ticket, outcome: ImportOutcome) -> dict:
        """Return an outcome for the page, with the ticket that confirms it where it may be confirmed."""
        ticket = replace(ticket, digest=outcome.digest)
        return {
            "outcome": outcome,
            "upload": FileUpload(ticket.name, b""),
            "ticket": waiting_files.sign(ticket) if outcome.may_confirm else "",
            "choosing": waiting_files.sign(ticket) if outcome.conflicts else "",
        }
