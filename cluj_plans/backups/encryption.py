"""Archives that only who has the key can open, in the format of age: `age -d -i key` does it without the portal."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import pyrage
from pyrage import x25519

from cluj_plans.backups.problems import BackupProblem

DAMAGED = "Copia este stricată și nu se poate folosi ({}). Luați altă copie."
WRONG_KEY = (
    "Copia e încuiată cu altă cheie decât BACKUP_KEY de aici. Puneți în BACKUP_KEY cheia din vremea copiei; fără ea nu "
    "se poate deschide."
)


def read_key(text: str) -> x25519.Identity:
    """Return the key that closes and opens archives; raise BackupProblem for what is none."""
    try:
        return x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError as error:
        raise BackupProblem("BACKUP_KEY nu este o cheie age (AGE-SECRET-KEY-1…). Faceți una cu age-keygen.") from error


@contextmanager
def encrypt_into(file: IO[bytes], key: x25519.Identity) -> Iterator[IO[bytes]]:
    """Yield a file: what is written to it reaches the other one encrypted, a piece at a time."""
    reading, writing = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    with _beside(lambda: pyrage.encrypt_io(reading, file, [key.to_public()]), reading), writing:
        yield writing


@contextmanager
def decrypt_from(file: IO[bytes], key: x25519.Identity) -> Iterator[IO[bytes]]:
    """Yield a file from which another one is read decrypted; raise BackupProblem for the wrong key."""
    reading, writing = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    try:
        with _beside(lambda: pyrage.decrypt_io(file, writing, [key]), writing), reading:
            yield reading
    except pyrage.DecryptError as error:
        raise BackupProblem(WRONG_KEY if "No matching keys" in str(error) else DAMAGED.format(error)) from error


@contextmanager
def _beside(work: Callable[[], None], end: IO[bytes]) -> Iterator[None]:
    """Do some work in a thread, then close its end of the pipe; what failed there is the reason of what fails here."""
    failures: list[BaseException] = []

    def run():
        try:
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            try:
                end.close()
            except OSError as error:
                failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    except BaseException as error:
        thread.join()
        # The other end is gone because this one is: then the failure is the one of here.
        reasons = [one for one in failures if not isinstance(one, BrokenPipeError) and "Broken pipe" not in str(one)]
        if reasons:
            raise reasons[0] from error
        raise
    thread.join()
    if failures:
        raise failures[0]
