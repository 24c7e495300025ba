"""What a person is told who may not do something."""

from django.shortcuts import render
from django.utils import timezone


def permission_denied(request, exception=None):
    """Say that the right is missing; where a role ended, say which and when."""
    return render(request, "403.html", {"ended": ended_roles(request.user)}, status=403)


def ended_roles(user) -> list:
    """Return the roles that the person held and holds no more, the last to end first."""
    if not user.is_authenticated:
        return []
    rows = list(user.memberships.begun().select_related("institution").order_by("-valid_until"))
    today = timezone.localdate()
    held = {
        (one.institution_id, one.role)
        for one in rows
        if not one.ended_at and (not one.valid_until or one.valid_until >= today)
    }
    return [one for one in rows if (one.institution_id, one.role) not in held]
