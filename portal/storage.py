"""Files that the portal makes and keeps: a reader never meets half of one."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from portal.file_modes import FILE_MODE, flush_folder, make_folder

PART = ".part"


class AlreadyRunning(Exception):
    """Another process does this now."""


def write_once(path: Path, make: Callable[[], bytes]) -> Path:
    """Write what `make` gives to the path, unless it is there, and return the path.

    Two makers write the same bytes, so the last one changes nothing.
    """
    if path.exists():
        return path
    content = make()
    make_folder(path.parent)
    with replace_file(path) as file:
        file.write(content)
        os.fchmod(file.fileno(), FILE_MODE)
    return path


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write, which takes its place when it is whole and on the disk; only its owner reads it.

    It is written beside its place, under a name that ends with PART, and then renamed.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        flush_folder(path.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


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
