import uuid
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Indicator
from plans.editing.elements import actions as element_actions
from plans.editing.spacing import spaced_positions
from plans.models import Element, Level
from plans.outline import CODE, load_outline
from portal.versioning import Conflict
from tests import attacker

pytestmark = pytest.mark.both


def element(plan, code, prefix="os"):
    return Element.objects.get(level__plan=plan, level__prefix=prefix, code=code)


def codes(plan, under):
    return [
        row[CODE] for _depth, row in load_outline(plan).walk() if row[CODE].startswith(under) and row[CODE] != under[0]
    ]


def versions(plan):
    return dict(Element.objects.filter(level__plan=plan).values_list("code", "version"))


@given(st.lists(st.integers(0, 60), max_size=12), st.data())
def test_new_positions_rise_and_those_that_rose_keep_their_order(positions, data):
    place = data.draw(st.integers(0, len(positions)))
    found = spaced_positions(positions, place)
    assert len(found) == len(positions) + 1
    assert all(one < other for one, other in pairwise(found))


@given(st.lists(st.integers(0, 1000), unique=True, min_size=1, max_size=12), st.data())
def test_where_there_is_room_no_other_position_changes(positions, data):
    positions = sorted(position * 2 for position in positions)
    place = data.draw(st.integers(1, len(positions)))
    found = spaced_positions(positions, place)
    assert found[:place] + found[place + 1 :] == positions


def test_an_element_moves_one_place_and_only_it_is_saved(atop, people):
    before = versions(atop)
    moved = element_actions.shift(element(atop, "1.2"), by=people.editor, version=1, down=True)
    assert codes(atop, "1.")[:4] == ["1.1", "1.3", "1.2", "1.4"]
    changed = {code for code, version in versions(atop).items() if version != before[code]}
    assert (changed, moved.version) == ({"1.2"}, 2)
    assert moved.history.first().history_user == people.editor


@pytest.mark.parametrize(
    ("code", "down", "message"),
    [("1.1", False, "Elementul este deja primul."), ("1.8", True, "Elementul este deja ultimul.")],
)
def test_the_first_does_not_move_up_nor_the_last_down(atop, people, code, down, message):
    with pytest.raises(ValidationError, match=message):
        element_actions.shift(element(atop, code), by=people.editor, version=1, down=down)
    assert element(atop, code).version == 1


def test_an_element_moves_under_another_parent_after_a_sibling_or_as_the_first(atop, people):
    other = element(atop, "2", "og")
    element_actions.move(element(atop, "1.2"), by=people.editor, version=1, parent=other, after=element(atop, "2.3"))
    element_actions.move(element(atop, "1.3"), by=people.editor, version=1, parent=other, after=None)
    assert [row[CODE] for row in element_actions.siblings(other.children.first().level, other)][:5] == [
        "1.3",
        "2.1",
        "2.2",
        "2.3",
        "1.2",
    ]


def test_an_element_moves_only_under_the_level_above_its_own(atop, it_plan, people):
    direction = element(atop, "1.2")
    for parent in (None, element(atop, "1.3"), element(it_plan, "1", "ax")):
        with pytest.raises(ValidationError):
            element_actions.move(direction, by=people.editor, version=1, parent=parent, after=None)
    assert Element.objects.misplaced().count() == 0
    assert element(atop, "1.2").parent.code == "1"


def test_a_sibling_that_moved_away_is_no_place_to_stand_after(atop, people):
    with pytest.raises(ValidationError, match="nu mai stă aici"):
        element_actions.move(
            element(atop, "1.2"),
            by=people.editor,
            version=1,
            parent=element(atop, "1", "og"),
            after=element(atop, "2.1"),
        )


def test_what_was_not_seen_as_it_is_does_not_move(atop, people):
    seen = element(atop, "1.2")
    element_actions.shift(seen, by=people.editor, version=1, down=True)
    with pytest.raises(Conflict):
        element_actions.shift(seen, by=people.publisher, version=1, down=False)
    assert codes(atop, "1.")[:3] == ["1.1", "1.3", "1.2"]


def test_only_those_who_write_the_plan_arrange_it(atop, people):
    direction = element(atop, "1.2")
    for person in (people.reviewer, people.reporter):
        for change in (
            lambda person=person: element_actions.shift(direction, by=person, version=1, down=True),
            lambda person=person: element_actions.duplicate(direction, by=person, version=1, uid=uuid.uuid4()),
        ):
            with pytest.raises(PermissionDenied):
                change()
    assert (element(atop, "1.2").version, Element.objects.filter(level__plan=atop).count()) == (1, 53)


def test_an_element_is_added_after_a_sibling_and_only_once(atop, people):
    level = Level.objects.get(plan=atop, prefix="os")
    parent = element(atop, "1", "og")
    uid = uuid.uuid4()
    for _again in range(2):
        new = Element(level=level, parent=parent, title="Direcție nouă", code="1.9", uid=uid)
        element_actions.add(new, by=people.editor, after=element(atop, "1.1"))
    element_actions.add(Element(level=level, parent=parent, title="Ultima", code="1.99"), by=people.editor)
    assert codes(atop, "1.") == ["1.1", "1.9", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.99"]


def test_a_copy_takes_along_what_hangs_under_it_its_links_and_its_indicators(it_plan, people):
    axis = element(it_plan, "2", "ax")
    measure = element(it_plan, "1.8", "m")
    measure.institutions.add(it_plan.owner)
    measure.contributes_to.add(axis)
    uid = uuid.uuid4()
    for _again in range(2):
        copy = element_actions.duplicate(axis, by=people.editor, version=1, uid=uid)
    originals = axis.children.order_by("position")
    below = list(copy.children.order_by("position"))
    assert (copy.title, copy.code, copy.uid) == (f"{axis.title} (copie)", "", uid)
    assert [(row.title, row.code, row.position) for row in below] == [
        (row.title, "", row.position) for row in originals
    ]
    assert (list(below[0].institutions.all()), list(below[0].contributes_to.all())) == ([it_plan.owner], [copy])
    assert [list(row.indicators.values_list("title", "joiner")) for row in below] == [
        list(row.indicators.values_list("title", "joiner")) for row in originals
    ]
    assert (
        len(set(Indicator.objects.filter(plan=it_plan).values_list("number", flat=True))) == it_plan.indicators.count()
    )


def test_the_queries_of_a_move_do_not_depend_on_the_size_of_the_plan(atop, people):
    def queries_of_a_move():
        moved = element(atop, "1.2")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            element_actions.move(
                moved, by=people.editor, version=moved.version, parent=moved.parent, after=element(atop, "1.5")
            )
        return len(queries)

    few = queries_of_a_move()
    level = Level.objects.get(plan=atop, prefix="os")
    parent = element(atop, "3", "og")
    Element.objects.bulk_create(
        Element(level=level, parent=parent, position=1000 + n, title="x", code=f"9.{n}") for n in range(300)
    )
    attacker.drop_triggers("plans_historicalelement")
    element(atop, "1.2").history.all().delete()
    assert queries_of_a_move() == few
