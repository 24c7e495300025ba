"""Files that the portal makes and keeps: a reader never meets half of one."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def keep(path: Path, make: Callable[[], bytes]) -> Path:
    """Write what `make` gives to the path, unless it is there, and return the path.

    It is written beside its place and then renamed; two makers write the same bytes, so the last one changes nothing.
    """
    if path.exists():
        return path
    content = make()
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
