"""Targets keep their history: what the public has seen is replaced, never changed."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Indicator, Target
from plans.editions.publishing import publish, withdraw
from plans.models import AdoptionAct
from tests.forms import fields_of, send
from tests.page import Page

PUBLISHED_INDICATOR = "/planuri/informatizare-2019/indicatori/1/"


@pytest.fixture
def indicator(it_plan):
    return Indicator.objects.get(plan=it_plan, number=1)


@pytest.fixture
def target(indicator):
    return Target.objects.create(
        indicator=indicator, kind="at_least", value=10, period_start="2026-01-01", period_end="2026-12-31"
    )


@pytest.fixture
def page(target):
    return reverse("admin:indicators_target_change", args=[target.pk])


@pytest.fixture
def act(it_plan):
    return AdoptionAct.objects.create(
        plan=it_plan, issuer=it_plan.owner, kind="county_council", title="Hotărârea nr. 9/2026", number="9/2026"
    )


def values(indicator):
    return [(t.value, t.reason, t.replaced_on is None) for t in indicator.targets.order_by("pk")]


def test_a_target_that_nobody_has_seen_is_changed_in_its_place(client, people, page, indicator, target):
    client.force_login(people.editor)
    assert send(client, page, value="12").status_code == 302
    assert values(indicator) == [(Decimal(12), "", True)]


def test_a_target_added_on_the_day_of_a_publication_and_after_it_was_seen_by_nobody(client, people, indicator, it_plan):
    publish(it_plan, by=people.publisher, note="Fără țintă.")
    late = Target.objects.create(
        indicator=indicator, kind="at_least", value=10, period_start="2026-01-01", period_end="2026-12-31"
    )
    assert not late.is_published
    client.force_login(people.editor)
    assert send(client, reverse("admin:indicators_target_change", args=[late.pk]), value="12").status_code == 302
    assert values(indicator) == [(Decimal(12), "", True)]


def test_a_target_of_a_withdrawn_edition_was_seen(people, target, it_plan):
    withdraw(publish(it_plan, by=people.publisher, note="Cu țintă."), by=people.publisher, reason="Greșită.")
    assert Target.objects.get(pk=target.pk).is_published


def test_a_target_of_before_that_no_edition_shows_yet_was_seen_by_nobody(people, target, it_plan):
    Target.objects.filter(pk=target.pk).update(set_on=datetime.date(2020, 1, 1))
    assert not Target.objects.get(pk=target.pk).is_published
    edition = publish(it_plan, by=people.publisher, note="Cu țintă.")
    publish(it_plan, by=people.publisher, note="Tot cu țintă.")
    assert Target.objects.get(pk=target.pk).first_edition == edition


def test_a_published_target_is_not_changed_without_a_reason(client, people, page, indicator, target, it_plan):
    publish(it_plan, by=people.publisher, note="Cu țintă.")
    client.force_login(people.editor)
    response = send(client, page, value="12")
    assert "Ținta este publicată: scrieți de ce se schimbă." in response.content.decode()
    assert fields_of(response)["value"] == ["12"]
    assert values(indicator) == [(Decimal(10), "", True)]


def test_a_published_target_is_replaced_and_the_old_one_stays(client, people, page, indicator, it_plan, act):
    publish(it_plan, by=people.publisher, note="Cu țintă.")
    client.force_login(people.editor)
    assert send(client, page, value="12,5", reason="Ținta era prea mică.", act=str(act.pk)).status_code == 302
    assert values(indicator) == [(Decimal(10), "", False), (Decimal("12.5"), "Ținta era prea mică.", True)]

    indicators = publish(it_plan, by=people.publisher, note="Altă țintă.").read().indicators
    found = next(one for one in indicators if one.number == 1)
    today = timezone.localdate()
    assert [(t.value, t.reason, t.act, t.set_on, t.replaced_on) for t in found.targets] == [
        (Decimal("12.5"), "Ținta era prea mică.", "Hotărârea nr. 9/2026", today, None)
    ]
    assert [(t.value, t.set_on, t.replaced_on) for t in found.former_targets] == [(Decimal(10), today, today)]
    text = Page(client.get(PUBLISHED_INDICATOR)).text
    assert [
        words in text for words in ("cel puțin 12,5", "cel puțin 10", "Ținta era prea mică.", "Hotărârea nr. 9/2026")
    ] == [True] * 4


def test_a_published_target_is_not_deleted(client, people, indicator, target, it_plan):
    publish(it_plan, by=people.publisher, note="Cu țintă.")
    client.force_login(people.editor)
    address = reverse("admin:indicators_target_delete", args=[target.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [target.pk], "post": "yes"}
    client.post(reverse("admin:indicators_target_changelist"), chosen)
    assert indicator.targets.count() == 1


def test_what_was_replaced_cannot_be_opened_for_changes(client, people, page, indicator, target, it_plan):
    publish(it_plan, by=people.publisher, note="Cu țintă.")
    client.force_login(people.editor)
    send(client, page, value="12", reason="Motiv.")
    assert client.post(page, {"value": "1"}).status_code == 403
    assert values(indicator) == [(Decimal(10), "", False), (Decimal(12), "Motiv.", True)]


def test_two_editors_of_one_published_target_do_not_replace_it_twice(client, people, page, indicator, target, it_plan):
    publish(it_plan, by=people.publisher, note="Cu țintă.")
    client.force_login(people.editor)
    seen = fields_of(client.get(page))
    client.post(page, {**seen, "value": "11", "reason": "Motiv."})
    late = client.post(page, {**seen, "value": "12", "reason": "Motiv."})
    assert late.status_code == 403
    assert values(indicator) == [(Decimal(10), "", False), (Decimal(11), "Motiv.", True)]


def test_an_indicator_keeps_its_number_and_a_new_one_takes_the_next(it_plan):
    assert Indicator.objects.create(plan=it_plan, title="Nou", nature="count").number == 24
    Indicator.objects.filter(plan=it_plan, number=3).delete()
    assert Indicator.objects.create(plan=it_plan, title="Și mai nou", nature="count").number == 25


def test_a_target_tells_since_when_it_holds(target):
    assert (target.set_on, target.replaced_on) == (timezone.localdate(), None)
    assert isinstance(target.set_on, datetime.date)
