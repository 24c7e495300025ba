"""The files of an edition: made once, kept, and made again only when they are missing."""

from pathlib import Path

from django.conf import settings

from plans.keeping import keep
from plans.models import Edition
from plans.render import pdf


def path_of(edition: Edition) -> Path:
    """Return where the edition's PDF is kept."""
    return Path(settings.MEDIA_ROOT) / "editii" / edition.plan.slug / str(edition.number) / "plan.pdf"


def make(edition: Edition) -> Path:
    """Make the edition's PDF, unless it is there, and return its path."""
    return keep(path_of(edition), lambda: pdf.render(edition.read(), text=edition.document, checksum=edition.checksum))
