"""What a row of a workbook remembers of the moment when it was taken out: its version, and a trace of each cell.

With it, what was edited in the file is told from what somebody else saved in the plan meanwhile, cell by cell.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

TRACE = 4
WRITTEN = re.compile(r"([0-9]{1,9}):([A-Za-z0-9_-]*)", re.ASCII)


@dataclass(frozen=True)
class RowStamp:
    """The version of a row when it was taken out, and the traces of what its cells said."""

    version: int
    traces: bytes

    def holds(self, heading: str, words: str) -> bool:
        """Tell whether the cell under a heading said these words."""
        trace, at = _trace(heading, words), -1
        while (at := self.traces.find(trace, at + 1)) >= 0:
            # Else it is of two neighbours' bytes.
            if at % TRACE == 0:
                return True
        return False


def stamp_text(version: int, cells: Iterable[tuple[str, str]]) -> str:
    """Return the stamp of a row whose cells say these words, by heading."""
    traces = b"".join(_trace(heading, words) for heading, words in cells)
    return f"{version}:{base64.urlsafe_b64encode(traces).decode().rstrip('=')}"


def read_stamp(text: str) -> RowStamp | None:
    """Return the stamp that a cell holds; None where it holds none."""
    written = WRITTEN.fullmatch(text)
    if not written:
        return None
    try:
        traces = base64.urlsafe_b64decode(written[2] + "=" * (-len(written[2]) % 4))
    except binascii.Error:
        return None
    return RowStamp(int(written[1]), traces)


def _trace(heading: str, words: str) -> bytes:
    return blake2b(f"{heading}\0{words}".encode(), digest_size=TRACE).digest()
