import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.editing.elements import actions as element_actions
from plans.editing.renumbering.actions import code_after, propose_codes, renumber
from plans.models import Element, Level
from plans.outline import CODE, load_outline
from portal.versioning import Conflict


def level(plan, prefix):
    return Level.objects.get(plan=plan, prefix=prefix)


def element(plan, code, prefix):
    return Element.objects.get(level__plan=plan, level__prefix=prefix, code=code)


def changes(plan, **schemes):
    proposal = propose_codes(plan, {level(plan, prefix).pk: scheme for prefix, scheme in schemes.items()})
    return [(change.old, change.new) for change in proposal.changes]


def give(plan, by, **schemes):
    chosen = {level(plan, prefix).pk: scheme for prefix, scheme in schemes.items()}
    return renumber(plan, by=by, schemes=chosen, seen=propose_codes(plan, chosen).seen)


def codes(plan, prefix):
    return [row[CODE] for _depth, row in load_outline(plan, "level__prefix").walk() if row[-1] == prefix]


def test_the_plans_as_printed_follow_the_two_schemes(atop, it_plan):
    assert changes(atop, og="ramura", os="ramura") == []
    assert changes(it_plan, ax="rand", m="rand") == []


def test_measures_that_run_across_axes_can_be_numbered_by_axis(it_plan):
    assert changes(it_plan, m="ramura")[:4] == [("1.8", "2.1"), ("1.9", "2.2"), ("1.10", "2.3"), ("1.11", "3.1")]


def test_an_element_that_moved_takes_its_place_and_codes_change_places_freely(atop, people):
    element_actions.shift(element(atop, "1.2", "os"), by=people.editor, version=1, down=False)
    assert changes(atop, os="ramura") == [("1.2", "1.1"), ("1.1", "1.2")]
    assert give(atop, people.editor, os="ramura") == 2
    assert codes(atop, "os")[:3] == ["1.1", "1.2", "1.3"]
    told = element(atop, "1.1", "os").history.first()
    assert (told.prev_record.code, told.code, told.history_user) == ("1.2", "1.1", people.editor)


def test_what_hangs_under_a_renumbered_element_follows_it(atop, people):
    element_actions.shift(element(atop, "2", "og"), by=people.editor, version=1, down=False)
    assert changes(atop, og="ramura", os="ramura")[:3] == [("2", "1"), ("2.1", "1.1"), ("2.2", "1.2")]
    assert give(atop, people.editor, og="ramura", os="ramura") == 2 + 10 + 8
    assert codes(atop, "os")[:11] == [f"1.{n}" for n in range(1, 11)] + ["2.1"]


def test_an_element_without_a_code_gets_one_and_levels_without_a_scheme_keep_theirs(atop, people):
    new = Element(level=level(atop, "os"), parent=element(atop, "1", "og"), title="Direcție nouă")
    element_actions.add(new, by=people.editor)
    assert changes(atop, os="ramura") == [("", "1.9")]
    assert give(atop, people.editor, os="ramura") == 1
    assert set(codes(atop, "on")) == {""}


def test_two_equal_codes_in_a_level_are_refused_and_nothing_changes(it_plan, people):
    Element.objects.filter(level__plan=it_plan, level__prefix="ax").update(code="")
    with pytest.raises(ValidationError, match=r"Două elemente ale aceluiași nivel ar avea același cod: „1” \(Măsură\)"):
        give(it_plan, people.editor, m="ramura")
    assert codes(it_plan, "m")[:2] == ["1.1", "1.2"]


def test_a_tree_that_is_not_the_one_that_was_seen_is_not_renumbered(it_plan, people):
    seen = propose_codes(it_plan, {}).seen
    element_actions.shift(element(it_plan, "1.2", "m"), by=people.editor, version=1, down=False)
    with pytest.raises(Conflict):
        renumber(it_plan, by=people.editor, schemes={level(it_plan, "m").pk: "ramura"}, seen=seen)
    assert codes(it_plan, "m")[:2] == ["1.2", "1.1"]


def test_only_those_who_write_the_plan_renumber_it(it_plan, people):
    with pytest.raises(PermissionDenied):
        give(it_plan, people.reviewer, m="ramura")


def test_a_proposal_takes_one_query(it_plan):
    with CaptureQueriesContext(connection) as queries:
        propose_codes(it_plan, {})
    assert len(queries) == 1


def test_the_code_after_a_code_counts_its_last_number():
    assert [code_after(code) for code in ("1.9", "4", "OS10", "1.09", "0")] == ["1.10", "5", "OS11", "1.10", "1"]


def test_a_code_that_does_not_end_in_a_number_has_none_after_it():
    assert [code_after(code) for code in ("a)", "1.", "", "1²")] == [""] * 4
