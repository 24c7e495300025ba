"""The pages of elements: who sees and changes what, in what order, and what is refused."""

import pytest
from django.urls import reverse

from plans.models import Element, Institution, Level, Measure, Membership, Plan, Project, SpecificObjective
from tests.forms import errors_of, fields_of, send

LIST = reverse("admin:plans_specificobjective_changelist")
ADD = reverse("admin:plans_specificobjective_add")


def page_of(element):
    return reverse(f"admin:plans_{element._meta.model_name}_change", args=[element.pk])


def codes(response):
    return [element.code for element in response.context["cl"].result_list]


def choices(response, name):
    """Return the keys that a select of the page's form offers."""
    keys = []
    for key, label in response.context["adminform"].form.fields[name].choices:
        keys += [one for one, _text in label] if isinstance(label, list) else [key]
    return [int(str(key)) for key in keys if str(key)]


@pytest.fixture
def objective(atop):
    return SpecificObjective.objects.get(level__plan=atop, code="2.5")


@pytest.fixture
def elsewhere(db):
    """A plan of an institution where nobody of the tests has a role, with one objective of each kind it has."""
    owner = Institution.objects.create(code="alt-judet", name="Alt județ", short_name="Alt județ")
    plan = Plan.objects.create(
        slug="alt-plan",
        short_title="Planul altora",
        title="Plan",
        owner=owner,
        period_start="2026-01-01",
        period_end="2026-12-31",
    )
    general = Level.objects.create(
        plan=plan, kind="general_objective", name="Obiectiv general", name_plural="Obiective generale", prefix="og"
    )
    specific = Level.objects.create(
        plan=plan,
        kind="specific_objective",
        name="Obiectiv specific",
        name_plural="Obiective specifice",
        prefix="os",
        parent=general,
        position=20,
    )
    above = Element.objects.create(level=general, code="1", title="Secretul altora")
    return Element.objects.create(level=specific, parent=above, code="1.1", title="Secretul altora, pe larg")


def test_a_list_shows_the_elements_of_one_kind_in_the_order_of_the_plan(client, people, atop):
    client.force_login(people.editor)
    found = codes(client.get(LIST))
    assert found[:10] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "2.1", "2.2"]
    assert found[16:20] == ["2.9", "2.10", "3.1", "3.2"]
    assert len(found) == 39


def test_measures_stand_in_the_order_of_their_axes(client, people, it_plan):
    client.force_login(people.editor)
    found = codes(client.get(reverse("admin:plans_measure_changelist")))
    assert found == [f"1.{number}" for number in range(1, 15)]


def test_where_no_position_tells_elements_apart_1_2_stands_before_1_10(client, people, it_plan):
    for measure in Measure.objects.all():
        measure.position = 0
        measure.save()
    client.force_login(people.editor)
    found = codes(client.get(reverse("admin:plans_measure_changelist")))
    assert found == [f"1.{number}" for number in range(1, 15)]


def test_a_list_is_filtered_by_plan(client, people, atop, it_plan):
    client.force_login(people.editor)
    assert len(codes(client.get(LIST, {"plan": atop.pk}))) == 39
    assert codes(client.get(LIST, {"plan": it_plan.pk})) == []


@pytest.mark.parametrize("key", ["abc", "0", "99999999999999999999", "1\x00", ""])
def test_a_plan_that_is_not_there_filters_to_nothing(client, people, key):
    client.force_login(people.editor)
    assert codes(client.get(LIST, {"plan": key})) == []


def test_the_filter_names_only_the_plans_that_one_sees(client, people, elsewhere):
    client.force_login(people.reviewer)
    response = client.get(LIST)
    assert [title for _key, title in response.context["cl"].filter_specs[0].lookup_choices] == [
        "Planul strategic ATOP 2024"
    ]


@pytest.mark.parametrize("question", ["politistilor", "POLIȚIȘTILOR", "poliţiştilor", "pregatire politistilor", "1.7."])
def test_search_finds_without_diacritics_in_either_spelling_and_case(client, people, question):
    client.force_login(people.editor)
    assert codes(client.get(LIST, {"q": question.removesuffix(".")})) == ["1.7"]


