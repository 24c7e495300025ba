"""How a row is fetched for a person: another institution's does not exist, another role's is refused."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from indicators import permissions


def found(allowed, theirs, **lookup):
    """Return the row that the person may work with; 403 where it is only their institution's, 404 where it is not."""
    row = allowed.filter(**lookup).first()
    if row is not None:
        return row
    if theirs.filter(**lookup).exists():
        raise PermissionDenied
    raise Http404


def require_role(user, *roles) -> None:
    """Refuse a person who holds none of the roles anywhere."""
    if not permissions.institutions(user, *roles).exists():
        raise PermissionDenied
