"""A page of what happened in a plan, in words: who changed what, from what to what.

The number of queries depends on the kinds of things that a page holds, never on how many there are.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from plans.history.differences import POSITION_FIELD, FieldChange, RowState, collect_names, differences
from plans.history.labels import RowNames
from plans.history.milestones import MILESTONES
from plans.history.registry import TRACKED_MODELS, TrackedModel
from plans.stand_ins import ActingNames

ADDED, CHANGED, REMOVED = "+", "~", "-"
# Links are saved one by one, each with a record of its own: what a person did to a row within this time is one change.
# Who did what was done without anybody logged in.
NO_PERSON = "portalul"
ONE_CHANGE = datetime.timedelta(seconds=3)


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One change of one row, or one event of the whole plan, which has no kind.

    `record` and `before` are the keys of the row's states after and before; what is not there any more has no address.
    """

    at: datetime.datetime
    who: str
    event: str
    title: str = ""
    kind: TrackedModel | None = None
    under: str = ""
    address: str = ""
    changes: tuple[FieldChange, ...] = ()
    note: str = ""
    record: int = 0
    before: int = 0

    def without_closed_address(self) -> "HistoryEntry":
        """Return the entry as it is shown to who may not change the plan: it leads only where they may go."""
        return replace(self, address="") if self.kind and self.kind.for_editors else self

    @property
    def can_go_back(self) -> list[str]:
        """Return the names of the fields whose earlier value can be put back; none of a row that is gone."""
        return self.kind.restorable_names() if self.kind and self.address and self.before else []


@dataclass
class SaveGroup:
    """The saves of one row that make one change: the last one, and the state before the first one."""

    slug: str
    last: Any
    first: Any
    before: int | None


@dataclass
class StreamRecords:
    """The records and events that a page is made of."""

    records: dict[str, dict[int, Any]] = field(default_factory=dict)
    links: dict[str, dict[str, dict[int, list[int]]]] = field(default_factory=dict)
    events: dict[str, dict[int, Any]] = field(default_factory=dict)
    names: RowNames = field(default_factory=RowNames)

    def state(self, slug: str, record: Any) -> RowState:
        """Return the state that a record keeps."""
        links = {name: found.get(record.history_id, []) for name, found in self.links[slug].items()}
        return RowState(record, links)


def history_entries(
    rows: Iterable[tuple],
    root: str | None,
    until: datetime.datetime | None = None,
    *,
    names: ActingNames,
    may_edit: bool = True,
) -> list[HistoryEntry]:
    """Return what the rows of `happened` say, the newest first, without saves that changed nothing.

    `root` is the address of the plan's workspace, for who may open it, and `may_edit` tells whether all of it opens;
    with `until`, all is told as before that moment. `names` says in whose place somebody acted.
    """
    rows = list(rows)
    found = _read_records(rows, until)
    told: list[SaveGroup | HistoryEntry] = []
    for _moment, slug, key in rows:
        if slug in MILESTONES:
            told.append(_event_entry(slug, found.events[slug][key], root, names))
        else:
            record = found.records[slug][key]
            _add_save(told, SaveGroup(slug, record, record, record.key_before))
    for saves in told:
        if isinstance(saves, SaveGroup) and saves.before:
            old = found.state(saves.slug, found.records[saves.slug][saves.before])
            collect_names(TRACKED_MODELS[saves.slug], found.names, old, found.state(saves.slug, saves.last))
    found.names.read()
    made = (one if isinstance(one, HistoryEntry) else _change_entry(one, found, root, names) for one in told)
    entries = [entry for entry in made if entry is not None]
    return entries if may_edit else [entry.without_closed_address() for entry in entries]


def read_links(kind: TrackedModel, keys: Iterable[int]) -> dict[str, dict[int, list[int]]]:
    """Return what the row was linked to at the moments of these records: by field, then by record; a query a field."""
    found: dict[str, dict[int, list[int]]] = {}
    history = kind.model.history.model
    for linked in history._history_m2m_fields:
        by_record = found.setdefault(linked.name, {})
        through = getattr(history, linked.name).model.objects.filter(history__in=keys)
        for record, other in through.values_list("history_id", f"{linked.m2m_reverse_field_name()}_id"):
            by_record.setdefault(record, []).append(other)
    return found