def test_search_for_what_no_text_holds_finds_nothing(client, people):
    client.force_login(people.editor)
    assert codes(client.get(LIST, {"q": "\x00"})) == codes(client.get(LIST))
    assert codes(client.get(LIST, {"q": "inexistent"})) == []


def test_a_list_takes_the_same_queries_with_one_row_and_with_many(client, people, atop, django_assert_num_queries):
    client.force_login(people.editor)
    kept = Project.objects.filter(level__plan=atop).order_by("position")
    address = reverse("admin:plans_project_changelist")
    client.get(address)
    with django_assert_num_queries(8) as three_rows:
        assert len(codes(client.get(address))) == 4
    for project in list(kept)[1:]:
        project.delete()
    with django_assert_num_queries(len(three_rows.captured_queries)):
        assert len(codes(client.get(address))) == 1


def test_a_page_takes_the_same_queries_with_one_choice_and_with_many(
    client, people, atop, django_assert_max_num_queries
):
    client.force_login(people.editor)
    objective = SpecificObjective.objects.get(level__plan=atop, code="1.1")
    client.get(page_of(objective))
    with django_assert_max_num_queries(22) as many:
        client.get(page_of(objective))
    Element.objects.filter(level__plan=atop, level__prefix="og").exclude(pk=objective.parent_id).delete()
    with django_assert_max_num_queries(len(many.captured_queries)) as one:
        client.get(page_of(objective))
    assert len(one.captured_queries) == len(many.captured_queries)


def test_an_editor_changes_an_element(client, people, objective):
    client.force_login(people.editor)
    response = send(client, page_of(objective), title="Prevenirea agresiunilor şi a violenţei", completion_term="2026")
    assert response.status_code == 302
    changed = Element.objects.get(pk=objective.pk)
    assert (changed.title, changed.completion_term) == ("Prevenirea agresiunilor și a violenței", "2026")
    assert (changed.version, changed.parent_id) == (2, objective.parent_id)
    assert changed.history.first().history_user == people.editor


def test_saving_a_page_without_changing_it_changes_nothing(client, people, objective):
    client.force_login(people.editor)
    send(client, page_of(objective))
    assert Element.objects.get(pk=objective.pk).version == 1
    assert objective.history.count() == 0


def test_a_link_to_an_element_one_does_not_see_survives_a_save(client, people, objective, elsewhere):
    objective.contributes_to.add(elsewhere)
    client.force_login(people.editor)
    send(client, page_of(objective), title="Alt titlu")
    assert list(objective.contributes_to.values_list("pk", flat=True)) == [elsewhere.pk]


def test_the_columns_of_a_plans_own_are_text_fields(client, people, atop, objective):
    level = objective.level
    level.columns = [*level.columns, {"field": "riscuri", "label": "Riscuri"}]
    level.save()
    client.force_login(people.editor)
    form = client.get(page_of(objective)).context["adminform"].form
    assert form.fields["extra_0"].label == "Riscuri"
    assert "extra" not in form.fields
    send(client, page_of(objective), extra_0="Lipsa\x20 fondurilor şi a timpului")
    assert Element.objects.get(pk=objective.pk).extra == {"riscuri": "Lipsa fondurilor și a timpului"}
    send(client, page_of(objective), extra_0="")
    assert Element.objects.get(pk=objective.pk).extra == {}


