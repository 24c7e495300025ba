"""The files of an edition: made once, kept, and made again only when they are missing."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from plans.models import Edition
from plans.render import pdf


def path_of(edition: Edition) -> Path:
    """Return where the edition's PDF is kept."""
    return Path(settings.MEDIA_ROOT) / "editii" / edition.plan.slug / str(edition.number) / "plan.pdf"


def make(edition: Edition) -> Path:
    """Make the edition's PDF, unless it is there, and return its path.

    It is written beside its place and then renamed, so a reader never meets half a file; two makers write the same
    bytes, so the last rename changes nothing.
    """
    path = path_of(edition)
    if path.exists():
        return path
    content = pdf.render(edition.read(), text=edition.document, checksum=edition.checksum)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
