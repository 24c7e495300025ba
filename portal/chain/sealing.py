"""Sealing: records that have no entry in the chain yet get one, each with the hash of the one before it.

It is done after the transaction that wrote a record, so that writers do not wait for each other; sealing alone takes a
lock, and who finds it taken leaves the work to the one who has it.
"""

import hashlib
import secrets
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from portal.chain.digests import canonical, salted_digests
from portal.chain.models import ChainEntry, RecordSalt
from portal.chain.records import RECORD_KINDS, RecordKind, key_of

# What the first entry holds in the place of the one before it.
BEGINNING = "0" * 64
# The number of the lock on PostgreSQL; SQLite has one writer at a time.
LOCK = 7_305_118


class SealingElsewhere(Exception):
    """Another process seals now; nothing was done."""


def seal(kinds: Iterable[str] | None = None) -> int:
    """Seal what is not sealed yet, of all kinds or of these; return how many records were."""
    chosen = [RECORD_KINDS[slug] for slug in (RECORD_KINDS if kinds is None else kinds)]
    sealed = 0
    try:
        for kind in chosen:
            for rows in kind.batches(kind.unsealed_rows()):
                sealed += _seal_rows(kind, [row for row in rows if kind.is_ready(row)])
    except SealingElsewhere:
        pass
    return sealed


def seal_after_commit(*kinds: str) -> None:
    """Seal records of these kinds once the transaction that writes them is done; a failure loses nothing."""
    transaction.on_commit(lambda: seal(kinds), robust=True)


def head() -> ChainEntry | None:
    """Return the last entry of the chain."""
    return ChainEntry.objects.order_by("-sequence").first()


def entry_hash(entry: ChainEntry) -> str:
    """Return the hash that an entry must have, by all that it holds."""
    held = (entry.sequence, entry.kind, entry.key, entry.sealed_at, entry.digest, entry.personal, entry.previous)
    return hashlib.sha256(canonical(held)).hexdigest()


def _seal_rows(kind: RecordKind, rows: list) -> int:
    """Append the rows to the chain, in one transaction; the number of queries does not depend on how many they are."""
    # Files are read before the lock is taken.
    found = {key_of(row): (kind.digest_of(row), kind.personal_values(row)) for row in rows}
    with transaction.atomic():
        _take_lock()
        known = ChainEntry.objects.filter(kind=kind.slug, key__in=found).values_list("key", flat=True)
        for key in known:
            del found[key]
        last = head()
        entries, salts = [], []
        for key, (digest, personal) in found.items():
            salt = secrets.token_hex(32)
            last = _next_entry(last, kind=kind.slug, key=key, digest=digest, personal=salted_digests(personal, salt))
            entries.append(last)
            if personal:
                salts.append(RecordSalt(entry=last, salt=salt))
        ChainEntry.objects.bulk_create(entries)
        RecordSalt.objects.bulk_create(salts)
    return len(entries)


def _next_entry(last: ChainEntry | None, **values) -> ChainEntry:
    entry = ChainEntry(
        sequence=last.sequence + 1 if last else 1,
        sealed_at=timezone.now(),
        previous=last.hash if last else BEGINNING,
        **values,
    )
    entry.hash = entry_hash(entry)
    return entry


def _take_lock() -> None:
    """Hold the end of the chain until the transaction ends; raise SealingElsewhere where somebody has it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise SealingElsewhere
