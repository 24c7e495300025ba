"""Who was at a sitting, as it is printed: the name and the office, never the name of an account."""

from indicators.models import Sitting
from plans.models import Membership
from portal.text import fold

NAMELESS = "membru al cărui nume nu este completat"
# How the first word of an office begins, and when who holds it signs: the chair first.
PLACES = {"presedint": 1, "vicepresedint": 2, "secretar": 3}
LAST_PLACE = 4
# Who is called so signs nothing in the body's name.
UNSIGNED = {"", "membru", "membra"}


def printed_member(membership: Membership) -> str:
    """Return a member's name with the office held in the body, where it is written down."""
    name = membership.user.get_full_name() or NAMELESS
    return f"{name}, {membership.office}" if membership.office else name


def present_members(sitting: Sitting) -> list[Membership]:
    """Return who was present, in the order in which a body signs; those of one place by family name."""
    members = sitting.members_present.select_related("user").order_by("user__last_name", "user__first_name", "pk")
    return sorted(members, key=signing_place)


def signing_members(sitting: Sitting) -> list[Membership]:
    """Return who signs what a sitting examined: those present with an office in the body, or a place."""
    return [
        one for one in present_members(sitting) if one.signing_place is not None or _first_word(one) not in UNSIGNED
    ]


def signing_place(membership: Membership) -> int:
    """Return when a member signs: the place given by a person, or that of the office.

    >>> [signing_place(Membership(office=one)) for one in ("consilier", "secretar", "vicepreședintă", "Președinte")]
    [4, 3, 2, 1]
    >>> signing_place(Membership(office="președinte", signing_place=7))
    7
    """
    if membership.signing_place is not None:
        return membership.signing_place
    word = _first_word(membership)
    return next((place for beginning, place in PLACES.items() if word.startswith(beginning)), LAST_PLACE)


def _first_word(membership: Membership) -> str:
    return fold(membership.office).partition(" ")[0]
