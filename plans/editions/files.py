"""The files of an edition: made once, kept, and made again only when they are missing."""

from pathlib import Path

from django.conf import settings

from plans import document
from plans.models import Edition
from plans.render.pdf import plan_pdf
from portal.storage import exclusive_lock, write_once


def pdf_path(edition: Edition) -> Path:
    """Return where the edition's PDF is kept."""
    return Path(settings.MEDIA_ROOT) / "editii" / edition.plan.slug / str(edition.number) / "plan.pdf"


def make_pdf(edition: Edition) -> Path:
    """Make the edition's PDF, unless it is there, and return its path."""
    return write_once(
        pdf_path(edition), lambda: plan_pdf.render(edition.read(), text=edition.document, checksum=edition.checksum)
    )


def draft_pdf(content: document.Document) -> bytes:
    """Return the PDF of what nobody published, marked as a draft; raise AlreadyRunning while another one is being made.

    A PDF takes seconds: one draft at a time leaves the other processes to the readers.
    """
    text = document.to_json(content)
    with exclusive_lock(Path(settings.MEDIA_ROOT) / "previzualizare.lock"):
        return plan_pdf.render(content, text=text, checksum=document.checksum_of(text), draft=True)