def test_a_reviewer_reads_and_changes_nothing(client, people, objective):
    client.force_login(people.reviewer)
    response = client.get(page_of(objective))
    assert response.status_code == 200
    assert "title" not in fields_of(response)
    assert client.post(page_of(objective), {"title": "Schimbat"}).status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.post(page_of(objective).replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert Element.objects.get(pk=objective.pk).title == objective.title


def test_an_element_of_a_plan_one_does_not_see_is_not_there(client, people, elsewhere):
    client.force_login(people.editor)
    page = reverse("admin:plans_specificobjective_change", args=[elsewhere.pk])
    for address in (page, page.replace("change", "delete")):
        assert client.get(address).headers["Location"] == reverse("admin:index")
        assert client.post(address, {"title": "Furat"}).status_code in (302, 403)
    assert client.get(page.replace("change", "history")).status_code == 404
    assert codes(client.get(LIST, {"q": "Secretul"})) == []
    assert "Secretul altora" not in client.get(LIST).content.decode()
    assert Element.objects.get(pk=elsewhere.pk).title == "Secretul altora, pe larg"


def test_who_has_no_role_finds_no_page(client, people, objective):
    client.force_login(people.outsider)
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.get(page_of(objective)).status_code == 403


def test_a_role_that_ended_opens_no_page_of_the_working_text(client, people, objective):
    Membership.objects.filter(user=people.editor).update(valid_from="2020-01-01", valid_until="2020-12-31")
    client.force_login(people.editor)
    assert [client.get(one).status_code for one in (LIST, page_of(objective), ADD)] == [403, 403, 403]
    assert client.post(page_of(objective), {"title": "Schimbat"}).status_code == 403


@pytest.mark.parametrize("address", [LIST, ADD])
def test_who_is_not_signed_in_is_asked_to(client, db, address):
    assert client.get(address).headers["Location"] == f"{reverse('admin:login')}?next={address}"


def test_an_element_has_no_page_among_those_of_another_kind(client, people, objective):
    client.force_login(people.admin)
    page = reverse("admin:plans_measure_change", args=[objective.pk])
    assert client.get(page).status_code == 302
    assert client.get(page.replace("change", "history")).status_code == 404


def test_deleting_shows_what_would_go_and_then_deletes_it(client, people, atop, it_plan):
    axis = Element.objects.get(level__plan=it_plan, level__prefix="ax", code="2")
    measure = Element.objects.get(level__plan=it_plan, code="1.8")
    measure.institutions.add(it_plan.owner)
    client.force_login(people.editor)
    address = reverse("admin:plans_axis_delete", args=[axis.pk])
    text = client.get(address).content.decode()
    assert "Măsură: <a" in text
    assert "Legătură: 1.8. Crearea" in text
    assert "object (" not in text
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert Element.objects.filter(level__plan=it_plan, level__prefix="m").count() == 11
    assert [record.history_type for record in axis.history.all()] == ["-"]
    assert [record.history_type for record in measure.history.all()][0] == "-"


def test_the_delete_action_keeps_the_history_of_every_row(client, people, atop):
    projects = list(Project.objects.filter(level__plan=atop))
    client.force_login(people.editor)
    data = {"action": "delete_selected", "_selected_action": [project.pk for project in projects], "post": "yes"}
    client.post(reverse("admin:plans_project_changelist"), data)
    assert Project.objects.filter(level__plan=atop).count() == 0
    assert [project.history.get().history_type for project in projects] == ["-"] * 4


def test_a_reviewer_is_not_offered_to_delete(client, people, atop):
    client.force_login(people.reviewer)
    projects = list(Project.objects.filter(level__plan=atop))
    data = {"action": "delete_selected", "_selected_action": [project.pk for project in projects], "post": "yes"}
    client.post(reverse("admin:plans_project_changelist"), data)
    assert Project.objects.filter(level__plan=atop).count() == 4


def test_forged_columns_of_the_table_change_nothing(client, people, objective):
    client.force_login(people.editor)
    send(
        client,
        page_of(objective),
        title="Titlu",
        uid="00000000-0000-0000-0000-000000000000",
        version="99",
        extra='{"a":1}',
    )
    changed = Element.objects.get(pk=objective.pk)
    assert (changed.uid, changed.version, changed.extra) == (objective.uid, 2, {})


def test_errors_are_said_at_their_field(client, people, objective):
    client.force_login(people.editor)
    response = send(client, page_of(objective), code="2.4", title="")
    assert errors_of(response) == {
        "code": ["Nivelul are deja un element cu acest cod."],
        "title": ["Acest câmp este obligatoriu."],
    }
