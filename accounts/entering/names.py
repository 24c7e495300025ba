"""What people enter by: the name of an account, or its address."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet


def accounts_named(name: str) -> QuerySet:
    """Return the accounts with this user name or address, however it is written."""
    return get_user_model().objects.filter(Q(username__iexact=name) | Q(email__iexact=name))
