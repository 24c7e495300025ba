"""A row is changed only as the person saw it, in a state to be changed, by those whose it is."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans.models import Plan
from portal.versioning import Conflict, WrongState, lock_row


def lock(plan: Plan, *, is_mine: bool = True, may_change: bool = True, version: int | None = None) -> Plan:
    allowed = Plan.objects.all() if is_mine else Plan.objects.none()
    with transaction.atomic():
        return lock_row(plan, allowed=allowed, may_change=lambda _row: may_change, version=version)


def test_a_row_is_given_as_it_is_stored(atop):
    Plan.objects.filter(pk=atop.pk).update(subtitle="Altul")
    assert (lock(atop).subtitle, lock(atop, version=atop.version)) == ("Altul", atop)


@pytest.mark.parametrize(
    ("refused", "error"),
    [
        ({"version": 99}, Conflict),
        ({"version": 99, "may_change": False}, WrongState),
        ({"version": 99, "may_change": False, "is_mine": False}, PermissionDenied),
    ],
)
def test_permission_is_asked_first_then_the_state_then_the_version(atop, refused, error):
    with pytest.raises(error) as raised:
        lock(atop, **refused)
    assert type(raised.value) is error
    assert getattr(raised.value, "instance", None) == (None if error is PermissionDenied else atop)
