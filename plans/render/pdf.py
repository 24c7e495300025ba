"""A document as a PDF that an archive and a screen reader accept (PDF/A-3a and PDF/UA-1)."""

from plans.document import Document


def render(document: Document, *, text: str, checksum: str) -> bytes:
    """Return the PDF of an edition; the same document always gives the same bytes."""
    raise NotImplementedError
