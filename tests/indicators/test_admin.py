"""Indicators in the back office, with their targets."""

import pytest
from django.urls import reverse

from indicators.models import Indicator, Report, Target
from plans.models import Element
from tests.forms import errors_of, fields_of, send

LIST = reverse("admin:indicators_indicator_changelist")
ADD = reverse("admin:indicators_indicator_add")


@pytest.fixture
def indicator(it_plan):
    return Indicator.objects.exclude(joiner="").filter(plan=it_plan).first()


@pytest.fixture
def page(indicator):
    return reverse("admin:indicators_indicator_change", args=[indicator.pk])


@pytest.fixture
def target(indicator):
    return Target.objects.create(
        indicator=indicator, kind="exact", value=5, period_start="2026-01-01", period_end="2026-12-31"
    )


@pytest.fixture
def target_page(target):
    return reverse("admin:indicators_target_change", args=[target.pk])


def test_the_list_stands_in_the_order_of_the_plans(client, people, atop, it_plan):
    client.force_login(people.editor)
    rows = list(client.get(LIST).context["cl"].result_list)
    codes = [row.element.code for row in rows if row.plan == it_plan]
    assert codes == sorted(codes, key=lambda code: int(code.split(".")[1]))
    assert [row.position for row in rows if row.plan == atop] == [number * 10 for number in range(1, 14)]
    assert len(client.get(LIST, {"plan": atop.pk}).context["cl"].result_list) == 13


def test_the_list_takes_the_same_queries_with_one_row_and_with_many(
    client, people, atop, it_plan, django_assert_num_queries
):
    client.force_login(people.editor)
    client.get(LIST)
    with django_assert_num_queries(8):
        assert len(client.get(LIST, {"plan": it_plan.pk}).context["cl"].result_list) == 23
    for row in Indicator.objects.filter(plan=it_plan)[1:]:
        row.delete()
    with django_assert_num_queries(8):
        assert len(client.get(LIST, {"plan": it_plan.pk}).context["cl"].result_list) == 1


def test_the_spaces_of_a_joiner_stay(client, people, page, indicator):
    client.force_login(people.editor)
    assert fields_of(client.get(page))["joiner"] == [indicator.joiner]
    send(client, page, joiner=" și ", title="Titlu nou")
    changed = Indicator.objects.get(pk=indicator.pk)
    assert (changed.joiner, changed.title) == (" și ", "Titlu nou")
    assert changed.history.first().history_user == people.editor


def test_an_indicator_stays_in_its_plan_on_the_plans_own_elements(client, people, page, indicator, atop, it_plan):
    client.force_login(people.admin)
    fields = client.get(page).context["adminform"].form.fields
    assert (set(fields["element"].queryset), "plan" in fields) == (
        set(Element.objects.filter(level__plan=it_plan)),
        False,
    )
    foreign = Element.objects.filter(level__plan=atop).first()
    assert list(errors_of(send(client, page, element=foreign.pk))) == ["element"]
    send(client, page, plan=atop.pk, title="Titlu nou")
    assert (Indicator.objects.get(pk=indicator.pk).plan, Indicator.objects.get(pk=indicator.pk).version) == (it_plan, 2)


def test_an_indicator_that_goes_to_another_element_becomes_the_last_there(client, people, page, indicator, it_plan):
    client.force_login(people.editor)
    other = Indicator.objects.filter(plan=it_plan).exclude(element=indicator.element_id).last().element
    assert send(client, page, element=other.pk).status_code == 302
    cell = Indicator.objects.filter(element=other).order_by("position", "pk")
    assert (cell.count() > 1, cell.last()) == (True, indicator)


def test_a_target_is_written_as_romanians_write_numbers(client, people, target, target_page):
    client.force_login(people.editor)
    assert send(client, target_page, value="1.234,5").status_code == 302
    saved = Target.objects.get()
    assert (str(saved.value), saved.history.first().history_user) == ("1234.500000", people.editor)


def test_a_target_that_cannot_be_is_refused_and_nothing_is_saved(client, people, target, target_page):
    client.force_login(people.editor)
    bad = ({"value": "x"}, {"value": ""}, {"period_end": "01.01.2020"}, {"kind": "range"}, {"kind": "nimic"})
    assert [bool(errors_of(send(client, target_page, **changes))) for changes in bad] == [True] * 5
    assert Target.objects.get().version == 1


def test_a_target_is_versioned_like_any_row(client, people, target, target_page):
    client.force_login(people.editor)
    opened = fields_of(client.get(target_page))
    send(client, target_page, value="7")
    response = client.post(target_page, {**opened, "value": "8"})
    assert errors_of(response)["value"] == ["Salvat acum este: „7,000000”."]
    assert Target.objects.get().value == 7
    assert client.post(target_page, fields_of(response)).status_code == 302
    assert Target.objects.get().value == 8


def test_who_only_reads_changes_nothing(client, people, atop, page):
    own = Indicator.objects.filter(plan=atop).first()
    address = reverse("admin:indicators_indicator_change", args=[own.pk])
    client.force_login(people.reviewer)
    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "Furat"}).status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.get(page).status_code == 302
    assert len(client.get(LIST).context["cl"].result_list) == 13


def test_strangers_find_nothing(client, people, page):
    client.force_login(people.outsider)
    assert [client.get(address).status_code for address in (LIST, ADD, page)] == [403, 403, 403]
    client.logout()
    assert [client.get(address).status_code for address in (LIST, ADD, page)] == [302, 302, 302]


def test_what_cannot_be_in_a_text_is_said_at_its_field(client, people, page):
    client.force_login(people.editor)
    response = send(client, page, title="a\x07b", joiner="a\x07", definition="x" * 20_001, element="1\x00")
    assert set(errors_of(response)) == {"title", "joiner", "definition", "element"}


def test_the_nature_of_an_indicator_that_is_reported_stays(client, people, page, indicator):
    client.force_login(people.editor)
    assert send(client, page, nature="percent").status_code == 302
    Report.objects.create(
        indicator=indicator,
        institution=indicator.plan.owner,
        period_start="2026-01-01",
        period_end="2026-12-31",
        due_on="2027-01-15",
    )
    assert send(client, page, nature="count", title="Alt titlu").status_code == 302
    indicator.refresh_from_db()
    assert (indicator.nature, indicator.title) == ("percent", "Alt titlu")
