"""The kinds of records that were promised to stay; each app registers its own in AppConfig.ready()."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, Model, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Replace

from portal.append_only import FrozenTable
from portal.chain import digests
from portal.chain.models import ChainEntry


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was promised: where, and what is wrong."""

    place: str
    fault: str

    def __str__(self):
        return f"{self.place}: {self.fault}"


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """A kind of records: which rows, what of each is promised, where a person finds one, what else must hold.

    `label` names several of them. `promised` keeps the rows that are to stay; what they hold is all that the table has
    but `apart`, which may still change or is covered by a checksum of its own, and `personal`, which the law may want
    erased. `file` is where the file of a row is kept, with the SHA-256 that the row says; one that is not there yet, of
    a kind that `waits`, is sealed when it is. `faults` tells what else is wrong with a row, `gaps` with all of them
    together. Rows that are older than `kept_for` may be gone.
    """

    slug: str
    label: str
    model: type[Model]
    place: Callable[[Any], str]
    moment: Callable[[Any], datetime.datetime | None]
    promised: Q = field(default_factory=Q)
    apart: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    file: Callable[[Any], Path | None] | None = None
    waits: bool = False
    faults: Callable[[Any], Iterable[str]] = lambda row: ()
    gaps: Callable[[], Iterable[Finding]] = lambda: ()
    kept_for: datetime.timedelta | None = None
    # As many as are in memory at a time.
    batch: int = 500

    def rows(self) -> QuerySet:
        """Return the rows that are to stay, in the order of their keys.

        What they belong to is asked for apart: joined, a row whose plan is gone would not be there at all.
        """
        return self.model._base_manager.filter(self.promised).order_by("pk").prefetch_related(*self.related)

    def unsealed_rows(self) -> QuerySet:
        """Return the rows that have no entry in the chain."""
        key = Replace(Cast(OuterRef("pk"), CharField(max_length=40)), Value("-"), Value(""))
        return self.rows().filter(~Exists(ChainEntry.objects.filter(kind=self.slug, key=key)))

    def entries_without_row(self) -> QuerySet:
        """Return the entries whose row is gone, or is no longer what was promised."""
        kind = UUIDField() if isinstance(self.model._meta.pk, UUIDField) else BigIntegerField()
        rows = self.model._base_manager.filter(self.promised, pk=Cast(OuterRef("key"), kind))
        return ChainEntry.objects.filter(~Exists(rows), kind=self.slug)

    def batches(self, rows: QuerySet) -> Iterator[list]:
        """Yield the rows, in lists of at most a batch."""
        last = None
        while found := list((rows if last is None else rows.filter(pk__gt=last))[: self.batch]):
            yield found
            last = found[-1].pk

    def is_ready(self, row) -> bool:
        """Tell whether a row can be sealed now: the file of one that waits is there."""
        return not self.waits or self.file(row).is_file()

    def digest_of(self, row) -> str:
        """Return the digest of what a row promises, its personal fields apart."""
        if self.waits:
            return digests.file_digest(self.file(row))
        apart = {*self.apart, *self.personal}
        fields = [one for one in row._meta.concrete_fields if one.name not in apart]
        return digests.digest_of({one.attname: getattr(row, one.attname) for one in fields})

    def personal_values(self, row) -> dict[str, Any]:
        """Return what the personal fields of a row hold, those that are empty left out."""
        held = {name: row._meta.get_field(name).value_from_object(row) for name in self.personal}
        return {name: value for name, value in held.items() if value not in (None, "")}


def key_of(row: Model) -> str:
    """Return the key of a row as the chain holds it: the same on every database."""
    return str(row.pk).replace("-", "")


RECORD_KINDS: dict[str, RecordKind] = {}
FROZEN: list[FrozenTable] = []
# What is examined beside records: a name for several of them, and what finds them, with how many were looked at.
EXAMINATIONS: dict[str, Callable[[], Iterator[Finding | None]]] = {}


def register(*kinds: RecordKind, frozen: Iterable[FrozenTable] = ()) -> None:
    """Let records of these kinds be sealed and verified, and the triggers of these tables be looked for."""
    RECORD_KINDS.update((kind.slug, kind) for kind in kinds)
    FROZEN.extend(frozen)


def register_examination(label: str, examine: Callable[[], Iterator[Finding | None]]) -> None:
    """Let something that can be made again be examined: each thing gives a finding, or nothing where it is right."""
    EXAMINATIONS[label] = examine
