"""What is said of the portal's state, and what to do where it is not well.

A group is a function that gives its facts; the page shows the groups in the order of STATE_GROUPS.
"""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.template.defaultfilters import date
from django.utils import timezone

from cluj_plans.backups.alarm import missing_backup
from cluj_plans.backups.shelf import stored_backups, stored_drills
from portal.models import Letter
from portal.outbox import queries as letters
from portal.romanian import count
from portal.tasks import queries as tasks
from public.portal_version import portal_version

# The portal writes nothing where the disk is full: below this part of it, or this much, there is something to do.
LITTLE_PART, LITTLE_BYTES = 0.1, 1 << 30
# A drill is run every month.
DRILL_DAYS = 35
# A mail that leaves is away within minutes.
LETTER_PATIENCE = timedelta(hours=1)
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class StateFact:
    """One thing that is so; where it is not well, what to do about it."""

    name: str
    text: str
    advice: str = ""


@dataclass(frozen=True)
class StateGroup:
    """What is said of one matter."""

    name: str
    facts: Callable[[], list[StateFact]]


def backup_facts() -> list[StateFact]:
    """Return the last backup, how many there are, and the last drill."""
    rows = stored_backups()
    advice = missing_backup()
    if advice:
        advice = f"{advice} Rulați pe server manage.py backup și vedeți în jurnalul serviciului de ce nu s-a făcut."
    last = f"{_moment(rows[0].made_at)}, {_size(rows[0].path.stat().st_size)}" if rows else "niciuna"
    if rows:
        last += ", încuiată" if rows[0].is_encrypted else ", neîncuiată"
    return [
        StateFact("Ultima copie de siguranță", last, advice),
        StateFact("Copii păstrate", f"{len(rows)}, în {settings.BACKUP_DIR}"),
        _last_drill(),
    ]


def task_facts() -> list[StateFact]:
    """Return whether the worker lives, how much waits for it, and what failed lately."""
    waiting, failed = tasks.waiting_count(), tasks.failed_count(since=timezone.now() - LATELY)
    seen = tasks.last_seen_worker()
    dead = "" if tasks.is_worker_alive() or not waiting else "Porniți serviciul planuri-work: fără el nimic nu pleacă."
    broken = "Vedeți în jurnalul serviciului planuri-work de ce; cine a cerut lucrarea o poate porni din nou."
    return [
        StateFact("Ultimul semn al serviciului care lucrează", _moment(seen) if seen else "niciunul", dead),
        StateFact("Lucrări care așteaptă", str(waiting)),
        StateFact("Lucrări nereușite în ultimele 7 zile", str(failed), broken if failed else ""),
    ]


def mail_facts() -> list[StateFact]:
    """Return when a mail last left, how many wait, and how many were given up lately."""
    sent = Letter.objects.aggregate(last=Max("sent_at"))["last"]
    waiting = letters.waiting_letter_count()
    oldest = letters.oldest_waiting_letter()
    failed = letters.failed_letter_count(since=timezone.now() - LATELY)
    late = oldest is not None and oldest < timezone.now() - LETTER_PATIENCE
    advice = "Verificați EMAIL_URL și jurnalul serverului de e-mail."
    return [
        StateFact("Ultimul e-mail trimis", _moment(sent) if sent else "niciunul"),
        StateFact("E-mailuri care așteaptă", str(waiting), f"{advice} Ele se trimit din nou singure." if late else ""),
        StateFact(
            "E-mailuri nereușite în ultimele 7 zile",
            str(failed),
            f"{advice} Apoi trimiteți-le din nou, mai jos." if failed else "",
        ),
    ]


def disk_facts() -> list[StateFact]:
    """Return how much room is left where the portal writes, and where its backups are."""
    folders = {"Loc liber pentru date": settings.DATA_DIR, "Loc liber pentru copii": settings.BACKUP_DIR}
    return [_room(name, folder) for name, folder in folders.items() if folder.exists()]


def version_facts() -> list[StateFact]:
    """Return what the portal runs on."""
    if connection.vendor == "sqlite":
        database = f"SQLite {sqlite3.sqlite_version}"
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            database = f"PostgreSQL {cursor.fetchone()[0]}"
    return [StateFact("Baza de date", database), StateFact("Versiunea portalului", portal_version()[:12])]


STATE_GROUPS = [
    StateGroup("Copii de siguranță", backup_facts),
    StateGroup("Lucrări", task_facts),
    StateGroup("E-mail", mail_facts),
    StateGroup("Disc", disk_facts),
    StateGroup("Versiuni", version_facts),
]


def _last_drill() -> StateFact:
    name = "Ultimul exercițiu de restaurare"
    drill = next(iter(stored_drills()), None)
    if drill is None:
        return StateFact(name, "niciunul", _backup_advice("Rulați pe server manage.py restore_drill."))
    text = f"{_moment(drill.moment)}, {drill.archive or 'fără copie'}"
    if drill.problems:
        found = "; ".join(drill.problems)
        return StateFact(name, f"{text}: nu a reușit", f"S-a găsit: {found}. Faceți altă copie și încercați din nou.")
    days = (timezone.now() - drill.moment).days
    late = f"A trecut de {count(DRILL_DAYS, 'zi', 'zile')}: rulați pe server manage.py restore_drill."
    return StateFact(name, f"{text}: a reușit", _backup_advice(late) if days > DRILL_DAYS else "")


def _backup_advice(advice: str) -> str:
    """Return an advice where backups are asked for at all."""
    return advice if settings.BACKUP_MAX_AGE else ""


def _room(name: str, folder) -> StateFact:
    usage = shutil.disk_usage(folder)
    is_little = usage.free < max(LITTLE_BYTES, LITTLE_PART * usage.total)
    advice = "Faceți loc sau măriți discul: când se umple, portalul nu mai poate salva nimic." if is_little else ""
    return StateFact(name, f"{_size(usage.free)} din {_size(usage.total)}, la {folder}", advice)


def _size(size: int) -> str:
    """Return a size in the unit that people know it by.

    >>> _size(2_300_000_000), _size(1_040_000), _size(1_400)
    ('2,3 GB', '1,0 MB', '0,0 MB')
    """
    unit, name = (10**9, "GB") if size >= 10**9 else (10**6, "MB")
    return f"{size / unit:.1f} {name}".replace(".", ",")


def _moment(moment) -> str:
    return date(timezone.localtime(moment), "d.m.Y, H:i")
