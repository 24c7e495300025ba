"""The parts of a .docx file that are read, once the file is known to be safe to open."""

import io
import zipfile

from lxml import etree

from plans.exchange.sheets import archives
from plans.exchange.sheets.refusal import ImportRefused
from portal.uploads import ARCHIVE, BROKEN_ARCHIVE, COMPOUND_FILE

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{WORD}}}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN = "word/document.xml"
MAX_PART = 30 * 1024 * 1024
MACROS = "Documentul conține macrocomenzi. Salvați-l în Word ca „Document Word (.docx)”, fără macrocomenzi."
LINKED = (
    "Documentul cere părți din alte fișiere sau de pe alte calculatoare (șabloane, imagini legate). În Word: copiați "
    "tot conținutul într-un document nou, cu imaginile incluse, și încărcați-l pe acela."
)
NOT_WORD = "Fișierul se numește .docx, dar nu este un document Word. Deschideți-l în Word și salvați-l ca .docx."
OLD_OR_LOCKED = "Fișierul este în formatul vechi .doc sau este protejat cu parolă. Salvați-l ca .docx, fără parolă."
PARSER = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}


class Package:
    """The parts of a document, each read as XML when it is asked for."""

    def __init__(self, data: bytes):
        check(data)
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = set(self.archive.namelist())

    def content(self, name: str) -> bytes:
        """Return the bytes of a part, nothing where it is not there."""
        return self.archive.read(name).replace(STRICT, WORD.encode()) if name in self.names else b""

    def root(self, name: str) -> etree._Element | None:
        """Return a part as XML, None where it is not there."""
        content = self.content(name)
        try:
            return etree.fromstring(content, etree.XMLParser(**PARSER)) if content else None
        except etree.XMLSyntaxError as error:
            raise ImportRefused(archives.DAMAGED) from error

    def side_parts(self) -> list[str]:
        """Return the names of what is printed beside the text: notes, heads and feet of pages, diagrams, charts."""
        kinds = ("footnotes", "endnotes", "header", "footer", "diagrams/data", "charts/chart")
        starts = tuple(f"word/{kind}" for kind in kinds)
        return sorted(name for name in self.names if name.startswith(starts) and name.endswith(".xml"))


def text_size(data: bytes) -> int:
    """Return how many bytes the text and its marks take, as the archive says; nothing where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.getinfo(MAIN).file_size
    except (*BROKEN_ARCHIVE, KeyError):
        return 0


def check(data: bytes) -> None:
    """Raise ImportRefused for bytes that are no document, or one that is built to harm who opens it."""
    if data.startswith(COMPOUND_FILE):
        raise ImportRefused(OLD_OR_LOCKED)
    if not data.startswith(ARCHIVE):
        raise ImportRefused(NOT_WORD)
    archives.check(data, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if MAIN not in names:
            raise ImportRefused(NOT_WORD)
        kinds = archive.read("[Content_Types].xml")
        if b"macroEnabled" in kinds or any("vbaproject" in name.lower() for name in names):
            raise ImportRefused(MACROS)
        for name in names:
            if name.endswith(".rels"):
                _refuse_links(archive.read(name))


def _refuse_links(content: bytes) -> None:
    """Refuse relationships that lead outside; nobody reads an address to click on, or a template on a disk."""
    try:
        root = etree.fromstring(content, etree.XMLParser(**PARSER))
    except etree.XMLSyntaxError as error:
        raise ImportRefused(archives.DAMAGED) from error
    for relation in root.iter(RELATIONSHIP):
        if relation.get("TargetMode") != "External":
            continue
        kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
        if kind != "hyperlink" and not (kind == "attachedTemplate" and target.lower().startswith("file:///")):
            raise ImportRefused(LINKED)
