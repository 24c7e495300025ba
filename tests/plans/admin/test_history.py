"""The history of a row is told in the workspace; the back office leads there."""

import pytest
from django.urls import reverse

from plans.models import Measure, Section


@pytest.fixture
def history(it_plan):
    return reverse("admin:plans_measure_history", args=[Measure.objects.get(level__plan=it_plan, code="1.8").pk])


def test_the_history_of_an_element_is_its_page_in_the_workspace(client, people, it_plan, history):
    client.force_login(people.editor)
    measure = Measure.objects.get(level__plan=it_plan, code="1.8")
    page = client.get(reverse("admin:plans_measure_change", args=[measure.pk]))
    assert f'href="{history}"' in page.content.decode()
    response = client.get(history)
    assert response.headers["Location"] == reverse("plans:element_history", args=[it_plan.slug, measure.pk])
    assert client.get(response.headers["Location"]).status_code == 200


def test_the_history_of_other_rows_is_that_of_their_kind_in_the_plan(client, people, atop):
    client.force_login(people.reviewer)
    section, line = Section.objects.filter(plan=atop).first(), atop.budgetline_set.first()
    asked = [
        client.get(reverse(f"admin:plans_{row._meta.model_name}_history", args=[row.pk])).headers["Location"]
        for row in (atop, section, line)
    ]
    history = reverse("plans:history", args=[atop.slug])
    assert asked == [f"{history}?fel=plan", f"{history}?fel=sectiuni", f"{history}?fel=buget"]


def test_history_of_a_plan_one_does_not_see_is_not_found(client, people, history):
    client.force_login(people.reviewer)
    assert client.get(history).status_code == 404
    client.logout()
    assert client.get(history).status_code == 302


def test_a_row_leads_to_its_page_in_the_workspace(client, people, it_plan):
    client.force_login(people.editor)
    measure = Measure.objects.get(level__plan=it_plan, code="1.8")
    page = client.get(reverse("admin:plans_measure_change", args=[measure.pk])).content.decode()
    assert f'href="{reverse("plans:element", args=[it_plan.slug, measure.pk])}"' in page
