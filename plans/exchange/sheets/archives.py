"""What the archive in an xlsx, ods or docx file, or of CSV files, must be: small, plain, its XML declaring nothing."""

import io
import zipfile
from xml.parsers import expat

from plans.exchange.sheets.refusal import ImportRefused
from portal.uploads import BROKEN_ARCHIVE, first_bytes

MAX_MEMBERS = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 100
# Longer pieces would be scanned again with every chunk that is read of them.
MAX_TAG = 64 * 1024
CHUNK = 1024 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")
MANIFEST = "META-INF/manifest.xml"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
DAMAGED = "Fișierul este deteriorat și nu poate fi citit. Deschideți-l și salvați-l din nou."
LOCKED = "Fișierul este protejat cu parolă. Salvați-l fără parolă."
HOSTILE = "Fișierul are o structură neobișnuită, care nu se importă din motive de siguranță: "


def check(data: bytes, extension: str) -> None:
    """Raise Refused for an archive that is broken, too big once unpacked, or built to harm who opens it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist())
            _check_kind(archive, extension)
            _check_unpacked(archive, has_xml=extension != "zip")
    except BROKEN_ARCHIVE as error:
        raise ImportRefused(DAMAGED) from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """Refuse too many members, repeated or odd names, encryption, and rare compression."""
    if len(members) > MAX_MEMBERS:
        raise ImportRefused(f"{HOSTILE}are peste 1.000 de părți.")
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise ImportRefused(f"{HOSTILE}aceeași parte apare de două ori.")
    for member in members:
        name = member.orig_filename
        if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
            raise ImportRefused(f"{HOSTILE}o parte are un nume nepermis.")
        if member.flag_bits & 1:
            raise ImportRefused(LOCKED)
        if member.compress_type not in METHODS:
            raise ImportRefused(f"{HOSTILE}este comprimat altfel decât documentele obișnuite.")


def _check_kind(archive: zipfile.ZipFile, extension: str) -> None:
    """Refuse an encrypted archive, and one without the parts of a file of its kind."""
    names = set(archive.namelist())
    if MANIFEST in names and b"encryption-data" in first_bytes(archive, MANIFEST, MAX_TAG):
        raise ImportRefused(LOCKED)
    if extension == "zip":
        is_right = any(name.lower().endswith(".csv") for name in names)
    elif extension in ("xlsx", "docx"):
        is_right = {"[Content_Types].xml", "_rels/.rels"} <= names
    else:
        is_right = {"mimetype", "content.xml"} <= names and first_bytes(archive, "mimetype") == ODS
    if not is_right:
        kinds = {"docx": "este un document Word", "zip": "are fișiere .csv"}
        raise ImportRefused(
            f"Fișierul se numește .{extension}, dar nu {kinds.get(extension, f'este o foaie de calcul {extension}')}."
        )


def _check_unpacked(archive: zipfile.ZipFile, *, has_xml: bool) -> None:
    """Unpack every member, counting the bytes that really come out, and check the ones that are XML."""
    total, counter = 0, _Counter()
    for info in archive.infolist():
        content = bytearray()
        with archive.open(info) as member:
            while chunk := member.read(CHUNK):
                content += chunk
                if total + len(content) > MAX_UNPACKED:
                    raise ImportRefused(f"{HOSTILE}dezarhivat, depășește 50 MB.")
        total += len(content)
        if has_xml and _is_xml(info.filename.lower(), content):
            counter.check(bytes(content))


def _is_xml(name: str, content: bytearray) -> bool:
    return name.endswith((".xml", ".rels", ".vml")) or content.lstrip()[:3].startswith(XML_STARTS)


class _Counter:
    """Parses XML for its structure alone: no document type, no entities, nothing too many, long or deep."""

    def __init__(self):
        self.elements = self.depth = 0

    def check(self, content: bytes) -> None:
        """Refuse content that is not such XML."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse_declaration
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._aside
        parser.ordered_attributes = True
        self.depth = 0
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError) as error:
            raise ImportRefused(DAMAGED) from error

    def _refuse_declaration(self, *_args):
        raise ImportRefused(f"{HOSTILE}declară un tip de document sau entități XML.")

    def _aside(self, *texts):
        if sum(map(len, texts)) > MAX_TAG:
            raise ImportRefused(f"{HOSTILE}are o etichetă sau un comentariu uriaș.")

    def _start(self, name, attributes):
        self._aside(name, *attributes)
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise ImportRefused(f"{HOSTILE}are prea multe celule sau prea multe niveluri.")

    def _end(self, _name):
        self.depth -= 1
