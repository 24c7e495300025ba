"""How a status shows: a word, a shape and a colour, never one alone."""

import pytest

from indicators.progress.vocabulary import Status
from indicators.render.badges import BADGES, STATUS_SLUGS, badge, tallies


def look(one):
    return one.word, one.shape, one.kind


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("met", ("îndeplinit", "●", "met")),
        ("partly", ("îndeplinit parțial", "◐", "partly")),
        ("not_met", ("neîndeplinit", "○", "not-met")),
        ("cannot_be_judged", ("nu se poate aprecia", "?", "cannot-be-judged")),
        ("not_reported", ("neraportat la termen", "×", "not-reported")),
        ("returned", ("întors pentru completare", "↩", "returned")),
        ("in_review", ("în evaluare", "◇", "in-review")),
        ("not_yet_due", ("încă nu e termenul", "…", "not-yet-due")),
    ],
)
def test_a_status_has_a_word_a_shape_and_a_colour(status, shown):
    assert look(badge(status)) == shown


def test_what_is_only_context_has_no_colour():
    assert look(badge("context")) == ("numai context", "–", "")


def test_every_status_shows_and_has_an_address_of_its_own():
    assert (set(BADGES), len(set(STATUS_SLUGS.values()))) == (set(Status), len(Status))


def told(counts):
    return [tally.text.replace("\u00a0", " ") for tally in tallies(counts)]


def test_counts_stand_in_the_order_of_the_statuses_without_those_of_zero():
    assert told({Status.NOT_MET: 2, Status.MET: 3, Status.PARTLY: 0}) == ["3 îndepliniți", "2 neîndepliniți"]


def test_one_is_told_in_the_singular():
    assert told({Status.MET: 1, Status.CANNOT_BE_JUDGED: 1}) == ["1 îndeplinit", "1 nu se poate aprecia"]


def test_several_that_nobody_can_judge_are_told_in_the_plural():
    assert told({Status.CANNOT_BE_JUDGED: 2}) == ["2 nu se pot aprecia"]


def test_a_status_whose_name_says_both_is_told_by_it():
    assert told({Status.NOT_YET_DUE: 2, Status.CONTEXT: 1}) == ["2 încă nu e termenul", "1 numai context"]


def test_a_count_is_never_parted_from_its_word():
    assert tallies({Status.MET: 2})[0].text == "2\u00a0îndepliniți"
