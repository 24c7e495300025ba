"""What every uploaded file goes through, whatever it is kept for: its size, its name, whether it is what it says."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError

from portal.pdf_safety import refuse_active_pdf
from portal.scanner import refuse_infected
from portal.text import UNPRINTABLE, normalise
from portal.upload_handlers import MAX_BYTES

MEGABYTE = 1024 * 1024
MAX_NAME = 150
# How the files begin that are archives, and those of the old Office or behind a password.
ARCHIVE = b"PK\x03\x04"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the standard library says of an archive that is not one, whole.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
NO_SPACE = "Fișierul nu s-a putut păstra: portalul nu mai are loc pe disc. Anunțați administratorul portalului."
FORBIDDEN_IN_NAMES = re.compile(r'[/\\:*?"<>|\n\r\t]+')


@dataclass(frozen=True)
class FileUpload:
    """A file whose content is what its name says."""

    name: str
    data: bytes

    @property
    def extension(self) -> str:
        """The kind that the name says, in small letters."""
        return extension_of(self.name)


def read_whole(file, limit: int = MAX_BYTES) -> bytes:
    """Return an uploaded file, read whole; raise ValidationError for one that is empty, too big, lost or infected."""
    if file.size > limit:
        size, most = -(-file.size // MEGABYTE), limit // MEGABYTE
        raise ValidationError(
            f"Fișierul are {size} MB, iar limita este de {most} MB. Încărcați-l mai mic sau pe părți."
        )
    if getattr(file, "is_lost", False):
        raise ValidationError(NO_SPACE)
    data = file.read(limit + 1)
    if not data.strip():
        raise ValidationError("Fișierul este gol.")
    refuse_infected(data)
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


def extension_of(name: str) -> str:
    """Return what a name ends in, in small letters and without the point.

    >>> extension_of("Raport.XLSX"), extension_of("fișier")
    ('xlsx', '')
    """
    return PurePath(name).suffix.lower().lstrip(".")


def first_bytes(archive: zipfile.ZipFile, name: str, size: int = 100) -> bytes:
    """Return the first bytes of a part of an archive, without the spaces around them."""
    with archive.open(name) as member:
        return member.read(size).strip()


def is_pdf(data: bytes) -> bool:
    """Tell whether the bytes begin and end as a PDF does."""
    return data.startswith(b"%PDF-") and b"%%EOF" in data


def clean_pdf(file) -> FileUpload:
    """Return an uploaded PDF, read whole; raise ValidationError for anything else."""
    name, data = clean_name(file.name or ""), read_whole(file)
    if extension_of(name) != "pdf":
        raise ValidationError("Încărcați un fișier PDF: actul semnat, scanat sau semnat electronic.")
    if not is_pdf(data):
        raise ValidationError("Fișierul se numește .pdf, dar conținutul lui este altceva.")
    refuse_active_pdf(data)
    return FileUpload(name, data)
