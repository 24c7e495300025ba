"""Who was at a sitting, as it is printed: the name and the office, never the name of an account."""

from indicators.models import Sitting
from plans.models import Membership

NAMELESS = "membru al cărui nume nu este completat"


def printed_member(membership: Membership) -> str:
    """Return a member's name with the office held in the body, where it is written down."""
    name = membership.user.get_full_name() or NAMELESS
    return f"{name}, {membership.office}" if membership.office else name


def present_members(sitting: Sitting) -> list[Membership]:
    """Return who was present, by family name."""
    members = sitting.members_present.select_related("user")
    return list(members.order_by("user__last_name", "user__first_name", "pk"))
