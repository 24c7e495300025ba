"""Where a row stands among its siblings, saved with as few of the others as possible."""

from plans.editing.spacing import spaced_positions
from portal.versioning import Versioned, keep_beginning


def save_at_place(row: Versioned, others: list[tuple[int, int]], place: int | None = None, *, by) -> None:
    """Save a row at a place among others, or as the last, and those of them whose position has to change.

    The others are given in order, each by its key and position.
    """
    for one in (row, *set_position(row, others, len(others) if place is None else place)):
        if not one._state.adding:
            keep_beginning(one)
        one._history_user = by
        one.save()


def set_position(row: Versioned, others: list[tuple[int, int]], place: int) -> list[Versioned]:
    """Give a row its position at a place among others; return those of them whose position has to change for it."""
    positions = spaced_positions([position for _pk, position in others], place)
    row.position = positions.pop(place)
    pushed = {pk: new for (pk, old), new in zip(others, positions, strict=True) if old != new}
    moved = list(type(row).objects.filter(pk__in=pushed))
    for one in moved:
        one.position = pushed[one.pk]
    return moved
