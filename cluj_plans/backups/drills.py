"""A drill: the newest backup is restored into an empty place and compared with itself and with the portal of now.

With the backup everything must agree: each table, each edition's checksum, each stored page, each file byte by byte.
With the portal of now, in which people went on writing, what may never change must: editions, and files that both have.
"""

import gzip
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from cluj_plans.backups import databases
from cluj_plans.backups.archive import FILES
from cluj_plans.backups.files import needed_files
from cluj_plans.backups.making import work_folder
from cluj_plans.backups.problems import BackupProblem
from cluj_plans.backups.restoring import Place, RestoredPortal, restore
from cluj_plans.backups.shelf import DrillRecord, StoredBackup, keep_drill, shelf, stored_backups
from plans.document import CorruptDocument
from plans.models import Edition
from portal import mail
from portal.administrators import administrators
from portal.chain.digests import file_digest
from portal.romanian import count
from portal.storage import AlreadyRunning, exclusive_lock
from public.models import StoredPage

WORK = ".exercitiu-"


def run_drill() -> DrillRecord:
    """Restore the newest backup beside the portal, compare, write down what was found, and mail administrators.

    Raises BackupProblem where another drill is under way.
    """
    began, clock = timezone.now(), time.monotonic()
    backups = stored_backups()
    try:
        with exclusive_lock(shelf() / "exercitiu.lock"):
            for leftover in settings.DATA_DIR.glob(f"{WORK}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            compared, problems = _try_restore(backups[0]) if backups else ([], ["nu este nicio copie de siguranță"])
    except AlreadyRunning as error:
        raise BackupProblem("Se face deja un exercițiu; așteptați să se termine.") from error
    name = backups[0].path.name if backups else ""
    record = DrillRecord(name, began.isoformat(), round(time.monotonic() - clock, 1), compared, problems)
    keep_drill(record)
    mail.post(
        administrators(),
        subject="exercițiul de restaurare a reușit" if not problems else "exercițiul de restaurare NU a reușit",
        template="cluj_plans/backups/mail/drill.txt",
        drill=record,
    )
    return record


def _try_restore(backup: StoredBackup) -> tuple[list[str], list[str]]:
    """Return what was compared, and what was not as it should be."""
    try:
        with work_folder(WORK) as folder, databases.empty_database(folder) as alias:
            place = Place(alias, folder / "date", folder / "date" / "media")
            restored = restore(backup.path, place, settings.BACKUP_KEY)
            return _comparisons(restored, place), list(_problems(restored, place))
    except (BackupProblem, OSError, DatabaseError) as problem:
        return [], [str(problem)]


def _comparisons(restored: RestoredPortal, place: Place) -> list[str]:
    editions = Edition.objects.using(place.alias).count()
    pages = StoredPage.objects.using(place.alias).count()
    tables = count(len(restored.manifest["contents"]), "tabel", "tabele")
    return [
        f"{tables}, cu {count(restored.rows, 'rând', 'rânduri')}: câte sunt și ce cuprind, față de copie",
        f"{count(editions, 'ediție', 'ediții')}: față de suma lor de control și de portalul de acum",
        f"{count(pages, 'pagină publică', 'pagini publice')}: octet cu octet față de copie, și dacă se pot citi",
        f"{count(restored.files, 'fișier', 'fișiere')}: octet cu octet față de copie și de portalul de acum",
    ]


def _problems(restored: RestoredPortal, place: Place) -> Iterator[str]:
    yield from (f"fișierul {one} lipsea deja când s-a făcut copia" for one in restored.manifest["missing"])
    yield from _wrong_editions(place.alias)
    yield from _wrong_pages(place.alias)
    yield from _wrong_files(restored.manifest["members"], place)


def _wrong_editions(alias: str) -> Iterator[str]:
    for edition in Edition.objects.using(alias).select_related("plan").iterator(chunk_size=1):
        try:
            edition.read()
        except (CorruptDocument, ValueError):
            yield f"{edition}: nu este ce s-a publicat"
        if not Edition.objects.filter(pk=edition.pk, checksum=edition.checksum, document=edition.document).exists():
            yield f"{edition}: în portalul de acum lipsește sau este alta"


def _wrong_pages(alias: str) -> Iterator[str]:
    """Find pages that cannot be sent; that their bytes are those of the backup, their table's digest says."""
    for page in StoredPage.objects.using(alias).iterator(chunk_size=50):
        try:
            is_one = gzip.decompress(bytes(page.gzip)) == brotli.decompress(bytes(page.brotli))
        except (OSError, EOFError, brotli.error):
            is_one = False
        if not is_one:
            yield f"pagina {page.path}: nu se poate citi"


def _wrong_files(members: dict[str, dict], place: Place) -> Iterator[str]:
    for name, member in members.items():
        if not name.startswith(f"{FILES}/"):
            continue
        path = name.removeprefix(f"{FILES}/")
        if _sha256(place.media / path) != member["sha256"]:
            yield f"fișierul {path}: altul decât în copie"
        # Evidence of what was not sent may be removed since; what is there is never another one.
        if _sha256(settings.MEDIA_ROOT / path) not in (member["sha256"], ""):
            yield f"fișierul {path}: în portalul de acum este altul"
    for path, checksum in needed_files(place.alias).items():
        if _sha256(place.media / path) != checksum:
            yield f"fișierul {path}: nu este cel pe care îl numește baza de date"


def _sha256(path: Path) -> str:
    """Return the digest of a file; nothing where there is none."""
    return file_digest(path) if path.exists() else ""
