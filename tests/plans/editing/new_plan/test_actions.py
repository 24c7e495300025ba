import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plans.editing.new_plan.actions import begin, propose_address
from plans.editing.new_plan.shapes import SHAPES, shape_of
from plans.models import Level, Plan


def blank(owner, **changed):
    values = {
        "slug": "de-proba",
        "short_title": "Plan de probă",
        "title": "Plan",
        "owner": owner,
        "period_start": datetime.date(2026, 1, 1),
        "period_end": datetime.date(2026, 12, 31),
    }
    return Plan(**values | changed)


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_plan_that_begins_in_a_shape_has_that_shape(atop, people, name):
    plan = begin(blank(atop.owner), by=people.editor, shape=SHAPES[name])
    found = shape_of(plan)
    assert found.sections == SHAPES[name].sections
    assert sorted(found.levels, key=lambda level: level.prefix) == sorted(
        SHAPES[name].levels, key=lambda level: level.prefix
    )
    for level in plan.level_set.all():
        level.full_clean()


def test_all_of_it_has_the_beginning_of_its_history_by_who_began_it(atop, people):
    plan = begin(blank(atop.owner), by=people.editor, shape=SHAPES["atop"])
    rows = [plan, *plan.level_set.all(), *plan.section_set.all()]
    assert {(row.history.get().history_user, row.history.get().history_change_reason) for row in rows} == {
        (people.editor, "Plan nou.")
    }


def test_the_same_plan_begun_twice_is_one_and_by_another_person_is_refused(atop, people):
    first = begin(blank(atop.owner), by=people.editor, shape=SHAPES["atop"])
    again = begin(blank(atop.owner, title="  Plan "), by=people.editor, shape=SHAPES["integritate"])
    assert (again, Level.objects.filter(plan=first).count()) == (first, 4)
    with pytest.raises(ValidationError) as refused:
        begin(blank(atop.owner), by=people.publisher, shape=SHAPES["atop"])
    assert list(refused.value.message_dict) == ["slug"]


def test_only_those_who_write_for_the_owner_begin_its_plans(atop, people):
    for person in (people.reviewer, people.reporter, people.outsider):
        with pytest.raises(PermissionDenied):
            begin(blank(atop.owner), by=person, shape=SHAPES["atop"])
    assert begin(blank(atop.owner), by=people.admin, shape=SHAPES["atop"]).slug == "de-proba"


def test_what_does_not_fit_begins_nothing(atop, people):
    for changed in ({"title": ""}, {"period_end": datetime.date(2025, 1, 1)}, {"slug": "Nu așa"}, {"slug": "nou"}):
        with pytest.raises(ValidationError):
            begin(blank(atop.owner, **changed), by=people.editor, shape=SHAPES["atop"])
    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("short_title", "slug"),
    [
        ("Planul ţinutului Ștefan – 2026", "planul-tinutului-stefan-2026"),
        ("Strategia 2016–2020", "strategia-2016-2020"),
        ("Căutare", "cautare-2"),
        ("ATOP 2024", "atop-2024-2"),
        ("Nou", "nou-2"),
        ("«»", "plan"),
        ("x" * 120, "x" * 45),
    ],
)
def test_an_address_is_made_of_the_short_title_and_is_nobody_elses(atop, people, short_title, slug):
    plan = blank(atop.owner, short_title=short_title)
    propose_address(plan, by=people.editor)
    assert plan.slug == slug
