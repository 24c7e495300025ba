"""Accounts, institutions and roles: for administrators alone."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from plans.models import Institution, Membership
from tests.plans.admin.sending import send

PAGES = ["auth_user", "plans_membership"]


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_see_people_and_roles(client, people, page):
    address = reverse(f"admin:{page}_changelist")
    for person in (people.publisher, people.editor, people.reviewer, people.outsider):
        client.force_login(person)
        assert client.get(address).status_code == 403
        assert client.post(f"{address}add/", {}).status_code == 403
    client.force_login(people.reporter)
    assert client.get(address).status_code == 302
    client.force_login(people.admin)
    assert client.get(address).status_code == 200
    assert client.get(f"{address}add/").status_code == 200


def test_a_permission_of_djangos_own_opens_nothing(client, people):
    people.editor.user_permissions.set(Permission.objects.all())
    client.force_login(people.editor)
    assert [client.get(reverse(f"admin:{page}_changelist")).status_code for page in PAGES] == [403, 403]
    assert client.get(reverse("admin:plans_edition_add")).status_code == 403


def test_who_sees_a_plan_reads_about_institutions_and_only_administrators_change_them(client, people):
    institution = Institution.objects.get(code="ipj-cluj")
    page = reverse("admin:plans_institution_change", args=[institution.pk])
    for person, read in ((people.publisher, 200), (people.reviewer, 200), (people.outsider, 403)):
        client.force_login(person)
        assert client.get(page).status_code == read
        refused = [client.post(page, {"name": "x"}), client.post(reverse("admin:plans_institution_add"), {})]
        refused += [client.post(page.replace("change", "delete"), {"post": "yes"})]
        assert [response.status_code for response in refused] == [403, 403, 403]
    client.force_login(people.admin)
    assert send(client, page, short_name="IPJ").status_code == 302
    assert Institution.objects.get(code="ipj-cluj").short_name == "IPJ"


def test_roles_are_given_in_institutions_not_in_groups(client, people):
    assert admin.site.is_registered(Group) is False
    client.force_login(people.admin)
    form = client.get(reverse("admin:auth_user_change", args=[people.editor.pk])).context["adminform"].form
    assert {"groups", "user_permissions"} & set(form.fields) == set()


def test_an_administrator_gives_a_role(client, people):
    institution = Institution.objects.get(code="ipj-cluj")
    client.force_login(people.admin)
    row = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-institution": institution.pk,
        "memberships-0-role": "editor",
        "memberships-0-valid_from": "01.01.2026",
        "memberships-0-user": people.outsider.pk,
    }
    response = send(client, reverse("admin:auth_user_change", args=[people.outsider.pk]), **row)
    assert response.status_code == 302
    assert Membership.objects.get(user=people.outsider).institution == institution


def test_a_staff_user_without_a_role_sees_an_honest_empty_index(client, people):
    client.force_login(people.outsider)
    response = client.get(reverse("admin:index"))
    assert response.context["app_list"] == []
    assert "Nu aveți încă acces la niciun plan." in response.content.decode()


def test_the_menu_stands_in_the_order_of_work(client, people):
    client.force_login(people.publisher)
    names = [
        model["object_name"]
        for app in client.get(reverse("admin:index")).context["app_list"]
        for model in app["models"]
    ]
    assert names == [
        "Plan",
        "StrategicObjective",
        "GeneralObjective",
        "SpecificObjective",
        "Axis",
        "Measure",
        "Action",
        "Project",
        "OtherElement",
        "Edition",
        "Indicator",
    ]
