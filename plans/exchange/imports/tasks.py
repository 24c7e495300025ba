"""Long sheets, previewed and imported outside the request."""

import json

from django.contrib.auth import get_user_model
from django_tasks import task

from plans.exchange.imports import waiting_files
from plans.exchange.imports.outcome import ImportOutcome
from plans.exchange.imports.pages import ImportPage, find_page
from plans.exchange.imports.waiting_files import Ticket
from plans.exchange.sheets.refusal import ImportRefused
from portal.tasks.problems import TaskRefused
from portal.tasks.running import AWAITED, complete, keep_file
from portal.uploads import FileUpload

CHANGED_MEANWHILE = "Datele s-au schimbat între timp. Verificați din nou ce face importul, apoi confirmați."
# Under this name the outcome is kept that the page shows.
OUTCOME = "import.json"
SEE = {"said": "Fișierul este verificat. Încă nu s-a salvat nimic.", "action": "Vezi ce face importul"}


@task(priority=AWAITED)
def preview_import(page_name: str, file: str, name: str, user_key: int, choice: str = "") -> dict:
    """Try out what a waiting file would change, and keep what is to be shown of it."""
    ticket = Ticket(file, name, user_key, page_name, "", is_long=True, choice=choice)
    page, upload, resource = _begin(ticket)
    try:
        outcome = page.run(resource, page.read(upload))
    except ImportRefused as refused:
        raise TaskRefused(str(refused)) from refused
    return _kept_outcome(page, ticket, outcome, SEE)


@task(priority=AWAITED)
def apply_import(page_name: str, signed: str, user_key: int) -> dict:
    """Save a previewed import if it still does exactly what was shown; it is saved together with the task's end."""
    try:
        ticket = waiting_files.read_ticket(signed, user=user_key, page=page_name)
        page, upload, resource = _begin(ticket)
        # What is imported and what is said of it are one: nobody imports it again.
        outcome = page.run(
            resource, page.read(upload), only_if=ticket.digest, on_kept=lambda done: complete(_success(page, done))
        )
    except ImportRefused as refused:
        raise TaskRefused(str(refused)) from refused
    if outcome.is_kept:
        waiting_files.discard(ticket)
        return _success(page, outcome)
    return _kept_outcome(page, ticket, outcome, {**SEE, "said": CHANGED_MEANWHILE})


def _begin(ticket: Ticket) -> tuple[ImportPage, FileUpload, object]:
    """Return the page, the waiting file and the resource; refuse whoever may not import any more."""
    user, page = get_user_model().objects.get(pk=ticket.user), find_page(ticket.page)
    if not (user.is_active and page.may_import(user)):
        raise TaskRefused("Nu mai aveți dreptul să importați aici.")
    upload = waiting_files.take(ticket)
    return page, upload, page.make_resource(user, ticket)


def _success(page: ImportPage, outcome: ImportOutcome) -> dict:
    return {"said": f"Importul s-a încheiat: {outcome.summary}.", "action": "Vezi rândurile", "address": page.done}


def _kept_outcome(page: ImportPage, ticket: Ticket, outcome: ImportOutcome, words: dict) -> dict:
    """Keep an outcome beside the task; return what its page says and where it leads."""
    kept = {"file": ticket.file, "name": ticket.name, "choice": ticket.choice, "outcome": outcome.to_plain()}
    content = json.dumps(kept)
    keep_file(content.encode(), name=OUTCOME, content_type="application/json")
    return {**words, "address": page.address, "page": ticket.page}
