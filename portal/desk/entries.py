"""What waits for a person: each app says what of its own does, and from when on; here it is put together.

A source gives rows, each with its `day`: the day by which something is asked, none where it waits already. The same
rows are listed and counted, so that the number in the navigation is of what the desk shows. A source only says which
rows it gives, and asks the database nothing meanwhile: the statement that counts them is kept.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db import connection
from django.db.models import Count, DateField, Q, QuerySet, Value
from django.utils import timezone

from portal.romanian import count

# Days in which what is asked is near.
NEAR = datetime.timedelta(days=7)
NO_DAY = Value(None, output_field=DateField())


@dataclass(frozen=True, kw_only=True)
class DeskEntry:
    """Something for one person: of which plan, by which day, and the address of the very place where it is done.

    `key` names it among those of its source for as long as it waits; `at` is the hour, where it has one; `body` is the
    institution for which it is done, where it waits for whoever holds a role there.
    """

    key: object
    title: str
    detail: str
    address: str
    plan: str = ""
    plan_title: str = ""
    day: datetime.date | None
    at: datetime.datetime | None = None
    since: str = ""
    body: int | None = None


@dataclass(frozen=True, kw_only=True)
class DeskSource:
    """What one app lets wait for people: what it is called, for whom it is, its rows and what they say.

    `expected` says, in a sentence about an empty desk, what will stand there; `roles` are those that it waits for. What
    is not asked of anybody, as a sitting, is listed and not counted.
    """

    kind: str
    name: str
    expected: str
    is_open_to: Callable[..., bool]
    rows: Callable[..., QuerySet]
    entry: Callable[..., DeskEntry]
    is_asked: bool = True
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeskItem:
    """An entry on the desk of a day."""

    source: DeskSource
    entry: DeskEntry
    today: datetime.date
    # Whose work it is, where the person only stands in for somebody.
    place: str = ""

    @property
    def identifier(self) -> str:
        """The name that it keeps in a calendar."""
        return f"{self.source.kind}-{self.entry.key}"

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.entry.day is not None and self.entry.day < self.today

    @cached_property
    def when(self) -> str:
        """How long there is to its day, or since when it waits."""
        if self.entry.day is None:
            return self.entry.since
        days = (self.entry.day - self.today).days
        hour = f", ora {timezone.localtime(self.entry.at):%H:%M}" if self.entry.at else ""
        if days < 0:
            return f"termenul a trecut de {count(-days, 'zi', 'zile')}"
        return f"astăzi{hour}" if days == 0 else f"peste {count(days, 'zi', 'zile')}{hour}"


# Says, for a person, in whose place they hold roles of an institution; empty where they hold one of them themselves.
PlaceNamer = Callable[[int | None, tuple[str, ...]], str]

_sources: list[DeskSource] = []
_place_namers: list[Callable[..., PlaceNamer]] = []


def register_source(source: DeskSource) -> None:
    """Let something of an app wait on people's desks, after what was registered before."""
    _sources.append(source)


def register_place_namer(namer: Callable[..., PlaceNamer]) -> None:
    """Let desks say whose work something is that waits for who stands in for another."""
    _place_namers.append(namer)


def sources_for(user) -> list[DeskSource]:
    """Return from where something may wait for the person."""
    return [source for source in _sources if source.is_open_to(user)]


def items_for(user, today: datetime.date) -> list[DeskItem]:
    """Return all that waits for the person, by source; one query for each source that is open to them."""
    namers = [namer(user) for namer in _place_namers]

    def item(source: DeskSource, entry: DeskEntry) -> DeskItem:
        names = [name(entry.body, source.roles) for name in namers]
        return DeskItem(source, entry, today, ", ".join(filter(None, names)))

    return [item(source, source.entry(row)) for source in sources_for(user) for row in source.rows(user)]


def due_numbers(user, today: datetime.date) -> Mapping[str, int]:
    """Return how much of each kind is asked of the person by the end of the near days; one query, none for nobody."""
    asked = tuple(source for source in sources_for(user) if source.is_asked)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(*_counting(_Question(user.pk, user.is_active, user.is_superuser, today, asked, user)))
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class _Question:
    """What the statement that counts depends on; all else is asked by the statement itself."""

    key: object
    is_active: bool
    is_superuser: bool
    today: datetime.date
    sources: tuple[DeskSource, ...]
    user: object = field(compare=False)


@lru_cache(maxsize=1000)
def _counting(question: _Question) -> tuple[str, tuple]:
    """Return the statement that counts, with its values; Django takes ten times longer to write it than to run it."""
    near = Q(day=None) | Q(day__lte=question.today + NEAR)
    parts = [
        source.rows(question.user).filter(near).order_by().values_list(Value(source.kind)).annotate(number=Count("pk"))
        for source in question.sources
    ]
    return parts[0].union(*parts[1:], all=True).query.sql_with_params()
