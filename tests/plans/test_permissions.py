"""Who reads and who acts: roles that hold, that ended, that have not begun; accounts that were closed."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from plans import permissions
from plans.models import Membership
from portal.navigation import menu_items_for

DAY = datetime.timedelta(days=1)


def held(user, first, last):
    """Let all roles of a person be held from a day to another, counted from today."""
    today = timezone.localdate()
    Membership.objects.filter(user=user).update(valid_from=today + first * DAY, valid_until=today + last * DAY)


def rights(user, plan):
    return (
        permissions.visible_plans(user).filter(pk=plan.pk).exists(),
        permissions.may_edit(user, plan),
        permissions.may_publish(user, plan),
        permissions.editable_institutions(user).exists(),
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (-9, 0, (True, True, True, True)),
        (-9, -1, (True, False, False, False)),
        (1, 9, (False, False, False, False)),
    ],
)
def test_who_held_a_role_reads_and_who_holds_it_acts(people, atop, first, last, expected):
    held(people.publisher, first, last)
    assert rights(people.publisher, atop) == expected


@pytest.mark.parametrize("name", ["publisher", "admin"])
def test_an_account_that_is_not_active_neither_reads_nor_acts(people, atop, name):
    person = getattr(people, name)
    person.is_active = False
    assert rights(person, atop) == (False, False, False, False)


def test_nobody_without_an_account_reads_or_acts(db, atop):
    assert rights(AnonymousUser(), atop) == (False, False, False, False)


def test_who_held_a_role_still_finds_the_places_of_it(people):
    before = menu_items_for(people.publisher)
    held(people.publisher, -9, -1)
    assert [item.name for item in before] == ["Planuri", "Ședințe", "Informări și rapoarte"]
    assert menu_items_for(get_user_model().objects.get(pk=people.publisher.pk)) == before
