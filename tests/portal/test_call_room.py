"""Calls whose frames find room at once, whatever their depth."""

import resource

import pytest

from portal.call_room import call_with_room

DEPTHS, CALLS = 400, 50


def leaf():
    return None


def climb(depth):
    """Call something many times at each depth, one of which is at the edge of a piece of the stack."""
    for _ in range(CALLS):
        leaf()
    if depth:
        climb(depth - 1)


def pages_taken(call, *arguments):
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    call(*arguments)
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def test_no_call_takes_its_room_from_the_system_anew():
    call_with_room(climb, DEPTHS)
    assert pages_taken(call_with_room, climb, DEPTHS) < CALLS


def test_what_is_returned_and_raised_comes_through():
    assert call_with_room(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        call_with_room(divmod, 7, 0)
