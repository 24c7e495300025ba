"""Tasks that tests let be done."""

import os
import signal
import time
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction
from django_tasks import task

from portal.tasks.problems import RetryLater, TaskRefused
from portal.tasks.running import complete, keep_file, report_progress


@task
def make_note(text: str) -> dict:
    report_progress(1, 4, "rând,rânduri")
    return keep_file(text.encode(), name="notă.txt", content_type="text/plain")


@task
def refuse() -> None:
    raise TaskRefused("Nu se poate: lipsește foaia.")


@task
def break_down() -> None:
    raise ZeroDivisionError("secret")


@task
def try_later() -> None:
    raise RetryLater("nu acum", seconds=60)


@task
def rename(user_key: int, name: str) -> None:
    """Change a person's name and end, in one transaction."""
    with transaction.atomic():
        get_user_model().objects.filter(pk=user_key).update(first_name=name)
        complete({"name": name})


@task
def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@task
def append_slowly(path: str, line: str) -> None:
    """Say in a file that it began, wait for a file that says go on, say that it ended."""
    _append(path, f"începe {line}")
    while not Path(f"{path}.go").exists():
        time.sleep(0.05)
    _append(path, f"gata {line}")


def _append(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")
