"""Work during which Python looks for no cycles: it does so again after it, however it ends."""

import gc

import pytest

from portal.garbage import pause_collection


@pause_collection()
def is_looking():
    return gc.isenabled()


def test_python_looks_for_cycles_again_after_the_work_however_it_ends():
    assert (is_looking(), gc.isenabled()) == (False, True)
    with pytest.raises(ValueError), pause_collection():
        raise ValueError
    assert gc.isenabled()


def test_work_inside_work_leaves_it_to_the_outer_one():
    with pause_collection():
        assert (is_looking(), gc.isenabled()) == (False, False)
