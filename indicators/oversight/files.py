"""The files of an adopted briefing: made once, kept, and made again only when they are missing."""

from pathlib import Path

from django.conf import settings

from indicators.models import Briefing
from indicators.render.briefing import document as briefing_document
from plans import document
from portal.storage import write_once

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
EXTENSIONS = tuple(CONTENT_TYPES)


def briefing_path(row: Briefing, extension: str) -> Path:
    """Return where a file of an adopted briefing is kept."""
    return Path(settings.MEDIA_ROOT) / "informari" / str(row.pk) / f"{row.kind}.{extension}"


def ensure_file(row: Briefing, extension: str) -> Path:
    """Make a file of an adopted briefing, unless it is there, and return its path."""
    return write_once(briefing_path(row, extension), lambda: file_content(row, extension))


def ensure_files(row: Briefing) -> None:
    """Make the files of an adopted briefing."""
    for extension in EXTENSIONS:
        ensure_file(row, extension)


def file_content(row: Briefing, extension: str) -> bytes:
    """Return a file of a briefing, adopted or still a draft."""
    checksum = row.checksum or document.checksum_of(row.content)
    value = briefing_document.from_json(row.content, checksum=checksum)
    if extension == "docx":
        from indicators.render.briefing import docx

        return docx.render(value)
    from indicators.render.briefing import pdf

    return pdf.render(value, text=row.content, checksum=checksum)
