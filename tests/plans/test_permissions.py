"""Who reads and who acts: roles that hold, that ended, that have not begun; accounts that were closed."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from plans import permissions
from plans.models import Institution, Membership
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
        (-9, -1, (False, False, False, False)),
        (1, 9, (False, False, False, False)),
    ],
)
def test_who_holds_a_role_reads_and_acts(people, atop, first, last, expected):
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
    assert [item.name for item in before] == ["De făcut", "Planuri", "Ședințe", "Informări și rapoarte"]
    assert menu_items_for(get_user_model().objects.get(pk=people.publisher.pk)) == before


def person(name, *roles, institution="cj-cluj", superuser=False, active=True):
    """Somebody with roles in an institution from today on."""
    user = get_user_model().objects.create_user(name, is_superuser=superuser, is_active=active)
    body = Institution.objects.get(code=institution)
    for role in roles:
        Membership.objects.create(user=user, institution=body, role=role, valid_from=timezone.localdate())
    return user


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("editor", (True, True, False, True)),
        ("publisher", (True, True, True, True)),
        ("reviewer", (True, False, False, False)),
        ("reporter", (True, False, False, False)),
    ],
)
def test_each_role_in_the_owner_reads_and_only_writers_act(it_plan, role, expected):
    assert rights(person("nou", role), it_plan) == expected


@pytest.mark.parametrize("role", ["editor", "publisher", "reviewer", "reporter"])
def test_a_role_in_the_reviewing_body_reads_and_does_not_write(it_plan, role):
    it_plan.reviewer = Institution.objects.get(code="atop-cluj")
    it_plan.save()
    assert rights(person("nou", role, institution="atop-cluj"), it_plan)[:3] == (True, False, False)


@pytest.mark.parametrize("role", ["editor", "publisher", "reviewer", "reporter"])
def test_a_role_elsewhere_sees_nothing_of_a_plan(it_plan, role):
    assert rights(person("nou", role, institution="ipj-cluj"), it_plan)[:3] == (False, False, False)


def test_an_administrator_does_everything_without_a_role(it_plan):
    assert rights(person("nou", superuser=True), it_plan) == (True, True, True, True)


def test_who_writes_for_one_institution_starts_plans_for_it_alone(db):
    found = permissions.editable_institutions(person("nou", "editor"))
    assert [institution.code for institution in found] == ["cj-cluj"]


def test_who_edits_in_one_institution_and_publishes_in_another_publishes_only_there(it_plan):
    user = person("nou", "editor")
    Membership.objects.create(
        user=user,
        institution=Institution.objects.get(code="ipj-cluj"),
        role="publisher",
        valid_from=timezone.localdate(),
    )
    assert (permissions.may_publish(user, it_plan), permissions.publishable_plans(user).count()) == (False, 0)


def test_publishable_plans_are_those_that_may_be_published(it_plan):
    users = [person(f"nou-{role}", role) for role in ("editor", "publisher")]
    assert [permissions.publishable_plans(user).filter(pk=it_plan.pk).exists() for user in users] == [False, True]


def test_an_administrator_publishes_every_plan(atop, it_plan):
    assert permissions.publishable_plans(person("nou", superuser=True)).count() == 2


@pytest.mark.parametrize("role", ["editor", "publisher", "reviewer", "reporter"])
def test_who_reads_a_plan_through_a_role_of_today_discusses_it(it_plan, role):
    assert permissions.may_discuss(person("nou", role), it_plan) is True


def test_who_held_a_role_remembers_and_does_not_discuss(people, it_plan):
    people.publisher.memberships.update(valid_until=timezone.localdate() + DAY)
    assert permissions.remembered_plans(people.publisher) == {}
    held(people.publisher, -9, -1)
    assert permissions.may_discuss(people.publisher, it_plan) is False


def test_a_role_is_past_where_none_of_its_kind_is_held_any_more(people, it_plan):
    held(people.publisher, -9, -1)
    user, cj, today = people.publisher, it_plan.owner, timezone.localdate()
    Membership.objects.create(user=user, institution=cj, role="reporter", valid_from=today - 9 * DAY, valid_until=today)
    asked = [permissions.past_roles(user, roles) for roles in (("publisher",), ("reporter",), permissions.READERS)]
    assert [cj.pk in {one.institution for one in past} for past in asked] == [True, False, False]
    assert {timezone.localdate(one.end) for one in asked[0]} == {today}


@pytest.mark.parametrize("name", ["admin", "editor"])
def test_who_holds_every_role_or_all_of_theirs_has_no_past_one(people, name):
    held(people.admin, -9, -1)
    assert permissions.past_roles(getattr(people, name)) == []


def test_a_role_elsewhere_does_not_let_who_once_read_a_plan_discuss_it(people, it_plan):
    held(people.publisher, -9, -1)
    ipj = Institution.objects.get(code="ipj-cluj")
    Membership.objects.create(user=people.publisher, institution=ipj, role="editor", valid_from=timezone.localdate())
    assert permissions.may_discuss(people.publisher, it_plan) is False


def test_an_administrator_discusses_every_plan(it_plan):
    assert permissions.may_discuss(person("nou", superuser=True), it_plan) is True


def test_the_publishers_of_a_plan_are_the_active_ones_of_its_owner_today(it_plan, people):
    person("inactiv", "publisher", active=False)
    person("redactor", "editor")
    person("altundeva", "publisher", institution="ipj-cluj")
    new = person("nou", "publisher")
    held(people.publisher, -9, -1)
    assert list(permissions.publishers(it_plan)) == [new]


def test_roles_held_once_are_known_and_those_to_come_are_not(people):
    held(people.publisher, -9, -1)
    held(people.editor, 1, 9)
    known = [permissions.past_and_present_roles(user) for user in (people.publisher, people.editor)]
    assert known == [{"publisher"}, set()]


def test_a_question_about_roles_takes_any_of_them(people):
    asked = permissions.has_had_role("editor", "publisher")
    assert [asked(user) for user in (people.editor, people.publisher, people.reporter)] == [True, True, False]


def test_roles_are_asked_once_for_each_person(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        permissions.past_and_present_roles(people.editor)
        permissions.past_and_present_roles(people.editor)
