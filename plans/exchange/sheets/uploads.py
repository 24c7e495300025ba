"""What an uploaded file must be before anything reads it as a sheet."""

from dataclasses import dataclass
from pathlib import PurePath

from plans.exchange.sheets import archives
from plans.exchange.sheets.refusal import ImportRefused
from portal.text import UNPRINTABLE

MAX_BYTES = 5 * 1024 * 1024
EXTENSIONS = ("xlsx", "ods", "csv")
KINDS = "Formatele primite sunt xlsx, ods și csv."
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True)
class SheetUpload:
    """A file whose content is what its name says."""

    name: str
    extension: str
    data: bytes


def check(file) -> SheetUpload:
    """Return the uploaded file, read whole; raise ImportRefused for one that is not a sheet that can be read safely."""
    name = UNPRINTABLE.sub("", PurePath(file.name or "").name)[:120]
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in EXTENSIONS:
        raise ImportRefused(f"Fișierul „{name}” nu este o foaie de calcul. {KINDS}")
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ImportRefused("Fișierul depășește 5 MB. Împărțiți-l în mai multe fișiere.")
    if not data.strip():
        raise ImportRefused("Fișierul este gol.")
    _check_content(data, extension)
    return SheetUpload(name, extension, data)


def _check_content(data: bytes, extension: str) -> None:
    """Refuse content that is not of the kind that the extension names."""
    if data.startswith(OLD_OFFICE):
        raise ImportRefused(
            "Fișierul este în formatul vechi .xls sau este protejat cu parolă. Salvați-l ca .xlsx, fără parolă."
        )
    if extension == "csv":
        if data.startswith(ARCHIVE) or b"\x00" in data:
            raise ImportRefused("Fișierul se numește .csv, dar nu conține text.")
    elif not data.startswith(ARCHIVE):
        raise ImportRefused(f"Fișierul se numește .{extension}, dar nu este o foaie de calcul {extension}. {KINDS}")
    else:
        archives.check(data, extension)
