"""The folder of a task: how far it is, whether it was called off, and the file it made. Only its owner gets at it.

How far it is stands in a file, since a task may hold the only writing transaction of the database while it works.
"""

import contextlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from portal.storage import replace_file


@dataclass(frozen=True)
class TaskProgress:
    """How much of a task is done, and what is counted (`noun`: one, several)."""

    done: int
    total: int
    noun: str


def jobs_folder() -> Path:
    """Return the folder of all tasks."""
    return Path(settings.MEDIA_ROOT) / "lucrari"


def task_folder(key) -> Path:
    """Return the folder of one task, which may not be there yet."""
    return jobs_folder() / str(key)


def write_progress(key, progress: TaskProgress) -> None:
    """Say how far a task is; where that cannot be written, the task goes on all the same."""
    with contextlib.suppress(OSError):
        _write(task_folder(key) / "progress.json", json.dumps(asdict(progress)).encode())


def read_progress(key) -> TaskProgress | None:
    """Return how far a task is, None where it has not said."""
    try:
        return TaskProgress(**json.loads((task_folder(key) / "progress.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def mark_cancelled(key) -> None:
    """Let the worker see that a task is called off, though the database may be held by that very task."""
    with contextlib.suppress(OSError):
        _write(task_folder(key) / "cancelled", b"")


def is_cancelled(key) -> bool:
    """Tell whether a task was called off."""
    return (task_folder(key) / "cancelled").exists()


def result_path(key, name: str) -> Path:
    """Return where a file that the task made is kept."""
    return task_folder(key) / "result" / name


def write_result(key, name: str, content: bytes) -> None:
    """Keep the file that a task made, whole; made again, it takes the place of the first."""
    _write(result_path(key, name), content)


def remove(key) -> None:
    """Take away what a task left."""
    shutil.rmtree(task_folder(key), ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, for nobody else to read."""
    jobs_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replace_file(path) as file:
        file.write(content)
