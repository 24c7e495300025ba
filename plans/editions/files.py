"""The files of an edition: made once, kept, and made again only when they are missing."""

from pathlib import Path

from django.conf import settings

from plans import document
from plans.models import Edition
from plans.render.pdf import plan_pdf
from portal.storage import write_once

# How many characters of a document's text are made into a file at once: some sixty elements.
SHORT_TEXT = 50_000


def pdf_path(edition: Edition) -> Path:
    """Return where the edition's PDF is kept."""
    return _folder(edition) / "plan.pdf"


def annex_path(edition: Edition) -> Path:
    """Return where the edition as a plain annex is kept."""
    return _folder(edition) / "anexa.pdf"


def make_pdf(edition: Edition) -> Path:
    """Make the edition's PDF, unless it is there, and return its path."""
    return write_once(
        pdf_path(edition), lambda: plan_pdf.render(edition.read(), text=edition.document, checksum=edition.checksum)
    )


def make_annex(edition: Edition) -> Path:
    """Make the edition as a plain annex of its act, unless it is there, and return its path."""
    return write_once(
        annex_path(edition),
        lambda: plan_pdf.render(edition.read(), text=edition.document, checksum=edition.checksum, annex=True),
    )


def is_short(text: str) -> bool:
    """Tell whether files of a document are made while the person waits: a second at most."""
    return len(text) <= SHORT_TEXT


def draft_pdf(content: document.Document, *, annex: bool = False) -> bytes:
    """Return the PDF, or the plain annex, of what nobody published, marked as a draft."""
    text = document.to_json(content)
    return plan_pdf.render(content, text=text, checksum=document.checksum_of(text), draft=True, annex=annex)


def draft_name(slug: str, annex: bool) -> str:
    """Return what the PDF of a working plan is called when it is kept."""
    return f"{slug}-anexa-proiect.pdf" if annex else f"{slug}-proiect.pdf"


def _folder(edition: Edition) -> Path:
    return Path(settings.MEDIA_ROOT) / "editii" / edition.plan.slug / str(edition.number)
