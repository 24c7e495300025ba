"""How rows are found for a person: another institution's do not exist, another role's are refused."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from indicators import permissions

SAFE_METHODS = ("GET", "HEAD")


def get_allowed_or_404(allowed, theirs, **lookup):
    """Return the row that the person may work with; 403 where it is only their institution's, 404 where it is not."""
    row = allowed.filter(**lookup).first()
    if row is not None:
        return row
    if theirs.filter(**lookup).exists():
        raise PermissionDenied
    raise Http404


def get_readable_or_404(request, allowed, known, theirs, **lookup):
    """Return the row and whether the person works with it; who did so once still reads it, and sends nothing."""
    row = allowed.filter(**lookup).first()
    if row is not None:
        return row, True
    row = known.filter(**lookup).first()
    if row is None:
        return get_allowed_or_404(allowed, theirs, **lookup), True
    if request.method not in SAFE_METHODS:
        raise PermissionDenied
    return row, False


def require_past_role(user, *roles) -> None:
    """Refuse a person who never held one of the roles."""
    if not permissions.known_institutions(user, *roles).exists():
        raise PermissionDenied


def require_role(user, *roles) -> None:
    """Refuse a person who holds none of the roles anywhere."""
    if not permissions.institutions(user, *roles).exists():
        raise PermissionDenied
