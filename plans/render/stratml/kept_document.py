"""The whole document inside a StratML file, which says only a part of it: kept so that it comes back as it was.

It is a processing instruction before the root element, which programs that do not know it pass by. Beside it stands the
SHA-256 of the root element in canonical XML: where that is another now, somebody changed the file, and what it says
counts.
"""

import hashlib
import re

from lxml import etree

from portal.text import UNPRINTABLE

TARGET = "planuri-document"
HELD = re.compile(r"sha256=([0-9a-f]{64}) document=(.*)", re.DOTALL)


def keep_document(root, text: str) -> None:
    """Put the canonical text of a document before the root element that was made of it."""
    root.addprevious(etree.ProcessingInstruction(TARGET, f"sha256={_digest(root)} document={_as_instruction(text)}"))


def kept_document(root) -> tuple[str, bool] | None:
    """Return the text of the document that a file was made of, and whether the file is still as it was made."""
    node = root.getprevious()
    while node is not None:
        held = HELD.fullmatch(node.text or "") if getattr(node, "target", "") == TARGET else None
        if held:
            return held[2], held[1] == _digest(root)
        node = node.getprevious()
    return None


def _digest(root) -> str:
    return hashlib.sha256(etree.tostring(root, method="c14n2", with_comments=False, strip_text=True)).hexdigest()


def _as_instruction(text: str) -> str:
    """Return a JSON text without what ends an instruction or cannot stand in XML; it is the same JSON."""
    safe = text.replace("?>", "?\\u003e")
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", safe)
