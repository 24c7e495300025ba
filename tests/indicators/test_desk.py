"""What waits for those who report and oversee: by day, counted in the navigation as the desk shows it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Indicator, Report
from indicators.oversight import actions as oversight_actions
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from plans.models import Institution, Membership
from portal.desk.entries import NEAR, due_numbers, items_for
from portal.desk.forms import LATER, group_of
from tests.indicators.oversight.oversight_factories import issued, sitting
from tests.indicators.report_factories import put_off, sent
from tests.page import Page
from tests.portal.desk.desk_pages import DESK, items, numbers

DAY = datetime.timedelta(days=1)


def titled(number=1):
    return Indicator.objects.get(plan__slug="atop-2024", number=number).title


@pytest.mark.both
@pytest.mark.parametrize(
    ("days", "group", "when", "number"),
    [
        (-1, "Termenul a trecut", "termenul a trecut de 1 zi", 1),
        (0, "Astăzi", "astăzi", 1),
        (1, "În următoarele 7 zile", "peste 1 zi", 1),
        (7, "În următoarele 7 zile", "peste 7 zile", 1),
        (8, "Mai târziu", "peste 8 zile", 0),
    ],
)
def test_a_report_stands_under_its_day_and_is_counted_while_it_is_near(reporter, indicator, days, group, when, number):
    put_off(indicator.reports.get(), days)
    found = {
        name: [(*one[:2], one[2].replace("\xa0", " ")) for one in those] for name, those in items(reporter).items()
    }
    assert found == {group: [("de-raportat", titled(), when)]}
    assert numbers(reporter) == ({"De făcut": 1, "Ce am de raportat": 1} if number else {})


def test_each_step_of_a_report_waits_for_whose_turn_it_is(client, people, indicator):
    def desks():
        found = []
        for person in (people.reporter, people.reviewer):
            client.force_login(person)
            found.append([(kind, *numbers(client)) for those in items(client).values() for kind, *_rest in those])
        return found

    report = sent(indicator.reports.get(), by=people.reporter)
    assert desks() == [[], [("de-evaluat", "De făcut", "De evaluat")]]
    review_actions.return_report(report, by=people.reviewer, note="Lipsește explicația.")
    assert desks() == [[("intoarse",)], []]
    put_off(report, 1)
    assert desks() == [[("intoarse", "De făcut", "Ce am de raportat")], []]


def test_nobody_is_asked_to_judge_what_they_sent(people, report):
    Membership.objects.create(
        user=people.reporter, institution=Institution.objects.get(code="atop-cluj"), role="reviewer"
    )
    assert items_for(people.reporter, timezone.localdate()) == []


def test_a_correction_has_no_day_of_its_own(reporter, people, report):
    review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Da.")
    correction = reporting_actions.begin_correction(Report.objects.get(pk=report.pk), by=people.reporter)
    put_off(correction, -9)
    assert items(reporter) == {"Fără termen": [("de-raportat", titled(), "corectează o raportare acceptată")]}


def test_a_recommendation_waits_for_its_answer_then_for_who_verifies_it(client, people, atop, editions):
    today = timezone.localdate()
    row = issued(people, atop, deadline=today + NEAR, text="Publicați lista.")
    client.force_login(people.reporter)
    (found,) = items(client)["În următoarele 7 zile"]
    assert (found[:2], numbers(client)) == (
        ("de-raspuns", "Publicați lista."),
        {"De făcut": 1, "Recomandări primite": 1},
    )
    assert f'href="/raportare/recomandari/{row.pk}/"' in client.get(DESK).content.decode()
    oversight_actions.send_answer(row, by=people.reporter, text="Este publică.")
    assert items(client) == {}
    client.force_login(people.reviewer)
    (found,) = items(client)["Fără termen"]
    assert (found[:2], numbers(client)) == (("de-verificat", "Publicați lista."), {"De făcut": 1, "Recomandări": 1})


def test_a_sitting_to_come_is_shown_with_its_hour_and_counted_by_nobody(client, people, editions):
    today = timezone.localdate()
    sitting(held_on=today - DAY)
    sitting(held_on=today + DAY, starts_at=datetime.time(10, 30))
    for person in (people.reviewer, people.editor, people.reporter):
        client.force_login(person)
        shown = [("sedinte", "ATOP Cluj, ședință ordinară", "peste 1\xa0zi, ora 10:30")]
        assert items(client) == ({} if person == people.reporter else {"În următoarele 7 zile": shown})
        assert numbers(client) == {}


def test_an_administrator_without_a_role_has_nothing_of_others_on_their_desk(client, people, report):
    client.force_login(people.admin)
    assert (items(client), numbers(client)) == ({}, {})
    assert "ce ține de rolurile dumneavoastră" in Page(client.get(DESK)).text


def test_a_role_that_has_ended_leaves_nothing_on_the_desk(reporter, people, indicator):
    put_off(indicator.reports.get(), 0)
    yesterday = timezone.localdate() - DAY
    Membership.objects.filter(user=people.reporter).update(valid_from=yesterday, valid_until=yesterday)
    assert (items(reporter), numbers(reporter)) == ({}, {})


@pytest.mark.both
def test_the_numbers_are_what_the_desk_shows_in_one_query_whatever_there_is(
    people, indicator, django_assert_num_queries
):
    today = timezone.localdate()
    due = indicator.reports.get()
    others = [
        Report(
            indicator=indicator,
            institution=due.institution,
            period_start=due.period_start + number * DAY,
            period_end=due.period_start + number * DAY,
            due_on=today + (number - 5) * 2 * DAY,
        )
        for number in range(12)
    ]
    costs = []
    for rows in ([], others):
        Report.objects.bulk_create(rows)
        list(items_for(people.reporter, today))
        with django_assert_num_queries(1):
            counted = due_numbers(people.reporter, today)
        with CaptureQueriesContext(connection) as queries:
            shown = items_for(people.reporter, today)
        costs.append(len(queries))
        asked = [one for one in shown if one.source.is_asked and group_of(one) != LATER]
        assert sum(counted.values()) == len(asked)
    assert costs == [5, 5]
    assert len(asked) < len(shown)


def test_the_numbers_are_those_of_the_roles_held_at_the_moment(people, indicator):
    today = timezone.localdate()
    put_off(indicator.reports.get(), 1)
    before = due_numbers(people.reporter, today)
    Membership.objects.filter(user=people.reporter).update(valid_until=today - DAY, valid_from=today - 9 * DAY)
    assert (before["de-raportat"], due_numbers(people.reporter, today).get("de-raportat", 0)) == (1, 0)
