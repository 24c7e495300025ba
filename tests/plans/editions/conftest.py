"""A plan of a few elements, where what is tested is the same for one of many."""

import pytest

from plans.models import Element
from tests import snapshots

KEPT = {"og": ["1", "2"], "os": ["1.1", "1.2", "1.3", "2.1"], "pr": ["1"]}


@pytest.fixture
def small_atop(atop):
    """The police plan with two of its objectives."""

    def shorten():
        for prefix in ("pr", "os", "og"):
            rows = Element.objects.filter(level__plan=atop, level__prefix=prefix)
            rows.exclude(code__in=KEPT[prefix]).delete()

    snapshots.once("a short police plan", shorten)
    return atop
