"""The documents themselves: what may be uploaded, kept byte for byte, made readable where they are of another kind."""

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word.reading import package
from plans.models import WordImport
from portal.storage import write_once
from portal.uploads import ARCHIVE, COMPOUND_FILE, MEGABYTE, NO_SPACE, FileUpload, clean_name, extension_of, read_whole

MAX_BYTES, MAX_SECONDS = 20 * MEGABYTE, 60
# What LibreOffice makes a .docx of, and how such a file begins.
OTHERS = {"doc": COMPOUND_FILE, "odt": ARCHIVE, "rtf": b"{\\rtf"}
KINDS = "Se primesc documente Word (.docx)."
SAVE_AS = "Deschideți-l în Word sau LibreOffice, salvați-l ca „Document Word (.docx)” și încărcați-l pe acela."
NOT_CONVERTED = f"Documentul nu s-a putut deschide. {SAVE_AS}"


# The program opens a stranger's document: it runs no macro and loads nothing that the document points to.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def office() -> str:
    """Return the program that reads other kinds of documents, nothing where the portal has none."""
    return shutil.which("soffice") or ""


def check_upload(file) -> FileUpload:
    """Return an uploaded document, read whole; raise ImportRefused for one that cannot be a plan's document."""
    name = clean_name(file.name or "")
    extension = extension_of(name)
    if extension not in ("docx", *OTHERS):
        macros = " Cele cu macrocomenzi (.docm) se salvează întâi ca .docx." if extension == "docm" else ""
        raise ImportRefused(f"Fișierul „{name}” nu este un document Word. {KINDS}{macros}")
    if extension in OTHERS and not office():
        raise ImportRefused(f"Portalul citește numai .docx. {SAVE_AS}")
    try:
        upload = FileUpload(name, read_whole(file, MAX_BYTES))
    except ValidationError as refused:
        raise ImportRefused(refused.message) from refused
    if extension in OTHERS and not upload.data.startswith(OTHERS[extension]):
        raise ImportRefused(f"Fișierul se numește .{extension}, dar conținutul lui este altceva. {SAVE_AS}")
    if extension == "docx":
        package.check(upload.data)
    return upload


def original_path(checksum: str) -> Path:
    """Return where the document with this SHA-256 is kept."""
    return Path(settings.MEDIA_ROOT) / "documente" / checksum


def readable_path(checksum: str) -> Path:
    """Return where a document of another kind is kept as .docx."""
    return original_path(checksum).with_suffix(".docx")


def keep(upload: FileUpload) -> str:
    """Keep a document and return its SHA-256; raise ImportRefused where there is no room."""
    checksum = hashlib.sha256(upload.data).hexdigest()
    try:
        write_once(original_path(checksum), lambda: upload.data)
    except OSError as full:
        raise ImportRefused(NO_SPACE) from full
    return checksum


def is_readable(row: WordImport) -> bool:
    """Tell whether a document can be read as it is, or was made readable."""
    return extension_of(row.name) == "docx" or readable_path(row.checksum).exists()


def readable(row: WordImport) -> bytes:
    """Return a document as .docx; raise ImportRefused where it is gone."""
    is_docx = extension_of(row.name) == "docx"
    path = original_path(row.checksum) if is_docx else readable_path(row.checksum)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ImportRefused("Documentul nu mai este păstrat. Încărcați-l din nou.") from error


def make_readable(row: WordImport) -> None:
    """Make a .docx of a document of another kind, in a minute at most; raise ImportRefused where that fails."""
    if is_readable(row):
        return
    write_once(readable_path(row.checksum), lambda: convert(original_path(row.checksum), extension_of(row.name)))


def convert(path: Path, extension: str) -> bytes:
    """Return a document as .docx, by LibreOffice with a profile of its own that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="planuri-word-") as folder:
        source = Path(folder) / f"document.{extension}"
        shutil.copyfile(path, source)
        profile = Path(folder) / "profil" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        command = [
            office(),
            f"-env:UserInstallation=file://{folder}/profil",
            *("--headless", "--norestore", "--nolockcheck"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/docx", str(source)),
        ]
        try:
            # The program is the machine's own, the file's name ours.
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=MAX_SECONDS)  # noqa: S603
            return (Path(folder) / "docx" / "document.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as failed:
            raise ImportRefused(NOT_CONVERTED) from failed
