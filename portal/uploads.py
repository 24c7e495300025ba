"""What every uploaded file goes through, whatever it is kept for: its size, its name, whether it is what it says."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError

from portal.text import UNPRINTABLE, normalise

MAX_BYTES = 20 * 1024 * 1024
MAX_NAME = 150
NO_SPACE = "Fișierul nu s-a putut păstra: portalul nu mai are loc pe disc. Anunțați administratorul portalului."
FORBIDDEN_IN_NAMES = re.compile(r'[/\\:*?"<>|\n\r\t]+')


@dataclass(frozen=True)
class FileUpload:
    """A file whose content is what its name says."""

    name: str
    data: bytes


def read_whole(file) -> bytes:
    """Return an uploaded file, read whole; raise ValidationError for one that is empty, too big or not received."""
    if file.size > MAX_BYTES:
        size = -(-file.size // (1024 * 1024))
        raise ValidationError(f"Fișierul are {size} MB, iar limita este de 20 MB. Încărcați-l mai mic sau pe părți.")
    if getattr(file, "is_lost", False):
        raise ValidationError(NO_SPACE)
    data = file.read(MAX_BYTES + 1)
    if not data.strip():
        raise ValidationError("Fișierul este gol.")
    return data


def clean_name(name: str) -> str:
    """Return the name that a file is downloaded under: one line, no folders, nothing that a system would refuse.

    >>> clean_name("../acte/Proces  verbal: „12”.PDF")
    'Proces verbal „12”.PDF'
    """
    last = re.split(r"[/\\]", UNPRINTABLE.sub("", name))[-1]
    words = " ".join(FORBIDDEN_IN_NAMES.sub(" ", normalise(last)).split()).strip(". ")
    path = PurePath(words or "fisier")
    return f"{path.stem[: MAX_NAME - len(path.suffix)]}{path.suffix}" if len(path.suffix) < 12 else words[:MAX_NAME]


def is_pdf(data: bytes) -> bool:
    """Tell whether the bytes begin and end as a PDF does."""
    return data.startswith(b"%PDF-") and b"%%EOF" in data


def clean_pdf(file) -> FileUpload:
    """Return an uploaded PDF, read whole; raise ValidationError for anything else."""
    name, data = clean_name(file.name or ""), read_whole(file)
    if not name.lower().endswith(".pdf"):
        raise ValidationError("Încărcați un fișier PDF: actul semnat, scanat sau semnat electronic.")
    if not is_pdf(data):
        raise ValidationError("Fișierul se numește .pdf, dar conținutul lui este altceva.")
    return FileUpload(name, data)
