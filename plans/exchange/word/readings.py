"""What was read of a document, kept beside it until a plan is made: correcting the choices reads nothing again."""

import contextlib
import hashlib
import json
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import originals
from plans.exchange.word.reading import body, package, plain
from plans.exchange.word.reading.blocks import TextDocument
from plans.models import WordImport
from portal.storage import write_once

# Up to so many bytes of text and marks, a document is read and understood in less than a second.
SHORT = 1024 * 1024
SECONDS_IN_WORKER = 120
# So many documents are remembered by a process: who turns their pages waits for no reading.
KEPT = 2


def is_read(row: WordImport) -> bool:
    """Tell whether the document needs no reading any more, or so little that nobody waits for it."""
    return _path(row.checksum).exists() or (originals.is_readable(row) and not is_long(row))


def is_long(row: WordImport) -> bool:
    """Tell whether reading the document takes longer than a request should; raise ImportRefused where it is gone."""
    return package.text_size(originals.readable(row)) > SHORT


def read(
    row: WordImport, *, seconds: int = body.MAX_SECONDS, on_progress: Callable[[int, int], None] | None = None
) -> TextDocument:
    """Return an uploaded document as blocks, as it was read before or now; raise ImportRefused where it cannot be.

    `on_progress` is told how many paragraphs of how many were read.
    """
    path = kept_path(row)
    with contextlib.suppress(OSError, LookupError, TypeError, ValueError):
        return kept_document(path)
    path.unlink(missing_ok=True)
    document = body.read_document(originals.readable(row), seconds=seconds, on_progress=on_progress)
    # Where there is no room it is read again each time.
    with contextlib.suppress(OSError, ImportRefused):
        write_once(path, lambda: json.dumps(plain.to_plain(document), ensure_ascii=False).encode())
    return document


def kept_path(row: WordImport) -> Path:
    """Return where what was read of a document is kept."""
    return _path(row.checksum)


@lru_cache(maxsize=KEPT)
def kept_document(path: Path) -> TextDocument:
    """Return what is kept of a reading, which nobody changes; raise OSError or what `from_plain` does."""
    return plain.from_plain(json.loads(path.read_bytes()))


def discard(checksum: str) -> None:
    """Delete what was read of a document, by whichever version of the portal."""
    kept_document.cache_clear()
    for path in originals.original_path(checksum).parent.glob(f"{checksum}.citit-*"):
        path.unlink(missing_ok=True)


def _path(checksum: str) -> Path:
    return originals.original_path(checksum).with_suffix(f".citit-{_reader_mark()}")


@cache
def _reader_mark() -> str:
    """Return what tells the code that reads from that of another version of the portal."""
    sources = sorted(Path(body.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
