import datetime

import pytest
from django.urls import reverse

from plans.editing.new_plan.shapes import SHAPES
from plans.editions.readiness import readiness
from plans.models import Element, Institution, Level, Membership, Plan

ADDRESS = "/lucru/nou/"


def sent(atop, **changed):
    values = {
        "short_title": "Planul strategic ATOP 2026",
        "title": "Planul strategic",
        "subtitle": "",
        "owner": atop.owner_id,
        "reviewer": atop.reviewer_id,
        "period_start": "2026-01-01",
        "period_end": "2026-12-31",
        "slug": "",
        "shape": "atop",
        "like": "",
    }
    return values | changed


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


@pytest.fixture
def editing(client, people):
    client.force_login(people.editor)
    return client


def test_the_page_shows_what_each_shape_gives_and_the_plans_to_continue(editing, atop, it_plan):
    text = editing.get(ADDRESS).content.decode()
    shown = [shape.name for shape in SHAPES.values() if shape.name in text]
    assert shown == [shape.name for shape in SHAPES.values()]
    assert [reverse("plans:successor", args=[plan.slug]) in text for plan in (atop, it_plan)] == [True, True]


def test_a_blank_plan_begins_with_an_address_made_of_its_title_and_the_shape(editing, atop, people):
    response = editing.post(ADDRESS, sent(atop, short_title="Planul ţinutului Șieu"))
    plan = Plan.objects.get(slug="planul-tinutului-sieu")
    assert (response.status_code, response["Location"]) == (302, "/lucru/planul-tinutului-sieu/")
    assert (plan.short_title, plan.period_end) == ("Planul ținutului Șieu", datetime.date(2026, 12, 31))
    assert list(plan.level_set.values_list("prefix", "parent__prefix")) == [
        ("on", None),
        ("og", None),
        ("os", "og"),
        ("pr", None),
    ]
    assert [section.block for section in plan.section_set.all()] == [
        "",
        "elements",
        "elements",
        "indicators",
        "budget",
        "elements",
        "signatures",
    ]
    assert plan.history.get().history_user == people.editor


@pytest.mark.parametrize("shape", list(SHAPES))
def test_a_plan_of_each_shape_has_no_errors_once_it_has_elements(editing, atop, shape):
    editing.post(ADDRESS, sent(atop, shape=shape, slug="de-proba"))
    plan, above = Plan.objects.get(slug="de-proba"), {}
    for level in plan.level_set.order_by("position"):
        above[level.pk] = Element.objects.create(
            level=level, parent=above.get(level.parent_id), code="1", title="Titlu"
        )
    assert [problem.message for problem in readiness(plan) if problem.is_error] == []


def test_a_plan_begins_like_another_one_with_its_levels_and_headings_and_none_of_its_texts(editing, atop, it_plan):
    editing.post(ADDRESS, sent(atop, shape="ca-alt-plan", like=it_plan.pk, slug="ca-altul"))
    plan = Plan.objects.get(slug="ca-altul")
    fields = ("prefix", "parent__prefix", "kind", "name", "name_plural", "code_format", "columns")
    assert list(plan.level_set.values_list(*fields)) == list(it_plan.level_set.values_list(*fields))
    assert list(plan.section_set.values_list("block", "level__prefix", "numbered_columns", "body")) == [
        ("elements", "obs", False, ""),
        ("elements", "ax", True, ""),
        ("signatures", None, False, ""),
    ]


def test_sent_twice_it_begins_once_with_and_without_an_address(editing, atop):
    for slug in ("", "ales"):
        for _again in range(2):
            response = editing.post(ADDRESS, sent(atop, slug=slug))
        assert response["Location"] == f"/lucru/{slug or 'planul-strategic-atop-2026'}/"
    assert Plan.objects.filter(period_start="2026-01-01").count() == 2
    assert Level.objects.filter(plan__period_start="2026-01-01").count() == 8


def test_another_plan_of_the_same_title_takes_another_address(editing, atop):
    editing.post(ADDRESS, sent(atop))
    response = editing.post(ADDRESS, sent(atop, title="Alt plan"))
    assert response["Location"] == "/lucru/planul-strategic-atop-2026-2/"


def test_an_address_that_is_taken_or_is_the_portals_is_refused_and_what_was_typed_stays(editing, atop):
    for slug, message in (
        ("atop-2024", "Alt plan are deja această adresă. Scrieți alta."),
        ("nou", "Adresa „nou” este a portalului. Scrieți alta."),
    ):
        response = editing.post(ADDRESS, sent(atop, slug=slug, title="Titlul scris"))
        assert (response.status_code, errors(response)) == (200, {"slug": [message]})
        assert "Titlul scris" in response.content.decode()
    assert Plan.objects.count() == 2


def test_a_period_that_ends_before_it_begins_or_of_other_centuries_is_refused(editing, atop):
    response = editing.post(ADDRESS, sent(atop, period_end="2025-12-31"))
    assert errors(response) == {"period_end": ["Perioada nu se poate încheia înainte de a începe."]}
    response = editing.post(ADDRESS, sent(atop, period_start="0001-01-01", period_end="9999-12-31"))
    assert list(errors(response)) == ["period_start", "period_end"]
    assert Plan.objects.count() == 2


def test_a_forged_owner_or_a_plan_that_is_not_seen_is_refused(editing, atop, people):
    stranger = Institution.objects.get(code="ipj-cluj")
    hidden = Plan.objects.create(
        slug="strain",
        title="x",
        short_title="x",
        owner=stranger,
        period_start=datetime.date(2026, 1, 1),
        period_end=datetime.date(2026, 12, 31),
    )
    response = editing.post(ADDRESS, sent(atop, owner=stranger.pk))
    assert list(errors(response)) == ["owner"]
    response = editing.post(ADDRESS, sent(atop, shape="ca-alt-plan", like=hidden.pk))
    assert list(errors(response)) == ["like"]
    response = editing.post(ADDRESS, sent(atop, shape="ca-alt-plan", like=""))
    assert errors(response) == {"like": ["Alegeți planul ale cărui niveluri și secțiuni se iau."]}
    assert Plan.objects.count() == 3


def test_the_queries_of_the_page_do_not_depend_on_how_many_plans_there_are(editing, atop, django_assert_num_queries):
    editing.get(ADDRESS)
    with django_assert_num_queries(11):
        editing.get(ADDRESS)
    for number in range(3):
        editing.post(ADDRESS, sent(atop, slug=f"plan-{number}"))
    editing.get(ADDRESS)
    with django_assert_num_queries(11):
        text = editing.get(ADDRESS).content.decode()
    assert text.count("/anul-urmator/") == 5


def test_only_those_who_write_plans_begin_one(client, atop, people):
    assert client.get(ADDRESS)["Location"] == "/cont/intrare/?next=/lucru/nou/"
    for person in (people.reviewer, people.reporter, people.outsider):
        client.force_login(person)
        assert [client.get(ADDRESS).status_code, client.post(ADDRESS, sent(atop)).status_code] == [403, 403]
    Membership.objects.filter(user=people.editor).update(valid_until=datetime.date(2024, 1, 1), valid_from="2020-01-01")
    client.force_login(people.editor)
    assert client.post(ADDRESS, sent(atop)).status_code == 403
    client.force_login(people.admin)
    assert (client.get(ADDRESS).status_code, client.put(ADDRESS).status_code) == (200, 405)
    assert Plan.objects.count() == 2
