"""The plan's page: its contents, its settings, who may change and delete a plan."""

import pytest
from django.urls import reverse

from plans.models import Edition, Element, Level, Membership, Plan, Removal, Section
from tests.forms import errors_of, fields_of, send

LIST = reverse("admin:plans_plan_changelist")


@pytest.fixture
def page(atop):
    return reverse("admin:plans_plan_change", args=[atop.pk])


def contents(response):
    return {name: number for name, _address, number in response.context["contents"]}


def test_the_page_leads_to_everything_that_belongs_to_the_plan(client, people, page, editions):
    client.force_login(people.editor)
    response = client.get(page)
    assert contents(response) == {
        "ediții": 1,
        "obiective strategice": 4,
        "obiective generale": 6,
        "obiective specifice": 39,
        "proiecte": 4,
        "indicatori": 13,
        "secțiuni": 10,
        "buget": 6,
        "semnatari": 1,
        "niveluri": 4,
        "acte de adoptare": 0,
        "ținte": 0,
    }
    for _name, address, number in response.context["contents"]:
        assert len(client.get(address).context["cl"].result_list) == number


def test_what_is_deleted_goes_whole_to_where_it_can_be_put_back(client, people, atop, page):
    client.force_login(people.editor)
    removed = reverse("plans:removed", args=[atop.slug])
    assert removed in client.get(page).content.decode()
    before = list(Element.objects.order_by("pk").values_list("pk", "uid", "title"))
    objective = atop.level_set.get(prefix="og").elements.get(code="6")
    client.post(reverse("admin:plans_generalobjective_delete", args=[objective.pk]), {"post": "yes"})
    assert (Removal.objects.get().count, Removal.objects.get().removed_by) == (8, people.editor)
    assert len(before) - Element.objects.count() == 8
    assert client.post(reverse("plans:restore", args=[atop.slug, Removal.objects.get().pk])).status_code == 302
    assert list(Element.objects.order_by("pk").values_list("pk", "uid", "title")) == before


def test_settings_deleted_on_their_page_and_rows_chosen_in_a_list_are_kept_too(client, people, atop):
    client.force_login(people.editor)
    signatory = reverse("admin:plans_signatory_delete", args=[atop.signatory_set.get().pk])
    assert client.post(signatory, {"post": "yes"}).status_code == 302
    chosen = list(atop.level_set.get(prefix="os").elements.order_by("pk").values_list("pk", flat=True)[:2])
    data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    client.post(reverse("admin:plans_specificobjective_changelist"), data)
    assert [removal.count for removal in Removal.objects.order_by("pk")] == [1, 1, 1]
    assert not atop.signatory_set.exists() and not Element.objects.filter(pk__in=chosen).exists()


def test_the_list_names_the_newest_edition(client, people, atop, editions):
    client.force_login(people.editor)
    rows = {plan.slug: plan.newest for plan in client.get(LIST).context["cl"].result_list}
    assert rows == {"atop-2024": 1, "informatizare-2019": 1}


def test_the_list_takes_the_same_queries_with_one_row_and_with_three(
    client, people, atop, it_plan, django_assert_num_queries
):
    client.force_login(people.admin)
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)
    for number in (1, 2):
        Plan.objects.create(
            slug=f"plan-{number}",
            short_title="Plan nou",
            title="Plan nou",
            owner=atop.owner,
            period_start="2026-01-01",
            period_end="2026-12-31",
        )
    with django_assert_num_queries(7):
        assert len(client.get(LIST).context["cl"].result_list) == 4


def test_an_editor_changes_the_plan_and_its_settings_each_on_its_page(client, people, atop, page):
    client.force_login(people.editor)
    section, line = Section.objects.filter(plan=atop)[1], atop.budgetline_set.all()[1]
    send(client, page, short_title="ATOP 2024")
    send(client, reverse("admin:plans_section_change", args=[section.pk]), heading="Obiective naţionale")
    send(client, reverse("admin:plans_budgetline_change", args=[line.pk]), share="78,29")
    assert Plan.objects.get(pk=atop.pk).short_title == "ATOP 2024"
    section.refresh_from_db()
    assert (section.heading, section.version, section.history.first().history_user) == (
        "Obiective naționale",
        2,
        people.editor,
    )
    assert str(atop.budgetline_set.all()[1].share) == "78.29"


def test_nothing_is_added_here_but_in_the_workspace(client, people, atop, page):
    client.force_login(people.admin)
    names = ("plan", "section", "level", "signatory", "specificobjective")
    assert [client.get(reverse(f"admin:plans_{name}_add")).status_code for name in names] == [403] * 5
    assert reverse("plans:parts", args=[atop.slug]) in client.get(page).content.decode()


