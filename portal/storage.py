"""Files that the portal makes and keeps: a reader never meets half of one."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.file_modes import FILE_MODE, make_folder


class AlreadyRunning(Exception):
    """Another process does this now."""


def write_once(path: Path, make: Callable[[], bytes]) -> Path:
    """Write what `make` gives to the path, unless it is there, and return the path.

    It is written beside its place and then renamed; two makers write the same bytes, so the last one changes nothing.
    """
    if path.exists():
        return path
    content = make()
    make_folder(path.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, FILE_MODE)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Do what is inside in one process at a time, by this lock file; raise AlreadyRunning in any other at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AlreadyRunning from taken
        yield
