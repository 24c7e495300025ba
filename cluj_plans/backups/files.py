"""The files of the portal: which there are, and which the database counts on."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from indicators.models import Evidence
from plans.approval.originals.actions import CHECKSUM_PREFIX, original_path
from plans.models import Edition, SignedOriginal
from portal.storage import PART

# Files that are being written, or only say that something is being done.
PASSING = (PART, ".lock")
NAMED_ORIGINAL = re.compile(re.escape(CHECKSUM_PREFIX) + "([0-9a-f]{64})")


def kept_files(root: Path) -> Iterator[str]:
    """Yield the place of every file under a folder, those that pass left out."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix not in PASSING:
            yield path.relative_to(root).as_posix()


def needed_files(alias: str) -> dict[str, str]:
    """Return the files that a database refers to and that nothing could make again, each with its SHA-256."""
    evidence = Evidence.objects.using(alias).exclude(file="").values_list("file", "checksum")
    originals = set(SignedOriginal.objects.using(alias).values_list("checksum", flat=True))
    for text in Edition.objects.using(alias).values_list("document", flat=True).iterator(chunk_size=1):
        originals.update(NAMED_ORIGINAL.findall(text))
    places = {original_path(one).relative_to(settings.MEDIA_ROOT).as_posix(): one for one in originals}
    return {**dict(evidence), **places}
