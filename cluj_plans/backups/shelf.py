"""Where backups are kept, and what is known of them: the files are the record, so that it outlives the database."""

import datetime
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

from cluj_plans.backups.retention import surplus
from portal.storage import write_once

PREFIX, PLAIN, CLOSED = "planuri-", ".tar.gz", ".tar.gz.age"
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class StoredBackup:
    """An archive under its final name: it was written whole, or it would have no such name."""

    path: Path
    made_at: datetime.datetime

    @property
    def is_encrypted(self) -> bool:
        """Tell whether a key is needed to open it."""
        return self.path.name.endswith(CLOSED)


@dataclass(frozen=True)
class DrillRecord:
    """What a drill found: the archive it restored, what was compared, and what was not as it should be."""

    archive: str
    began_at: str
    seconds: float
    compared: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def moment(self) -> datetime.datetime:
        """Return when it began."""
        return datetime.datetime.fromisoformat(self.began_at)


def shelf() -> Path:
    """Return the folder of backups, which only its owner reads."""
    settings.BACKUP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.BACKUP_DIR


def archive_name(moment: datetime.datetime, *, is_encrypted: bool) -> str:
    """Return the name of the archive that is made at a moment."""
    return f"{PREFIX}{moment.strftime(STAMP)}{CLOSED if is_encrypted else PLAIN}"


def archive_moment(name: str) -> datetime.datetime | None:
    """Return when the archive of a name was made; nothing for a file that is none.

    >>> archive_moment("planuri-20261128T031500Z.tar.gz")
    datetime.datetime(2026, 11, 28, 3, 15, tzinfo=datetime.timezone.utc)
    >>> archive_moment("planuri-20261128T031500Z.tar.gz.part")
    """
    for ending in (CLOSED, PLAIN):
        if name.startswith(PREFIX) and name.endswith(ending):
            try:
                moment = datetime.datetime.strptime(name[len(PREFIX) : -len(ending)], STAMP)
            except ValueError:
                return None
            return moment.replace(tzinfo=datetime.UTC)
    return None


def stored_backups() -> list[StoredBackup]:
    """Return the backups that are kept, the newest first."""
    found = [(path, archive_moment(path.name)) for path in settings.BACKUP_DIR.glob(f"{PREFIX}*")]
    rows = [StoredBackup(path, moment) for path, moment in found if moment]
    return sorted(rows, key=lambda row: row.made_at, reverse=True)


def prune() -> list[StoredBackup]:
    """Take away the backups that the rule does not keep, and return them."""
    rows = stored_backups()
    proven = {archive_moment(drill.archive) for drill in stored_drills() if not drill.problems}
    gone = surplus([row.made_at for row in rows], [row.made_at for row in rows if row.made_at in proven])
    removed = [row for row in rows if row.made_at in gone]
    for row in removed:
        row.path.unlink()
    return removed


def keep_drill(record: DrillRecord) -> None:
    """Write down what a drill found."""
    path = shelf() / "drills" / f"{record.moment.astimezone(datetime.UTC):%Y%m%dT%H%M%S%fZ}.json"
    write_once(path, lambda: json.dumps(asdict(record), ensure_ascii=False, indent=2).encode())


def stored_drills() -> list[DrillRecord]:
    """Return what the drills found, the newest first."""
    paths = sorted((settings.BACKUP_DIR / "drills").glob("*.json"), reverse=True)
    return [DrillRecord(**json.loads(path.read_text(encoding="utf-8"))) for path in paths]
