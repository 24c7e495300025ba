"""The files of an edition, declared once: addresses, catalogue and lists of what can be had are read from here."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class EditionFile:
    """A file of an edition: its name in the address, what it is, its media type, and the EU's name of its format."""

    name: str
    title: str
    content: str
    media_type: str
    format_code: str


EDITION_FILES = (
    EditionFile(
        name="plan.json",
        title="Ediția întreagă (JSON)",
        content="Tot planul, într-un singur document cu schemă și sumă de control.",
        media_type="application/json",
        format_code="JSON",
    ),
    EditionFile(
        name="plan.pdf",
        title="Planul tipărit (PDF)",
        content="Planul cu tot textul lui, accesibil și de arhivat (PDF/A, PDF/UA).",
        media_type="application/pdf",
        format_code="PDF",
    ),
    EditionFile(
        name="anexa.pdf",
        title="Anexa la hotărâre (PDF)",
        content="Planul în forma anexei la hotărârea de adoptare.",
        media_type="application/pdf",
        format_code="PDF",
    ),
)
# What an address of such a file ends in, as a regular expression.
EDITION_FILE_PATTERN = "|".join(re.escape(one.name) for one in EDITION_FILES)
