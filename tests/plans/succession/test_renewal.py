import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.succession.renewal import Renewal, accept_proposals, months_later, next_period, text_proposals


def days(*parts):
    return tuple(datetime.date(*part) for part in parts)


YEAR = days((2024, 1, 1), (2024, 12, 31))
SEVEN = days((2019, 1, 1), (2025, 12, 31))
HALF = days((2024, 7, 1), (2025, 6, 30))
dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("period", "after"),
    [
        (YEAR, days((2025, 1, 1), (2025, 12, 31))),
        (SEVEN, days((2026, 1, 1), (2032, 12, 31))),
        (HALF, days((2025, 7, 1), (2026, 6, 30))),
        (days((2023, 3, 1), (2024, 2, 29)), days((2024, 3, 1), (2025, 2, 28))),
        (days((2024, 1, 10), (2024, 1, 19)), days((2024, 1, 20), (2024, 1, 29))),
        (days((2024, 1, 1), (2024, 1, 1)), days((2024, 1, 2), (2024, 1, 2))),
    ],
)
def test_the_next_period_begins_the_day_after_and_is_as_long(period, after):
    assert next_period(*period) == after


@given(dates, dates)
def test_the_next_period_always_begins_the_day_after_and_does_not_end_before(one, other):
    start, end = sorted((one, other))
    first, last = next_period(start, end)
    assert (first, first <= last) == (end + datetime.timedelta(days=1), True)


@given(dates, st.integers(-240, 240))
def test_months_there_and_back_lead_to_the_same_month(day, months):
    back = months_later(months_later(day, months), -months)
    assert (back.year, back.month) == (day.year, day.month)


@pytest.mark.parametrize(
    ("period", "text", "renewed"),
    [
        (YEAR, "pentru anul 2024:", "pentru anul 2025:"),
        (YEAR, "2024–2024, 2020-2024, 2020 – 2024", "2025–2025, 2020-2024, 2020 – 2024"),
        (YEAR, "HG nr. 787/2024 din 12.03.2024", "HG nr. 787/2024 din 12.03.2024"),
        (YEAR, "în 2023 și 2025, 12024 lei, 2024,5", "în 2023 și 2025, 12024 lei, 2024,5"),
        (YEAR, "atop-2024", "atop-2025"),
        (SEVEN, "2019–2025, apoi 2021-2027; până în 2025", "2026–2032, apoi 2021-2027; până în 2032"),
        (YEAR, "", ""),
    ],
)
def test_only_the_plans_own_years_are_renewed(period, text, renewed):
    assert Renewal(period, next_period(*period)).text(text) == renewed


def test_a_term_is_renewed_with_its_date_and_a_deadline_beyond_the_plan_stays():
    renewal = Renewal(YEAR, next_period(*YEAR))
    assert [renewal.term(text) for text in ("31.12.2024", "trim. IV 2024", "anual", "2030")] == [
        "31.12.2025",
        "trim. IV 2025",
        "anual",
        "2030",
    ]
    found = [renewal.due(day) for day in days((2024, 12, 31), (2024, 2, 29), (2030, 5, 1))]
    assert found == list(days((2025, 12, 31), (2025, 2, 28), (2030, 5, 1)))


def test_each_year_is_proposed_with_whole_words_around_it_and_taken_alone():
    renewal = Renewal(YEAR, next_period(*YEAR))
    text = "Cuvinte dinainte, destul de multe ca să nu încapă pe un rând întreg, în 2024 și după 2024."
    first, second = text_proposals("k", "Locul", text, renewal)
    assert (first.key, first.before, first.old, first.new, first.after) == (
        "k-0",
        "… destul de multe ca să nu încapă pe un rând întreg, în ",
        "2024",
        "2025",
        " și după 2024.",
    )
    assert accept_proposals("k", text, renewal, {second.key}) == text.replace("după 2024", "după 2025")


@given(st.text(st.sampled_from("2024 -–/.,a019"), max_size=40))
def test_taking_every_proposal_gives_the_renewed_text_and_taking_none_the_old_one(text):
    renewal = Renewal(YEAR, next_period(*YEAR))
    keys = {one.key for one in text_proposals("k", "", text, renewal)}
    assert (accept_proposals("k", text, renewal, keys), accept_proposals("k", text, renewal, ())) == (
        renewal.text(text),
        text,
    )
