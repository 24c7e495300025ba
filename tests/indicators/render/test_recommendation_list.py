"""A recommendation as the list shows it: its state, its age, its delay."""

import dataclasses
import datetime

from indicators.render.recommendation_list import (
    age_text,
    recommendation_item,
)
from tests.indicators.render.progress_documents import ANSWERED, CLOSED, LATE, RECOMMENDATIONS, TODAY

DAY = datetime.timedelta(days=1)
TITLES = {"plan": "Planul 2026", "alt-plan": "Alt plan"}


def age(one, today=TODAY):
    return age_text(one, today).replace("\u00a0", " ")


def test_a_recommendation_is_late_from_the_day_after_its_deadline():
    assert [LATE.is_late(LATE.deadline + days * DAY) for days in (0, 1)] == [False, True]


def test_what_was_answered_is_not_late():
    assert ANSWERED.is_late(TODAY) is False


def test_until_its_deadline_only_the_age_is_said():
    assert age(LATE, LATE.deadline) == "deschisă de 30 de zile"


def test_after_its_deadline_the_delay_is_said_too():
    assert age(LATE, LATE.deadline + DAY) == "deschisă de 31 de zile, termen depășit cu 1 zi"


def test_an_answered_one_is_open_and_not_late():
    assert age(ANSWERED) == "deschisă de 64 de zile"


def test_a_closed_one_has_no_age():
    assert age(CLOSED) == ""


def test_each_state_has_its_words():
    said = [recommendation_item(one, TODAY, TITLES).state for one in RECOMMENDATIONS]
    assert said == ["fără răspuns", "cu răspuns", "închisă"]


def test_a_plan_is_named_by_its_title_or_else_by_its_address():
    assert [recommendation_item(CLOSED, TODAY, titles).plan_title for titles in (TITLES, {})] == [
        "Alt plan",
        "alt-plan",
    ]


def test_a_recommendation_of_today_is_open_since_today():
    today = dataclasses.replace(LATE, issued_on=TODAY, deadline=TODAY)
    assert age(today) == "deschisă astăzi"
