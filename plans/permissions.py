"""What each role may do: the only place that asks about roles.

Editors and publishers of a plan's owner read and change it; its publishers publish; reviewers and reporters of its
owner or reviewer read it. Administrators (superusers) may do everything. Nobody else sees a working plan.

Who reads a working plan and who acts holds the role today. Who held it once reads what it let them read *then*, as far
as that can still be shown as it was: of a plan its history up to the role's end, never the working text, which others
went on writing; of other rows those that nobody wrote since. An account that is not active does neither.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from plans.models import Institution, Membership, Plan
from portal.versioning import BEGINNING

Role = Membership.Role
READERS = tuple(Role)
WRITERS = (Role.EDITOR, Role.PUBLISHER)
PUBLISHERS = (Role.PUBLISHER,)


@dataclass(frozen=True)
class Right:
    """Something that one may do, in words, and the roles that let one do it; administrators may do everything."""

    name: str
    text: str
    roles: tuple[str, ...]


RIGHTS = (
    Right("read", "Citește planul de lucru al instituției sale sau pe cel pe care instituția sa îl evaluează", READERS),
    Right("write", "Scrie planurile instituției sale și începe altele", WRITERS),
    Right("publish", "Publică ediții și le retrage, cu motivul", PUBLISHERS),
)


def past_and_present_roles(user) -> set[str]:
    """Return the roles that the user holds or held anywhere; asked once for each user object."""
    if not hasattr(user, "_past_and_present_roles"):
        roles = Membership.objects.begun().filter(user=user).values_list("role", flat=True)
        user._past_and_present_roles = set(roles)
    return user._past_and_present_roles


def has_had_role(*roles: str) -> Callable[..., bool]:
    """The question whether a user holds or held one of the roles."""
    return lambda user: not past_and_present_roles(user).isdisjoint(roles)


# Whom the pages, the notices and the desk of each are for: who holds such a role, and who held it.
is_reader, is_writer, is_publisher = (has_had_role(*roles) for roles in (READERS, WRITERS, PUBLISHERS))


@dataclass(frozen=True)
class PastRole:
    """An institution where a person held a role and holds none of the kind any more, and the moment since when."""

    institution: int
    end: datetime.datetime


@dataclass(frozen=True)
class RememberedPlan:
    """A plan as it was at the moment when the last role through which a person read it ended."""

    plan: Plan
    end: datetime.datetime


def past_roles(user, roles=READERS) -> list[PastRole]:
    """Return where the user held one of the roles and holds none of them today, each with the last end."""
    if not user.is_active or not user.is_authenticated or user.is_superuser:
        return []
    last: dict[int, datetime.date] = {}
    mine = Membership.objects.begun().filter(user=user, role__in=roles)
    for institution, day in mine.values_list("institution", "valid_until"):
        last[institution] = max(day or datetime.date.max, last.get(institution, datetime.date.min))
    today = timezone.localdate()
    return [PastRole(institution, _midnight_after(day)) for institution, day in last.items() if day < today]


def not_written_since(model, end: datetime.datetime) -> Q:
    """Keep the rows that nobody wrote or made from a moment on, as their history says."""
    return ~Exists(model.history.filter(id=OuterRef("pk"), history_date__gte=end))


def remembered_plans(user) -> dict[str, RememberedPlan]:
    """Return the plans that the user read through a role that has ended and does not read today, by their address."""
    found: dict[str, RememberedPlan] = {}
    for past in sorted(past_roles(user), key=lambda one: one.end):
        theirs = Plan.objects.filter(Q(owner=past.institution) | Q(reviewer=past.institution))
        for plan in theirs.exclude(pk__in=visible_plans(user).values("pk")):
            then = plan_before(plan, past.end)
            if then is not None:
                found[plan.slug] = RememberedPlan(then, past.end)
    return found


def plan_before(plan: Plan, end: datetime.datetime) -> Plan | None:
    """Return what a plan's own row held before a moment; nothing where it was begun later.

    A plan that was loaded as a whole has no history before its first change, which kept its beginning.
    """
    record = plan.history.filter(history_date__lt=end).first() or plan.history.last()
    if record is None:
        return plan
    is_begun_later = record.history_date >= end and record.history_type == "+"
    return None if is_begun_later and record.history_change_reason != BEGINNING else record.instance


def _midnight_after(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))


def roles_in_words(user) -> str:
    """Return the roles that the user holds today, each with its institution and in whose place."""
    held = Membership.objects.current().filter(user=user).select_related("institution", "stands_in_for")
    rows = held.order_by("role", "institution__short_name", "pk")
    return "; ".join(f"{one.get_role_display()}, {one.institution.short_name}{_place_in_words(one)}" for one in rows)


def _place_in_words(row: Membership) -> str:
    """Say in the place of which account a role is held; the log names no people."""
    return f", în locul contului {row.stands_in_for.user_id}" if row.stands_in_for else ""


def held_institutions(user, roles):
    """Return the institutions where the user holds one of the roles today, by themselves and not as administrator."""
    return Membership.objects.current().filter(user=user, role__in=roles).values("institution")


def visible_plans(user):
    """Return the working plans that the user may read, through a role held today."""
    if not user.is_active or not user.is_authenticated:
        return Plan.objects.none()
    if user.is_superuser:
        return Plan.objects.all()
    mine = held_institutions(user, READERS)
    return Plan.objects.filter(owner__in=mine) | Plan.objects.filter(reviewer__in=mine)


def editable_plans(user):
    """Return the working plans that the user may change."""
    if not user.is_active or not user.is_authenticated:
        return Plan.objects.none()
    if user.is_superuser:
        return Plan.objects.all()
    return Plan.objects.filter(owner__in=held_institutions(user, WRITERS))


def publishable_plans(user):
    """Return the working plans that the user may publish."""
    if user.is_superuser:
        return editable_plans(user)
    return editable_plans(user).filter(owner__in=held_institutions(user, PUBLISHERS))


def editable_institutions(user):
    """Return the institutions whose plans the user may write; a new plan belongs to one of them."""
    if user.is_superuser and user.is_active:
        return Institution.objects.all()
    if not user.is_active or not user.is_authenticated:
        return Institution.objects.none()
    return Institution.objects.filter(pk__in=held_institutions(user, WRITERS))


def may_edit(user, plan: Plan) -> bool:
    """Tell whether the user may change the plan."""
    return editable_plans(user).filter(pk=plan.pk).exists()


def may_publish(user, plan: Plan) -> bool:
    """Tell whether the user may publish the plan and withdraw its editions."""
    if not may_edit(user, plan):
        return False
    if user.is_superuser:
        return True
    return Membership.objects.current().filter(user=user, institution=plan.owner, role__in=PUBLISHERS).exists()


def may_discuss(user, plan: Plan) -> bool:
    """Tell whether the user may write in the plan's discussions: who reads it through a role held today."""
    if not visible_plans(user).filter(pk=plan.pk).exists():
        return False
    if user.is_superuser:
        return True
    return Membership.objects.current().filter(user=user, institution__in=[plan.owner_id, plan.reviewer_id]).exists()


def publishers(plan: Plan):
    """Return the people who publish the plan today."""
    held = Membership.objects.current().filter(institution=plan.owner_id, role__in=PUBLISHERS)
    return get_user_model().objects.filter(is_active=True, pk__in=held.values("user"))


def discussants(plan: Plan):
    """Return the people who may write in the plan's discussions today, and so be named in them."""
    held = Membership.objects.current().filter(institution__in=[plan.owner_id, plan.reviewer_id])
    people = get_user_model().objects.filter(Q(pk__in=held.values("user")) | Q(is_superuser=True), is_active=True)
    return people.order_by("last_name", "first_name", "username")
