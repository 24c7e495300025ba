"""A portal is made again from a backup: in an empty place, whole or not at all.

What makes it a portal, the database, comes last. Whoever is killed before has left only files, which the next try takes
away; a place with a database is never touched.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connections

from cluj_plans.backups import databases
from cluj_plans.backups.archive import FILES, unpack
from cluj_plans.backups.contents import differences, table_contents
from cluj_plans.backups.keys import keep_foreign_key
from cluj_plans.backups.making import DATABASE, FORMAT
from cluj_plans.backups.problems import BackupProblem
from portal.file_modes import flush_folder
from portal.storage import AlreadyRunning, exclusive_lock

WORK = ".restaurare"
LOCK = "restaurare.lock"
BEGUN = "incepute"


@dataclass(frozen=True)
class Place:
    """Where a portal is made: the alias of its database, and the folders of its data and of its files."""

    alias: str
    data: Path
    media: Path


@dataclass(frozen=True)
class RestoredPortal:
    """What was restored: what the manifest said, how many migrations followed, and what is left to do."""

    manifest: dict
    migrations: int
    advice: str

    @property
    def rows(self) -> int:
        """Return how many rows there were."""
        return sum(table["rows"] for table in self.manifest["contents"].values())

    @property
    def files(self) -> int:
        """Return how many files there were."""
        return sum(name.startswith(f"{FILES}/") for name in self.manifest["members"])


def restore(archive: Path, place: Place, key: str) -> RestoredPortal:
    """Make a portal in an empty place from an archive; raise BackupProblem, with nothing made, where it cannot be.

    The manifest is checked before anything is put in its place, and the tables after they were read back.
    """
    place.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with exclusive_lock(place.data / LOCK), _work_folder(place) as folder:
            manifest = unpack(archive, key, folder)
            _check_fit(manifest, place)
            with _files_in_place(folder, place):
                put = _put_sqlite if connections[place.alias].vendor == "sqlite" else _put_postgresql
                migrations = put(folder, manifest, place)
            return RestoredPortal(manifest, migrations, keep_foreign_key(manifest, folder))
    except AlreadyRunning as error:
        raise BackupProblem("Se restaurează deja aici; așteptați să se termine.") from error
    except (OSError, DatabaseError) as error:
        raise BackupProblem(f"Nu s-a restaurat nimic: {error}.") from error


@contextmanager
def _work_folder(place: Place) -> Iterator[Path]:
    """Refuse a place that is not empty, after what a killed restore left there is taken away; yield a folder."""
    folder = place.data / WORK
    if not databases.is_database_empty(place.alias):
        # Whoever was killed with the work done left no more than this.
        shutil.rmtree(folder, ignore_errors=True)
        raise BackupProblem("Aici este deja un portal, cu o bază de date: se restaurează numai într-un loc gol.")
    if (folder / BEGUN).exists():
        shutil.rmtree(place.media, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    if place.media.exists() and any(place.media.iterdir()):
        raise BackupProblem(f"În {place.media} sunt deja fișiere: se restaurează numai într-un loc gol.")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_fit(manifest: dict, place: Place) -> None:
    """Refuse what this portal cannot read."""
    vendor = connections[place.alias].vendor
    unknown = [one for one in manifest["migrations"] if one not in databases.known_migrations()]
    if manifest["format"] != FORMAT or unknown:
        raise BackupProblem("Copia e a unei versiuni mai noi a portalului: instalați-o pe aceea, apoi restaurați.")
    if manifest["vendor"] != vendor:
        raise BackupProblem(
            f"Copia e din {manifest['vendor']}, iar DATABASE_URL numește {vendor}: restaurați în același fel de bază "
            "de date, apoi mutați-o cu move_database."
        )


@contextmanager
def _files_in_place(folder: Path, place: Place) -> Iterator[None]:
    """Put the files in their place; take them away where what follows fails."""
    (folder / BEGUN).touch()
    flush_folder(folder)
    (folder / FILES).mkdir(exist_ok=True)
    os.replace(folder / FILES, place.media)
    flush_folder(place.data)
    try:
        yield
    except BaseException:
        shutil.rmtree(place.media, ignore_errors=True)
        raise


def _put_sqlite(folder: Path, manifest: dict, place: Place) -> int:
    """Check the database and bring it up to date where it was unpacked; then give it its name."""
    copy, target = folder / DATABASE, Path(connections[place.alias].settings_dict["NAME"])
    with databases.connect(NAME=str(copy)) as alias:
        _check_contents(alias, manifest)
        applied = databases.migrate_forward(alias)
    connections[place.alias].close()
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(copy, target)
    flush_folder(target.parent)
    return applied


def _put_postgresql(folder: Path, manifest: dict, place: Place) -> int:
    """Load the database in one transaction, then check it and bring it up to date."""
    databases.load(folder / DATABASE, place.alias)
    _check_contents(place.alias, manifest)
    return databases.migrate_forward(place.alias)


def _check_contents(alias: str, manifest: dict) -> None:
    wrong = differences(manifest["contents"], table_contents(alias))
    if wrong:
        raise BackupProblem(f"Baza de date restaurată nu este cea copiată: {'; '.join(wrong)}.")
