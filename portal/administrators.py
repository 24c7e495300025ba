"""Administrators: who look after the portal itself, its people and its log."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet


def may_administer(user) -> bool:
    """Tell whether the user invites people, changes their roles and reads the log: administrators do, nobody else."""
    return user.is_authenticated and user.is_active and user.is_superuser


def require_administrator(user) -> None:
    """Refuse whoever is not an administrator."""
    if not may_administer(user):
        raise PermissionDenied


def administrators() -> QuerySet:
    """Return the accounts of administrators."""
    return get_user_model().objects.filter(is_superuser=True)
