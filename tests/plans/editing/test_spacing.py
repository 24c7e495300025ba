"""One more among siblings, with as few of the others moved as possible."""

import pytest

from plans.editing.spacing import spaced_positions


def test_the_first_of_all_stands_at_the_beginning():
    assert spaced_positions([], 0) == [0]


@pytest.mark.parametrize(("last", "new"), [(10, 20), (11, 20), (19, 20), (20, 30), (0, 10)])
def test_the_last_stands_at_the_next_ten(last, new):
    assert spaced_positions([last], 1) == [last, new]


def test_between_two_it_stands_in_the_middle():
    assert spaced_positions([10, 20], 1) == [10, 15, 20]


def test_where_there_is_room_for_one_it_takes_it():
    assert spaced_positions([10, 12], 1) == [10, 11, 12]


def test_before_the_first_it_stands_half_way_from_the_beginning():
    assert spaced_positions([10], 0) == [4, 10]


def test_before_a_first_at_one_it_stands_at_zero():
    assert spaced_positions([1], 0) == [0, 1]


def test_before_a_first_at_zero_that_one_is_pushed():
    assert spaced_positions([0, 5], 0) == [0, 1, 5]


def test_only_those_in_the_way_are_pushed():
    assert spaced_positions([10, 11, 12, 20], 1) == [10, 11, 12, 13, 20]


def test_positions_that_do_not_rise_are_all_spaced_anew():
    assert spaced_positions([30, 10], 1) == [10, 20, 30]


def test_positions_that_are_the_same_are_all_spaced_anew():
    assert spaced_positions([10, 10], 2) == [10, 20, 30]


def test_among_many_it_stands_between_its_own_two_neighbours():
    assert [spaced_positions([10, 20, 30], place) for place in (1, 2)] == [[10, 15, 20, 30], [10, 20, 25, 30]]
