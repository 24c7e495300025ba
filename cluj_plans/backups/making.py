"""A backup is made: first the database, then the files, so that every file that a row refers to is there."""

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings
from django.db import connections

from cluj_plans.backups import databases
from cluj_plans.backups.archive import FILES, ArchiveWriter, write_archive
from cluj_plans.backups.contents import table_contents
from cluj_plans.backups.files import kept_files, needed_files
from cluj_plans.backups.keys import KEYS, fingerprint, keys_text
from cluj_plans.backups.problems import BackupProblem
from cluj_plans.backups.shelf import StoredBackup, archive_name, prune, shelf
from portal.storage import PART, AlreadyRunning, exclusive_lock
from public.portal_version import portal_version

FORMAT = 1
DATABASE = "database"
# A file may be removed, with its row, after the database was copied: then the copy is made again.
ATTEMPTS = 3
WORK = ".copie-"


@dataclass(frozen=True)
class MadeBackup:
    """What came of a backup: its archive, how much is in it, which files were not there, which old ones went."""

    path: Path
    rows: int
    files: int
    missing: list[str] = field(default_factory=list)
    removed: list[StoredBackup] = field(default_factory=list)


def make_backup() -> MadeBackup:
    """Make a backup and take away those that the rule does not keep; raise BackupProblem where there is none.

    One at a time. What was left by one that was killed goes; until an archive has its name it counts for nothing.
    """
    try:
        with exclusive_lock(shelf() / "copie.lock"):
            if databases.is_database_empty("default"):
                raise BackupProblem("Baza de date este goală: nu este nimic de copiat. Verificați DATABASE_URL.")
            _sweep()
            return _make_whole()
    except AlreadyRunning as error:
        raise BackupProblem("Se face deja o copie; așteptați să se termine.") from error
    except OSError as error:
        raise BackupProblem(f"Copia nu s-a făcut: {error.strerror or error}. Copiile de dinainte au rămas.") from error


@contextmanager
def work_folder(prefix: str) -> Iterator[Path]:
    """Yield a folder beside the database that only its owner reads, and take it away."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=settings.DATA_DIR))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    for path in shelf().glob(f".*{PART}"):
        path.unlink()
    for path in settings.DATA_DIR.glob(f"{WORK}*"):
        shutil.rmtree(path, ignore_errors=True)


def _make_whole() -> MadeBackup:
    """Make the archive, again where a file that the database needs was not there; such a one takes no other away."""
    for _attempt in range(ATTEMPTS):
        made = _make_archive()
        if not made.missing:
            return replace(made, removed=prune())
    return made


def _make_archive() -> MadeBackup:
    moment = datetime.datetime.now(datetime.UTC)
    path = shelf() / archive_name(moment, is_encrypted=bool(settings.BACKUP_KEY))
    with work_folder(WORK) as folder:
        copy = folder / DATABASE
        with databases.snapshot(copy) as alias:
            contents = table_contents(alias)
            applied = databases.applied_migrations(alias)
            # Rows made by another version of the portal are copied, but cannot be read by this one.
            needed = needed_files(alias) if applied == databases.known_migrations() else {}
        with write_archive(path, settings.BACKUP_KEY) as archive:
            archive.add_file(DATABASE, copy)
            if settings.BACKUP_KEY:
                archive.add_bytes(KEYS, keys_text())
            _add_files(archive)
            missing = _missing(archive, needed)
            archive.add_manifest(
                {
                    "format": FORMAT,
                    "made_at": moment.isoformat(),
                    "portal_version": portal_version(),
                    "vendor": connections["default"].vendor,
                    "contents": contents,
                    "migrations": applied,
                    "secret_key": fingerprint(settings.SECRET_KEY),
                    "missing": missing,
                }
            )
    rows = sum(table["rows"] for table in contents.values())
    return MadeBackup(path, rows, sum(name.startswith(f"{FILES}/") for name in archive.members), missing)


def _add_files(archive: ArchiveWriter) -> None:
    for place in kept_files(settings.MEDIA_ROOT):
        # Whether it had to be there is asked of the database, not of the folder.
        with suppress(FileNotFoundError):
            archive.add_file(f"{FILES}/{place}", settings.MEDIA_ROOT / place)


def _missing(archive: ArchiveWriter, needed: dict[str, str]) -> list[str]:
    """Return the files that are not in the archive as the database knows them."""
    there = {name: member["sha256"] for name, member in archive.members.items()}
    return sorted(place for place, checksum in needed.items() if there.get(f"{FILES}/{place}") != checksum)
