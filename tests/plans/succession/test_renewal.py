import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.succession.renewal import Renewal, accept_proposals, next_period, text_proposals
from portal.months import months_later


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


TO_NEXT_YEAR = Renewal(YEAR, next_period(*YEAR))
TO_NEXT_SEVEN = Renewal(SEVEN, next_period(*SEVEN))


def test_months_are_counted_between_the_beginnings():
    assert [TO_NEXT_YEAR.months, TO_NEXT_SEVEN.months, Renewal(HALF, next_period(*HALF)).months] == [12, 84, 12]


def test_the_first_and_the_last_day_lead_to_the_new_ones():
    odd = Renewal(days((2024, 1, 10), (2024, 2, 14))[0:2], days((2025, 3, 1), (2025, 3, 31)))
    assert [odd.day(day) for day in odd.old] == list(odd.new)


def test_a_day_between_leads_to_as_many_months_later():
    assert TO_NEXT_SEVEN.day(datetime.date(2020, 5, 15)) == datetime.date(2027, 5, 15)


def test_a_deadline_on_the_day_before_the_plan_stays():
    before, first = datetime.date(2023, 12, 31), datetime.date(2024, 1, 1)
    assert [TO_NEXT_YEAR.due(before), TO_NEXT_YEAR.due(first)] == [before, datetime.date(2025, 1, 1)]


def test_a_deadline_on_the_day_after_the_plan_stays():
    after = datetime.date(2025, 1, 1)
    assert TO_NEXT_YEAR.due(after) == after


def test_the_first_and_the_last_year_of_a_plan_are_its_own():
    assert [TO_NEXT_SEVEN.year(year) for year in ("2018", "2019", "2025", "2026")] == ["2018", "2026", "2032", "2026"]


def test_two_years_are_renewed_only_as_the_whole_period():
    assert [TO_NEXT_SEVEN.text(text) for text in ("2019-2024", "2020-2025", "2019-2025")] == [
        "2019-2024",
        "2020-2025",
        "2026-2032",
    ]


def test_the_dash_between_two_years_stays_as_printed():
    assert [TO_NEXT_SEVEN.text(text) for text in ("2019 - 2025", "2019—2025")] == ["2026 - 2032", "2026—2032"]


def test_a_text_without_years_has_no_proposals():
    assert list(text_proposals("k", "Locul", "nimic", TO_NEXT_YEAR)) == []


def test_a_year_that_is_not_the_plans_is_not_proposed_and_keeps_its_number():
    (only,) = text_proposals("k", "Locul", "2020 și 2024", TO_NEXT_YEAR)
    assert (only.key, only.place, only.old, only.new) == ("k-1", "Locul", "2024", "2025")


def test_a_proposal_is_accepted_by_the_number_it_was_proposed_with():
    text = "2020, 2024 și 2024"
    assert [accept_proposals("k", text, TO_NEXT_YEAR, {key}) for key in ("k-1", "k-2", "k-0", "x-1")] == [
        "2020, 2025 și 2024",
        "2020, 2024 și 2025",
        text,
        text,
    ]


def test_sixty_letters_around_a_year_are_shown_whole():
    (only,) = text_proposals("k", "", f"{'a' * 59} 2024 {'b' * 59}", TO_NEXT_YEAR)
    assert (only.before, only.after) == ("a" * 59 + " ", " " + "b" * 59)


def test_of_more_letters_around_a_year_whole_words_are_shown():
    (only,) = text_proposals("k", "", f"{'abc ' * 16}2024{' abc' * 16}", TO_NEXT_YEAR)
    assert (only.before, only.after) == ("… " + "abc " * 14, " abc" * 14 + " …")


def test_a_term_is_renewed_even_inside_a_date_but_not_inside_a_longer_number():
    assert [TO_NEXT_YEAR.term(text) for text in ("1.2.2024", "120245")] == ["1.2.2025", "120245"]


def test_a_month_later_the_end_of_a_month_is_the_end_of_the_next():
    assert [months_later(datetime.date(2024, month, day), 1) for month, day in ((1, 31), (2, 29), (4, 30))] == [
        datetime.date(2024, 2, 29),
        datetime.date(2024, 3, 31),
        datetime.date(2024, 5, 31),
    ]


def test_months_before_the_beginning_of_a_year_lead_to_the_one_before():
    assert months_later(datetime.date(2024, 1, 15), -1) == datetime.date(2023, 12, 15)


def test_a_period_that_is_not_of_whole_months_is_followed_by_as_many_days():
    assert next_period(*days((2024, 1, 10), (2024, 2, 20))) == days((2024, 2, 21), (2024, 4, 2))
