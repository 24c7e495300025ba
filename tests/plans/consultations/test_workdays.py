"""The days of the law: week ends, legal holidays with the Orthodox Easter, days that the Government declared free."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plans.consultations import workdays
from plans.models import BridgeDay

DATE = datetime.date


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (DATE(2026, 4, 9), True),
        (DATE(2026, 4, 10), False),  # Orthodox Good Friday
        (DATE(2026, 4, 13), False),  # Easter Monday
        (DATE(2026, 4, 3), True),  # the western Good Friday
        (DATE(2026, 4, 11), False),  # a Saturday
        (DATE(2026, 11, 30), False),  # Saint Andrew
        (DATE(2025, 12, 24), True),
    ],
)
def test_week_ends_and_legal_holidays_are_no_working_days(day, is_working):
    assert workdays.is_working_day(day) is is_working


@pytest.mark.parametrize(
    ("day", "number", "bridges", "last"),
    [
        (DATE(2026, 4, 9), 1, (), DATE(2026, 4, 14)),
        (DATE(2026, 4, 9), 1, (DATE(2026, 4, 14),), DATE(2026, 4, 15)),
        (DATE(2026, 3, 2), 5, (), DATE(2026, 3, 9)),
        (DATE(2026, 3, 2), 30, (), DATE(2026, 4, 15)),
        (DATE(2026, 3, 2), 0, (), DATE(2026, 3, 2)),
    ],
)
def test_the_day_of_the_announcement_is_not_counted(day, number, bridges, last):
    assert workdays.add_working_days(day, number, bridges) == last


def test_a_day_declared_free_moves_the_endorsement_and_not_the_days_for_proposals(db, people):
    before = workdays.legal_days(DATE(2026, 3, 2))
    assert before == workdays.LegalDays(DATE(2026, 3, 12), DATE(2026, 4, 15))
    added = workdays.add_bridge_day(day=DATE(2026, 3, 6), act="HG nr. 1/2026", by=people.publisher)
    assert workdays.legal_days(DATE(2026, 3, 2)) == workdays.LegalDays(DATE(2026, 3, 12), DATE(2026, 4, 16))
    workdays.remove_bridge_day(added, by=people.publisher)
    assert workdays.legal_days(DATE(2026, 3, 2)) == before


def test_only_who_publishes_says_which_days_are_free_and_each_once(db, people):
    day = DATE(2026, 3, 6)
    for name in ("editor", "reviewer", "reporter", "outsider"):
        with pytest.raises(PermissionDenied):
            workdays.add_bridge_day(day=day, act="", by=getattr(people, name))
    row = workdays.add_bridge_day(day=day, act="", by=people.publisher)
    with pytest.raises(ValidationError, match="deja"):
        workdays.add_bridge_day(day=day, act="", by=people.admin)
    with pytest.raises(PermissionDenied):
        workdays.remove_bridge_day(row, by=people.editor)
    assert BridgeDay.objects.count() == 1


def test_the_holidays_of_a_year_are_named_in_romanian():
    found = dict(workdays.holidays_of(2026))
    assert found[DATE(2026, 12, 1)] == "Ziua Națională a României"
