"""What a person is called on the portal's pages."""

import datetime
from collections.abc import Callable
from typing import Any, Protocol


class ActorNames(Protocol):
    """What those are called who acted on some rows."""

    def name(self, user, at: datetime.datetime | None, nobody: str = "") -> str:
        """Return the name of who acted at a moment, with the name of whose place it was."""
        ...


_finders: list[Callable[[Any], ActorNames | None]] = []


def register_actor_names(find: Callable[[Any], ActorNames | None]) -> None:
    """Let an app say, for its own rows, in whose place people acted."""
    _finders.append(find)


def actor_name(row, user, at: datetime.datetime | None, nobody: str = "") -> str:
    """Return what who changed a row at a moment is called, with whose place it was where an app knows."""
    names = next(filter(None, (find(row) for find in _finders)), None) if user else None
    return names.name(user, at, nobody) if names else person_name(user, nobody)


def person_name(user, nobody: str = "") -> str:
    """Return a person's name, the account's where none is written; `nobody` where there is no person."""
    return (user.get_full_name() or user.get_username()) if user else nobody
