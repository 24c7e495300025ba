"""Verifying: is every record still what was sealed, and is the chain whole. Bounded in memory."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.utils import timezone

from portal.append_only import missing_triggers
from portal.chain import digests, sealing
from portal.chain.models import ChainEntry, Erasure
from portal.chain.records import FROZEN, RECORD_KINDS, Finding, RecordKind, key_of
from portal.romanian import count, long_date

# The night's work seals what nothing else has sealed.
MAX_UNSEALED = datetime.timedelta(days=2)


@dataclass
class Tally:
    """How many things were looked at, and how many of them are not sealed yet, the oldest since when."""

    verified: int = 0
    unsealed: int = 0
    oldest: datetime.datetime | None = None


def chain_findings(tally: Tally, expected: tuple[int, str] | None = None) -> Iterator[Finding]:
    """Tell where the chain is broken, and whether it still holds an entry that was kept elsewhere."""
    sequence, previous, reached = 0, sealing.BEGINNING, None
    for entry in ChainEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        place = f"lanțul, veriga {entry.sequence}"
        if entry.sequence != sequence + 1:
            yield Finding(place, f"lipsesc verigile {sequence + 1}–{entry.sequence - 1}")
        if entry.previous != previous:
            yield Finding(place, "nu continuă veriga dinainte")
        if entry.hash != sealing.entry_hash(entry):
            yield Finding(place, "a fost schimbată după sigilare")
        if entry.kind not in RECORD_KINDS:
            yield Finding(place, f"este de un fel necunoscut, „{entry.kind}”")
        if expected and entry.sequence == expected[0]:
            reached = entry.hash
        sequence, previous = entry.sequence, entry.hash
        tally.verified += 1
    if expected and reached != expected[1]:
        fault = "lipsește: lanțul a fost scurtat" if reached is None else "este alta: lanțul a fost rescris"
        yield Finding(f"lanțul, veriga {expected[0]}", f"{fault} față de capul păstrat")


def trigger_findings() -> Iterator[Finding]:
    """Tell which tables the database no longer protects."""
    for table in FROZEN:
        for name in missing_triggers(connection, table):
            yield Finding(f"baza de date, tabelul {table.name}", f"declanșatorul {name} lipsește sau este oprit")


def record_findings(kind: RecordKind, tally: Tally) -> Iterator[Finding]:
    """Tell which records of a kind are not what was sealed, or are gone."""
    for rows in kind.batches(kind.rows()):
        entries, erased = _entries_of(kind, rows)
        for row in rows:
            if kind.waits and key_of(row) not in entries and not kind.is_ready(row):
                continue
            tally.verified += 1
            if key_of(row) in entries:
                ask_chain = partial(_seal_faults, kind, row, entries[key_of(row)], key_of(row) in erased)
            else:
                ask_chain = partial(_unsealed_faults, kind, row, tally)
            for ask in (partial(kind.faults, row), partial(_file_faults, kind, row), ask_chain):
                yield from (Finding(_place(kind, row), fault) for fault in _read_faults(ask))
    yield from _gone_rows(kind)
    yield from kind.gaps()


def _entries_of(kind: RecordKind, rows: list) -> tuple[dict[str, list[ChainEntry]], set[str]]:
    """Return the entries of the rows by their keys, and the keys of those that were erased by right."""
    keys, entries = [key_of(row) for row in rows], defaultdict(list)
    found = ChainEntry.objects.filter(kind=kind.slug, key__in=keys).order_by("sequence")
    for entry in found.select_related("salt") if kind.personal else found:
        entries[entry.key].append(entry)
    erased = Erasure.objects.filter(kind=kind.slug, key__in=keys).values_list("key", flat=True) if kind.personal else ()
    return entries, set(erased)


def _place(kind: RecordKind, row) -> str:
    """Return where a person finds a row; by its key where what it belongs to is gone."""
    try:
        return kind.place(row)
    except ObjectDoesNotExist:
        return f"{kind.label}, cheia {key_of(row)}"


def _read_faults(ask: Callable[[], Iterable[str]]) -> Iterator[str]:
    try:
        yield from ask()
    except Exception as unreadable:
        # What was tampered with may be anything; that it cannot be read is what is told.
        yield f"nu se poate citi ({type(unreadable).__name__})"


def _file_faults(kind: RecordKind, row) -> Iterator[str]:
    path = None if kind.waits or kind.file is None else kind.file(row)
    if path is None:
        return
    if not path.is_file():
        yield f"fișierul {path.name} lipsește"
    elif digests.file_digest(path) != row.checksum:
        yield f"fișierul {path.name} nu mai este cel primit"


def _seal_faults(kind: RecordKind, row, entries: list[ChainEntry], is_erased: bool) -> Iterator[str]:
    """Tell how a row differs from its entry; the first one counts, and there is no other."""
    entry = entries[0]
    if len(entries) > 1:
        yield f"este de mai multe ori în lanț (verigile {', '.join(str(one.sequence) for one in entries)})"
    if not kind.is_ready(row):
        yield "fișierul lipsește"
    elif kind.digest_of(row) != entry.digest:
        yield f"nu mai este cum era la sigilare (veriga {entry.sequence})"
    if kind.personal:
        yield from _personal_faults(kind, row, entry, is_erased)


def _personal_faults(kind: RecordKind, row, entry: ChainEntry, is_erased: bool) -> Iterator[str]:
    values = kind.personal_values(row)
    salt = getattr(entry, "salt", None)
    if is_erased:
        if values or salt:
            yield "datele personale sunt aici, deși ștergerea lor este consemnată"
    elif salt is None and (values or entry.personal):
        yield "datele personale nu se mai pot verifica, fără ca ștergerea lor să fie consemnată"
    elif salt and digests.salted_digests(values, salt.salt) != entry.personal:
        yield f"datele personale nu mai sunt cum erau la sigilare (veriga {entry.sequence})"


def _unsealed_faults(kind: RecordKind, row, tally: Tally) -> Iterator[str]:
    written = kind.moment(row)
    tally.unsealed += 1
    if written is None:
        return
    tally.oldest = min(tally.oldest or written, written)
    if timezone.now() - written > MAX_UNSEALED:
        yield f"nu este în lanț, deși este din {long_date(timezone.localdate(written))}"


def _gone_rows(kind: RecordKind) -> Iterator[Finding]:
    gone = kind.entries_without_row()
    if kind.kept_for:
        gone = gone.filter(sealed_at__gt=timezone.now() - kind.kept_for)
    for entry in gone.order_by("sequence").iterator(chunk_size=2000):
        sealed = long_date(timezone.localdate(entry.sealed_at))
        fault = f"lipsește; era aici la sigilare, în {sealed} (veriga {entry.sequence})"
        yield Finding(f"{kind.label}, cheia {entry.key}", fault)


def waiting_words(tally: Tally) -> str:
    """Return what is said of records that are not sealed yet: how many, since when."""
    since = f", cea mai veche de la {timezone.localtime(tally.oldest):%d.%m.%Y %H:%M}" if tally.oldest else ""
    return f"{count(tally.unsealed, 'încă nesigilată', 'încă nesigilate')}{since}"
