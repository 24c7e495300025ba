"""Institutions, which administrators alone change, and what is not in the back office."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from plans.models import Institution
from public.models import StaleMark
from tests.forms import send


def test_people_and_roles_are_looked_after_where_each_act_is_written_down_and_not_here(client, people):
    client.force_login(people.admin)
    for place in ("auth/user", "auth/group", "plans/membership"):
        for page in ("", "add/", f"{people.editor.pk}/change/", f"{people.editor.pk}/delete/"):
            assert client.get(f"/admin/{place}/{page}").status_code == 404


def test_a_permission_of_djangos_own_opens_nothing(client, people):
    people.editor.user_permissions.set(Permission.objects.all())
    client.force_login(people.editor)
    assert client.get(reverse("admin:plans_institution_add")).status_code == 403
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
    assert send(client, page, parent=str(Institution.objects.get(code="cj-cluj").pk)).status_code == 302
    assert Institution.objects.get(code="ipj-cluj").parent.code == "cj-cluj"
    # What the public reads of it is made again.
    assert StaleMark.objects.filter(plan=None).exists()


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
