import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Element
from plans.outline import CODE, load_outline


def codes(plan):
    return [(depth, row[CODE]) for depth, row in load_outline(plan).walk()]


def test_the_outline_is_in_reading_order(atop):
    walked = [c for c in codes(atop) if c[1]]
    assert walked[:4] == [(0, "1"), (1, "1.1"), (1, "1.2"), (1, "1.3")]
    assert walked[9:19] == [(0, "2")] + [(1, f"2.{n}") for n in range(1, 10)]
    assert walked[19] == (1, "2.10")
    assert len(codes(atop)) == 53


@pytest.mark.parametrize("slug", ["atop", "it_plan"])
def test_the_outline_takes_one_query_at_any_size(request, slug):
    plan = request.getfixturevalue(slug)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(load_outline(plan, "title").walk())
    assert len(queries) == 1


def test_siblings_without_a_position_stand_by_code_as_people_read_it(atop):
    Element.objects.filter(level__plan=atop, level__prefix="os").update(position=0)
    walked = [code for depth, code in codes(atop) if depth == 1]
    assert walked[8:18] == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10"]


def test_a_cycle_is_left_out_and_walking_ends(atop):
    first, second = Element.objects.filter(level__plan=atop, level__prefix="og").order_by("position")[:2]
    Element.objects.filter(pk=first.pk).update(parent=second)
    Element.objects.filter(pk=second.pk).update(parent=first)
    assert [code for depth, code in codes(atop) if depth == 0 and code] == ["3", "4", "5", "6"]
