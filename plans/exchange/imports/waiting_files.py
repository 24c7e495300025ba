"""Files that wait for their import to be confirmed: kept under names of our own, found again by a signed ticket."""

import hashlib
import json
import secrets
import time
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core import signing

from plans.exchange.sheets.refusal import ImportRefused
from portal.uploads import FileUpload

HOUR = 3600
SALT = "plans.exchange.imports.waiting_files"
GONE = "Fișierul nu mai așteaptă confirmarea: a trecut o oră sau importul a fost deja confirmat. Încărcați-l din nou."


@dataclass(frozen=True)
class Ticket:
    """A waiting file, who may confirm its import, on which page, and the outcome that they saw.

    `choice` names what was said of whose text stays where two people changed one.
    """

    file: str
    name: str
    user: int
    page: str
    digest: str
    # Whether the sheet is imported outside the request.
    is_long: bool = False
    choice: str = ""


def keep(upload: FileUpload) -> str:
    """Keep the file for an hour and return its name; files that waited longer go."""
    folder = _folder()
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - HOUR:
            path.unlink(missing_ok=True)
    name = f"{secrets.token_hex(16)}.{upload.extension}"
    (folder / name).write_bytes(upload.data)
    return name


def sign(ticket: Ticket) -> str:
    """Return the ticket as text that cannot be forged."""
    return signing.dumps(vars(ticket), salt=SALT)


def read_ticket(text: str, *, user: int, page: str) -> Ticket:
    """Return the ticket; raise ImportRefused when it is forged, old, another person's or another page's."""
    try:
        ticket = Ticket(**signing.loads(text, salt=SALT, max_age=HOUR))
    except signing.BadSignature as error:
        raise ImportRefused(GONE) from error
    if (ticket.user, ticket.page) != (user, page):
        raise ImportRefused(GONE)
    return ticket


def take(ticket: Ticket) -> FileUpload:
    """Return the waiting file; raise ImportRefused when it is gone."""
    path = _folder() / ticket.file
    try:
        return FileUpload(ticket.name, path.read_bytes())
    except FileNotFoundError as error:
        raise ImportRefused(GONE) from error


def keep_choices(ticket: Ticket, choices: dict[str, str]) -> Ticket:
    """Keep whose text stays at which cells beside the waiting file, with what was said before; return its ticket."""
    said = json.dumps(read_choices(ticket) | choices, sort_keys=True).encode()
    made = replace(ticket, choice=hashlib.sha256(said).hexdigest()[:16])
    _choices_path(made).write_bytes(said)
    return made


def read_choices(ticket: Ticket) -> dict[str, str]:
    """Return whose text stays at which cells; nothing where nobody was asked. Raises ImportRefused when it is gone."""
    try:
        return json.loads(_choices_path(ticket).read_bytes()) if ticket.choice else {}
    except FileNotFoundError as error:
        raise ImportRefused(GONE) from error


def discard(ticket: Ticket) -> None:
    """Delete the waiting file, and what was chosen about it."""
    for path in _folder().glob(f"{ticket.file}*"):
        path.unlink(missing_ok=True)


def _choices_path(ticket: Ticket) -> Path:
    return _folder() / f"{ticket.file}.{ticket.choice}.json"


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
