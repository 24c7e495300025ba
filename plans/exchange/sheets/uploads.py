"""What an uploaded file must be before anything reads it as a sheet."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from plans.exchange.sheets import archives
from plans.exchange.sheets.refusal import ImportRefused
from portal.uploads import ARCHIVE, COMPOUND_FILE, MEGABYTE, FileUpload, clean_name, extension_of, read_whole

MAX_BYTES = 5 * MEGABYTE
EXTENSIONS = ("xlsx", "ods", "csv")
KINDS = "Formatele primite sunt xlsx, ods și csv."


def check(file, *, others: Collection[str] = ()) -> FileUpload:
    """Return the uploaded file, read whole; raise ImportRefused for one that is not a sheet that can be read safely.

    Some pages take other kinds of files, too.
    """
    name = clean_name(file.name or "")
    extension = extension_of(name)
    if extension not in (*EXTENSIONS, *others):
        raise ImportRefused(f"Fișierul „{name}” nu este o foaie de calcul. {KINDS}")
    try:
        data = read_whole(file, MAX_BYTES)
    except ValidationError as refused:
        raise ImportRefused(refused.message) from refused
    _check_content(data, extension)
    return FileUpload(name, data)


def _check_content(data: bytes, extension: str) -> None:
    """Refuse content that is not of the kind that the extension names."""
    if data.startswith(COMPOUND_FILE):
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