def _read_records(rows: list[tuple], until: datetime.datetime | None) -> StreamRecords:
    found, wanted = StreamRecords(names=RowNames(until)), {}
    for _moment, slug, key in rows:
        wanted.setdefault(slug, set()).add(key)
    for slug, keys in wanted.items():
        if slug in MILESTONES:
            found.events[slug] = MILESTONES[slug].load(keys)
            continue
        kind = TRACKED_MODELS[slug]
        records = _records(kind, keys)
        records |= _records(kind, {record.key_before for record in records.values()} - {None, *records})
        found.records[slug], found.links[slug] = records, read_links(kind, records)
        if kind.under:
            above = kind.model._meta.get_field(kind.under)
            found.names.want(above.related_model, [getattr(record, above.attname) for record in records.values()])
    return found


def _records(kind: TrackedModel, keys: Iterable[int]) -> dict[int, Any]:
    """Return the records of these keys, each with the key of the one before it, and whether its row is still there."""
    moment, key = OuterRef("history_date"), OuterRef("history_id")
    earlier = Q(history_date__lt=moment) | Q(history_date=moment, history_id__lt=key)
    before = kind.model.history.filter(earlier, id=OuterRef("id")).order_by("-history_date", "-history_id")
    records = kind.model.history.filter(history_id__in=keys).select_related("history_user")
    return records.annotate(
        key_before=Subquery(before.values("history_id")[:1]),
        is_there=Exists(kind.model._base_manager.filter(pk=OuterRef("id"))),
    ).in_bulk(field_name="history_id")


def _add_save(told: list, saves: SaveGroup) -> None:
    """Add a save to what is told, to that of the same person and row where it is part of the same change."""
    latest = next((one for one in reversed(told) if isinstance(one, SaveGroup) and one.slug == saves.slug), None)
    if latest and latest.last.id == saves.last.id and latest.last.history_user_id == saves.last.history_user_id:
        is_one = latest.first.history_date - saves.last.history_date <= ONE_CHANGE
        if is_one and latest.last.history_type == CHANGED:
            latest.first, latest.before = saves.first, saves.before
            return
    told.append(saves)


def _event_entry(slug: str, row: Any, root: str | None, names: ActingNames) -> HistoryEntry:
    kind = MILESTONES[slug]
    return HistoryEntry(
        at=getattr(row, kind.at),
        who=names.name(getattr(row, kind.by), getattr(row, kind.at), NO_PERSON),
        event=kind.event_words(row),
        address=root + kind.rest if root is not None else "",
        note=kind.note(row),
    )


def _change_entry(saves: SaveGroup, found: StreamRecords, root: str | None, names: ActingNames) -> HistoryEntry | None:
    kind, last = TRACKED_MODELS[saves.slug], saves.last
    before = found.records[saves.slug][saves.before] if saves.before else None
    changes: tuple[FieldChange, ...] = ()
    if saves.first.history_type == CHANGED and before is not None:
        states = found.state(saves.slug, before), found.state(saves.slug, last)
        changes = differences(kind, *states, found.names)
        if not changes:
            return None
        if "parent" in {change.name for change in changes}:
            # Under another element, another place among the neighbours goes without saying.
            changes = tuple(change for change in changes if change.name != POSITION_FIELD)
    above = kind.under and kind.model._meta.get_field(kind.under)
    return HistoryEntry(
        at=last.history_date,
        who=names.name(last.history_user, last.history_date, NO_PERSON),
        event=_event_words(kind, saves.first, before, changes),
        title=kind.row_name(last),
        kind=kind,
        under=found.names.of(above.related_model, getattr(last, above.attname)) if above else "",
        address=root + kind.rest(last) if root is not None and last.is_there else "",
        changes=changes,
        note=last.history_change_reason or _unknown_note(saves),
        record=last.history_id,
        before=saves.before or 0,
    )


def _unknown_note(saves: SaveGroup) -> str:
    """Say of a change that nothing was kept of what it changed, as happens to rows that were loaded as a whole."""
    is_known = saves.before or saves.first.history_type != CHANGED
    return "" if is_known else "Starea de dinaintea acestei schimbări nu s-a păstrat."


def _event_words(kind: TrackedModel, record: Any, before: Any, changes: tuple[FieldChange, ...]) -> str:
    """Return what happened to a row in a word or two, in its gender."""
    names = {change.name for change in changes}
    if record.history_type == ADDED:
        masculine, feminine = ("adăugat", "adăugată") if before is None else ("pus la loc", "pusă la loc")
    elif record.history_type == REMOVED:
        masculine, feminine = "șters", "ștearsă"
    elif names == {POSITION_FIELD}:
        masculine, feminine = "așezat în alt loc", "așezată în alt loc"
    elif "parent" in names:
        masculine, feminine = "mutat", "mutată"
    else:
        masculine, feminine = "modificat", "modificată"
    return feminine if kind.feminine else masculine
