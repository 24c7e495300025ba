"""What each role may do: the only place that asks about roles.

Editors and publishers of a plan's owner read and change it; its publishers publish; reviewers and reporters of its
owner or reviewer read it. Administrators (superusers) may do everything. Nobody else sees a working plan.

Who acts holds the role today; who held it once still reads what it let them read. An account that is not active does
neither.
"""

from plans.models import Institution, Membership, Plan

WRITERS = (Membership.Role.EDITOR, Membership.Role.PUBLISHER)


def _institutions(user, roles):
    """Return the institutions where the user holds one of the roles today."""
    return Membership.objects.current().filter(user=user, role__in=roles).values("institution")


def visible_plans(user):
    """Return the working plans that the user may read."""
    if not user.is_active or not user.is_authenticated:
        return Plan.objects.none()
    if user.is_superuser:
        return Plan.objects.all()
    mine = Membership.objects.begun().filter(user=user).values("institution")
    return Plan.objects.filter(owner__in=mine) | Plan.objects.filter(reviewer__in=mine)


def editable_plans(user):
    """Return the working plans that the user may change."""
    if not user.is_active or not user.is_authenticated:
        return Plan.objects.none()
    if user.is_superuser:
        return Plan.objects.all()
    return Plan.objects.filter(owner__in=_institutions(user, WRITERS))


def editable_institutions(user):
    """Return the institutions whose plans the user may write; a new plan belongs to one of them."""
    if user.is_superuser and user.is_active:
        return Institution.objects.all()
    if not user.is_active or not user.is_authenticated:
        return Institution.objects.none()
    return Institution.objects.filter(pk__in=_institutions(user, WRITERS))


def has_only_ended(user) -> bool:
    """Tell whether the user held roles and holds none today: they read, and no longer act."""
    if not user.is_active or not user.is_authenticated or user.is_superuser:
        return False
    held = Membership.objects.begun().filter(user=user)
    return held.exists() and not held.current().exists()


def can_edit(user, plan: Plan) -> bool:
    """Tell whether the user may change the plan."""
    return editable_plans(user).filter(pk=plan.pk).exists()


def can_publish(user, plan: Plan) -> bool:
    """Tell whether the user may publish the plan and withdraw its editions."""
    if not can_edit(user, plan):
        return False
    if user.is_superuser:
        return True
    return (
        Membership.objects.current().filter(user=user, institution=plan.owner, role=Membership.Role.PUBLISHER).exists()
    )
