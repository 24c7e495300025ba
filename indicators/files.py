"""The files of an adopted briefing: made once, kept, and made again only when they are missing."""

from pathlib import Path

from django.conf import settings

from indicators import briefing
from indicators.models import Briefing
from plans import document
from plans.keeping import keep

EXTENSIONS = ("pdf", "docx")


def path_of(row: Briefing, extension: str) -> Path:
    """Return where a file of an adopted briefing is kept."""
    return Path(settings.MEDIA_ROOT) / "informari" / str(row.pk) / f"{row.kind}.{extension}"


def make(row: Briefing, extension: str) -> Path:
    """Make a file of an adopted briefing, unless it is there, and return its path."""
    return keep(path_of(row, extension), lambda: content_of(row, extension))


def make_all(row: Briefing) -> None:
    """Make the files of an adopted briefing."""
    for extension in EXTENSIONS:
        make(row, extension)


def content_of(row: Briefing, extension: str) -> bytes:
    """Return a file of a briefing, adopted or still a draft."""
    checksum = row.checksum or document.checksum_of(row.content)
    value = briefing.from_json(row.content, checksum=checksum)
    if extension == "docx":
        from indicators.render import briefing_docx

        return briefing_docx.render(value)
    from indicators.render import briefing_pdf

    return briefing_pdf.render(value, text=row.content, checksum=checksum)
