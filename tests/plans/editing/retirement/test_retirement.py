"""Retired: nothing more is owed from then, the address and the past stay, the public reads why."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from indicators.models import Indicator
from plans.editions.publishing import publish
from plans.models import AdoptionAct, Element
from tests.forms import send
from tests.indicators.report_factories import owed, sent
from tests.page import Page

DAY = datetime.date(2024, 7, 1)
REASON = "Proiectul a fost preluat de minister."


@pytest.fixture
def indicator(people):
    """An indicator of the police plan that owes four quarters of 2024, the first of them sent."""
    row = owed(people, frequency="quarterly")
    sent(row.reports.order_by("period_start").first(), by=people.reporter)
    return row


def address(row):
    kind = "indicatori" if isinstance(row, Indicator) else "elemente"
    return f"/lucru/atop-2024/{kind}/{row.pk}/retragere/"


def owed_ends(indicator):
    return [f"{row.period_end:%d.%m}" for row in indicator.reports.order_by("period_start")]


def test_a_retired_indicator_owes_nothing_that_ends_later_and_says_why(editor, people, indicator):
    act = AdoptionAct.objects.create(
        plan=indicator.plan, issuer=indicator.plan.owner, kind="county_council", title="Hotărârea nr. 9/2024"
    )
    answer = send(editor, address(indicator), retired_on="2024-07-01", retired_reason=REASON, retired_act=str(act.pk))
    assert answer.status_code == 302
    assert owed_ends(indicator) == ["31.03", "30.06", "30.09", "31.12"]
    publish(indicator.plan, by=people.publisher, note="Un indicator retras.")
    assert owed_ends(indicator) == ["31.03", "30.06"]
    text = Page(editor.get("/planuri/atop-2024/indicatori/1/")).text
    assert f"Indicatorul este retras din 1 iulie 2024, prin {act.title}. Motivul: {REASON}" in text
    assert "trimestrul I 2024" in text


def test_what_was_sent_of_a_later_period_stays(people, indicator):
    last = indicator.reports.order_by("period_start").last()
    sent(last, by=people.reporter)
    Indicator.objects.filter(pk=indicator.pk).update(retired_on=DAY, retired_reason=REASON)
    publish(indicator.plan, by=people.publisher, note="Un indicator retras.")
    assert owed_ends(indicator) == ["31.03", "30.06", "31.12"]


@pytest.mark.both
def test_the_indicators_under_a_retired_element_owe_nothing_more_and_its_page_says_why(editor, people, indicator):
    root = Element.objects.filter(level__plan=indicator.plan, children__isnull=False).first()
    Indicator.objects.filter(pk=indicator.pk).update(element=root.children.first())
    publish(indicator.plan, by=people.publisher, note="Mutat.")
    send(editor, address(root), retired_on="2024-07-01", retired_reason=REASON)
    edition = publish(indicator.plan, by=people.publisher, note="Un obiectiv retras.")
    assert owed_ends(indicator) == ["31.03", "30.06"]
    place = edition.read().by_uid[str(root.uid)].address
    assert f"Retras din 1 iulie 2024. Motivul: {REASON}" in Page(editor.get(f"/planuri/atop-2024/{place}/")).text
    assert "Indicatorul este retras din 1 iulie 2024" in Page(editor.get("/planuri/atop-2024/indicatori/1/")).text
    text = Page(editor.get("/planuri/atop-2024/comparatie/2/3/")).text
    assert [words in text for words in ("Retras din", "Motivul retragerii", REASON)] == [True] * 3


def test_a_retirement_has_a_reason_and_a_day_of_the_plan(editor, indicator):
    assert list(send(editor, address(indicator), retired_on="2024-07-01").context["form"].errors) == ["retired_reason"]
    late = send(editor, address(indicator), retired_on="2031-01-01", retired_reason=REASON)
    assert list(late.context["form"].errors) == ["retired_on"]
    with pytest.raises(IntegrityError, match="indicator_retired_with_a_reason"), transaction.atomic():
        Indicator.objects.filter(pk=indicator.pk).update(retired_on=DAY)


def test_a_retirement_that_was_not_meant_is_taken_back(editor, people, indicator):
    send(editor, address(indicator), retired_on="2024-07-01", retired_reason=REASON)
    publish(indicator.plan, by=people.publisher, note="Un indicator retras.")
    indicator.refresh_from_db()
    sent_form = {"cancel": "1", "seen_version": indicator.version}
    assert editor.post(address(indicator), {**sent_form, "seen_version": indicator.version - 1}).status_code == 409
    assert editor.post(address(indicator), sent_form).status_code == 302
    publish(indicator.plan, by=people.publisher, note="Urmărit din nou.")
    assert owed_ends(indicator) == ["31.03", "30.06", "30.09", "31.12"]


@pytest.mark.parametrize(("name", "status"), [("reviewer", 403), ("reporter", 404), ("outsider", 404)])
def test_who_does_not_write_the_plan_retires_nothing(client, people, indicator, name, status):
    client.force_login(getattr(people, name))
    assert client.post(address(indicator), {"retired_on": "2024-07-01", "retired_reason": REASON}).status_code == status