def test_the_columns_of_a_level_are_lines_of_text(client, people, it_plan):
    level = it_plan.level_set.get(prefix="m")
    page = reverse("admin:plans_level_change", args=[level.pk])
    client.force_login(people.editor)
    lines = fields_of(client.get(page))["columns"][0].split("\r\n")
    assert lines[:2] == ["Rezultate = rezultat așteptat", "Indicatori de evaluare = indicatori"]
    send(client, page, columns="Rezultate = rezultat aşteptat\nRiscuri = riscuri")
    assert Level.objects.get(pk=level.pk).columns == [
        {"field": "expected_result", "label": "Rezultate"},
        {"field": "riscuri", "label": "Riscuri"},
    ]
    assert errors_of(send(client, page, columns="Rezultate")) == {
        "columns": ["„Rezultate”: scrieți titlul coloanei, semnul = și ce arată coloana."]
    }
    assert errors_of(send(client, page, columns="A = riscuri\nB = riscuri")) == {
        "columns": ["Același câmp apare în două coloane."]
    }


def test_the_settings_of_a_plan_offer_only_its_own_levels(client, people, atop):
    client.force_login(people.admin)
    section, level = Section.objects.filter(plan=atop).first(), atop.level_set.first()
    offered = [
        {int(str(key)) for key, _name in form.fields[name].choices if str(key)}
        for name, form in (
            ("level", client.get(reverse("admin:plans_section_change", args=[section.pk])).context["adminform"].form),
            ("parent", client.get(reverse("admin:plans_level_change", args=[level.pk])).context["adminform"].form),
        )
    ]
    own = set(atop.level_set.values_list("pk", flat=True))
    # A level does not stand under itself.
    assert offered == [own, own - {level.pk}]


def test_the_address_and_the_prefixes_are_closed_once_published(client, people, atop, page, editions):
    client.force_login(people.editor)
    level = atop.level_set.first()
    send(client, page, slug="alta-adresa")
    send(client, reverse("admin:plans_level_change", args=[level.pk]), prefix="zz")
    assert Plan.objects.get(pk=atop.pk).slug == "atop-2024"
    assert Level.objects.get(pk=level.pk).prefix == level.prefix


def test_the_address_is_open_before_the_first_edition(client, people, atop, page):
    client.force_login(people.editor)
    send(client, page, slug="alta-adresa")
    assert Plan.objects.get(pk=atop.pk).slug == "alta-adresa"


def test_a_plan_does_not_pass_to_another_institution(client, people, atop, page):
    police = Membership.objects.get(user=people.reporter).institution
    client.force_login(people.editor)
    assert list(errors_of(send(client, page, owner=police.pk))) == ["owner"]


def test_a_reviewer_reads_the_plan_and_changes_nothing(client, people, atop, page):
    client.force_login(people.reviewer)
    response = client.get(page)
    assert response.status_code == 200
    ends = ("_FORMS", "-id", "-plan", "csrfmiddlewaretoken")
    assert [name for name in fields_of(response) if not name.endswith(ends)] == []
    assert client.post(page, {"short_title": "Furat"}).status_code == 403


def test_a_plan_one_does_not_see_is_not_there(client, people, it_plan):
    client.force_login(people.reviewer)
    assert client.get(reverse("admin:plans_plan_change", args=[it_plan.pk])).headers["Location"] == reverse(
        "admin:index"
    )
    assert client.get(reverse("admin:plans_plan_history", args=[it_plan.pk])).status_code == 404


def test_a_plan_with_editions_is_not_deleted_and_says_why(client, people, atop, editions):
    client.force_login(people.admin)
    address = reverse("admin:plans_plan_delete", args=[atop.pk])
    text = client.get(address).content.decode()
    assert "„Planul strategic ATOP 2024” (plan) nu se poate șterge" in text
    assert "Planul strategic ATOP 2024, ediția 1</a>" in text
    assert client.post(address, {"post": "yes"}).status_code == 200
    assert Edition.objects.filter(plan=atop).count() == 1


def test_a_level_with_elements_is_not_deleted_and_says_why(client, people, atop):
    client.force_login(people.editor)
    address = reverse("admin:plans_level_delete", args=[atop.level_set.first().pk])
    assert "nu se poate șterge" in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    assert atop.level_set.count() == 4


def test_what_a_plan_cannot_be_is_said_at_the_field(client, people, atop, it_plan, page):
    client.force_login(people.editor)
    response = send(client, page, slug=it_plan.slug, period_start="x", title="a\x00b")
    assert errors_of(response) == {
        "title": ["Caracterele Null nu sunt permise."],
        "slug": ["Valoarea este deja folosită (Plan: Adresă)."],
        "period_start": ["Introduceți o dată validă."],
    }
    response = send(client, page, period_end="01.01.2020")
    assert errors_of(response) == {"__all__": ["Perioada nu se poate încheia înainte de a începe."]}
