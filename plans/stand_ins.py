"""In whose place somebody acted: who stands in for another does everything under both names."""

import datetime
from collections.abc import Callable, Collection

from django.utils import timezone

from plans.models import Membership, Plan
from portal.people import person_name


class ActingNames:
    """What those are called who acted for some institutions: in somebody's place, while they stood in; one query."""

    def __init__(self, institutions: Collection[int | None]):
        rows = Membership.objects.exclude(stands_in_for=None).filter(institution__in=set(institutions) - {None})
        self._stand_ins: dict[int, list[Membership]] = {}
        for row in rows.select_related("stands_in_for__user").order_by("pk"):
            self._stand_ins.setdefault(row.user_id, []).append(row)

    def name(self, user, at: datetime.datetime | None, nobody: str = "") -> str:
        """Return the name of who acted at a moment, with the name of whose place it was."""
        said = person_name(user, nobody)
        for row in self._stand_ins.get(user.pk, ()) if user and at else ():
            if _is_standing_in(row, at):
                return f"{said}, în locul lui {person_name(row.stands_in_for.user)}"
        return said


def place_namer(user) -> Callable[[int | None, Collection[str]], str]:
    """Return what says in whose place a person holds roles of an institution; nothing where one is their own."""
    rows = list(Membership.objects.current().filter(user=user).select_related("stands_in_for__user"))

    def name(institution: int | None, roles: Collection[str]) -> str:
        held = [row for row in rows if row.institution_id == institution and row.role in roles]
        if not held or any(row.stands_in_for is None for row in held):
            return ""
        return f"în locul lui {' și '.join(sorted({person_name(row.stands_in_for.user) for row in held}))}"

    return name


def replaced_people(institution: int | None, roles: Collection[str]) -> dict:
    """Return the people in whose place others hold roles of an institution today, by the key of who stands in."""
    rows = Membership.objects.current().filter(institution=institution, role__in=roles)
    rows = list(rows.select_related("stands_in_for__user"))
    own = {row.user_id for row in rows if row.stands_in_for is None}
    return {row.user_id: row.stands_in_for.user for row in rows if row.user_id not in own}


def acting_names(plan: Plan) -> ActingNames:
    """Return what those are called who acted for the bodies of a plan."""
    return ActingNames([plan.owner_id, plan.reviewer_id])


def _is_standing_in(row: Membership, at: datetime.datetime) -> bool:
    if row.ended_at and at > row.ended_at:
        return False
    return row.valid_from <= timezone.localdate(at) <= row.valid_until
