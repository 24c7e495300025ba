"""A PDF that is kept does nothing by itself: no script, no program started, no form of another program, no hidden file.

An act may carry data beside it (PDF/A-3): tables, texts, pictures, XML; never what a computer would run.
"""

import json
import re
import subprocess
import sys
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError

from portal import pdf_inspection as inspection

# How long one may wait for the answer, the start of the process included.
PATIENCE = 30
ATTACHMENTS = {"xml", "pdf", "csv", "txt", "json", "docx", "xlsx", "odt", "ods", "png", "jpg", "jpeg", "p7s", "tsr"}
# With none of these in a file, no name in it is hidden: nothing compressed holds values, nothing is written as codes.
HIDING = re.compile(rb"/ObjStm|/XRef|/Encrypt|/[^\s/<>\[\]()%]*#")
TELLING = re.compile(
    rb"/(?:JS|JavaScript|Launch|ImportData|RichMedia\w*|XFA|OnInstantiate|EF|EmbeddedFiles?)(?![A-Za-z0-9])"
)
SAVE_PLAIN = "Salvați documentul din nou ca PDF simplu: în program, „Tipărire”, apoi „Salvare ca PDF”."
REASONS = {
    inspection.SCRIPT: "cuprinde un program (JavaScript)",
    inspection.LAUNCH: "pornește alte programe sau deschide alte fișiere",
    inspection.FORM: "este un formular XFA, care rulează programe",
    inspection.MEDIA: "cuprinde elemente interactive",
    inspection.LOCKED: "este protejat cu parolă, deci nu se poate verifica",
}
UNREADABLE = f"Fișierul PDF nu se poate verifica: este deteriorat sau neobișnuit de mare. {SAVE_PLAIN}"


def refuse_active_pdf(data: bytes) -> None:
    """Raise ValidationError for a PDF that does something by itself, and for one that cannot be looked into."""
    if not HIDING.search(data) and not TELLING.search(data):
        return
    reasons = [reason for one in _findings(data) if (reason := _reason(one))]
    if reasons:
        raise ValidationError(f"Fișierul PDF {reasons[0]}. {SAVE_PLAIN}")


def _findings(data: bytes) -> list[str]:
    command = [sys.executable, "-I", str(Path(inspection.__file__))]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise ValidationError(UNREADABLE) from error


def _reason(found: str) -> str:
    """Return in words why something is refused, empty where it is not."""
    kind, _, name = found.partition(":")
    if kind != "file":
        return REASONS[kind]
    extension = PurePath(name).suffix.lower().lstrip(".")
    return "" if extension in ATTACHMENTS else f"are atașat un fișier de alt fel („{name[:60] or 'fără nume'}”)"
