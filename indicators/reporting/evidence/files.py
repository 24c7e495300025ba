"""What a file must be to be kept as evidence: of a few kinds, by its name and by its content alike."""

import io
import re
import zipfile
import zlib
from pathlib import PurePath

from django.core.exceptions import ValidationError

from portal.pdf_safety import refuse_active_pdf
from portal.uploads import (
    ARCHIVE,
    BROKEN_ARCHIVE,
    COMPOUND_FILE,
    MEGABYTE,
    FileUpload,
    clean_name,
    extension_of,
    first_bytes,
    is_pdf,
    read_whole,
)

MAX_MEMBERS = 5_000
# Pictures hardly shrink in an archive: what grows far beyond what may be uploaded is built to fill a disk.
MAX_UNPACKED = 150 * MEGABYTE
OPEN_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OPEN_XML}.wordprocessingml.document",
    "xlsx": f"{OPEN_XML}.spreadsheetml.sheet",
    "odt": f"{OPEN_DOCUMENT}.text",
    "ods": f"{OPEN_DOCUMENT}.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
ACCEPTED_TEXT = "pdf, docx, xlsx, odt, ods, csv, txt, png și jpg"
WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm"}
OLD_OFFICE = {"doc": "docx", "xls": "xlsx", "rtf": "docx"}
# What a computer or a browser would run; such a name is refused anywhere before the last point too.
PROGRAMS = re.compile(
    r"apk|app|aspx?|bat|cgi|cmd|com|cpl|dll|exe|hta|s?html?|jar|jse?|jsp|lnk|mht(ml)?|msi|php|pif|ps1|py|scr|sh|svgz?"
    r"|url|vb[es]|wsf?|xht(ml)?|docm|dotm|xlsm|xltm|xlsb|xlam|pptm"
)
MARKUP = re.compile(rb"<(?:script|html|body|iframe|!doctype)[\s>/]", re.IGNORECASE)
STARTS_AS_MARKUP = re.compile(r"\s*(?:#!|<(?:[!?]|[a-z]+[\s>/:]))", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def validate_upload(file) -> FileUpload:
    """Return an uploaded file, read whole; raise ValidationError for one that is not kept."""
    name = clean_name(file.name or "")
    extension = _extension(name)
    data = read_whole(file)
    if data.startswith(COMPOUND_FILE):
        raise ValidationError(
            "Fișierul este protejat cu parolă sau în formatul vechi al Office. Salvați-l fără parolă."
        )
    if not CONTENT_CHECKS[extension](data, extension):
        raise ValidationError(f"Fișierul se numește .{extension}, dar conținutul lui este altceva.")
    return FileUpload(name, data)


def _extension(name: str) -> str:
    """Return the extension of a name; refuse one that is not kept, and one that hides another."""
    *hidden, last = [suffix.lower().strip(". ") for suffix in PurePath(name).suffixes] or [""]
    if last in WITH_MACROS:
        raise ValidationError("Documentele cu macrocomenzi nu se primesc. Salvați-l ca .docx sau .xlsx.")
    if last in OLD_OFFICE:
        raise ValidationError(
            f"Formatul vechi .{last} nu se primește. Salvați fișierul ca .{OLD_OFFICE[last]} sau .pdf."
        )
    if last not in CONTENT_TYPES:
        kind = f"Fișierele .{last[:20]} nu se primesc." if last else "Fișierul nu are extensie."
        raise ValidationError(f"{kind} Se primesc fișiere {ACCEPTED_TEXT}.")
    if any(PROGRAMS.fullmatch(one) for one in hidden):
        raise ValidationError(f"Numele fișierului are două extensii. Redenumiți-l, de exemplu „raport.{last}”.")
    return last


def _is_pdf(data: bytes, _extension: str) -> bool:
    """Tell whether the bytes are a PDF; refuse one that does something by itself."""
    if not is_pdf(data):
        return False
    refuse_active_pdf(data)
    return True


def _is_png(data: bytes, _extension: str) -> bool:
    """Tell whether the bytes are the parts of a PNG, whole, one after another and nothing after the last."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        return False
    place, kind = 8, b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(data) or zlib.crc32(data[place + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            return False
        place = end
    return place == len(data) and not MARKUP.search(data)


def _is_jpeg(data: bytes, _extension: str) -> bool:
    return data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data and not MARKUP.search(data)


def _is_text(data: bytes, _extension: str) -> bool:
    """Tell whether the bytes are text, in UTF-8 or as Windows writes Romanian, that is not a page or a program."""
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not CONTROL.search(text) and not STARTS_AS_MARKUP.match(text)
    return False


def _is_document(data: bytes, extension: str) -> bool:
    """Tell whether the bytes are an archive with the parts of such a document; refuse one that holds programs."""
    if not data.startswith(ARCHIVE):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if not 0 < len(members) <= MAX_MEMBERS or min(member.header_offset for member in members):
                return False
            _refuse_programs(names, archive)
            _check_unpacked(archive)
            return _has_parts(archive, names, extension)
    except BROKEN_ARCHIVE as error:
        raise ValidationError("Fișierul este deteriorat: nu se poate deschide. Salvați-l din nou.") from error


def _check_unpacked(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is too big once unpacked; then unpack each part and hold it against its checksum.

    A part gives no more bytes than it says: one that lies about its size fails its checksum.
    """
    if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
        raise ValidationError(
            f"Dezarhivat, documentul are peste {MAX_UNPACKED // MEGABYTE} MB. Micșorați imaginile din el."
        )
    if archive.testzip() is not None:
        raise zipfile.BadZipFile


def _has_parts(archive: zipfile.ZipFile, names: set[str], extension: str) -> bool:
    if extension in ("odt", "ods"):
        return {"mimetype", "content.xml"} <= names and first_bytes(archive, "mimetype") == CONTENT_TYPES[
            extension
        ].encode()
    folder = "word/" if extension == "docx" else "xl/"
    return {"[Content_Types].xml", "_rels/.rels"} <= names and any(name.startswith(folder) for name in names)


def _refuse_programs(names: set[str], archive: zipfile.ZipFile) -> None:
    """Refuse a document that carries macros or files that a computer would run."""
    for name in names:
        is_macro = name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))
        if is_macro or PROGRAMS.fullmatch(extension_of(name)):
            raise ValidationError("Documentul cuprinde macrocomenzi sau programe. Salvați-l fără ele.")
    if "[Content_Types].xml" in names and b"macroEnabled" in first_bytes(archive, "[Content_Types].xml", 1024 * 1024):
        raise ValidationError("Documentul cuprinde macrocomenzi sau programe. Salvați-l fără ele.")


CONTENT_CHECKS = {
    "pdf": _is_pdf,
    "png": _is_png,
    "jpg": _is_jpeg,
    "jpeg": _is_jpeg,
    "csv": _is_text,
    "txt": _is_text,
    **dict.fromkeys(("docx", "xlsx", "odt", "ods"), _is_document),
}
