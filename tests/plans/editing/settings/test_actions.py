import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from plans.editing.settings import actions as setting_actions
from plans.models import BudgetLine, Signatory
from portal.versioning import Conflict


@pytest.fixture
def opened():
    return timezone.now()


def signatory(plan, name="Numele de probă"):
    return Signatory(plan=plan, office="SECRETAR", name=name)


def test_only_those_who_write_the_plan_keep_and_order_its_parts(atop, people, opened):
    row = atop.signatory_set.get()
    for person in (people.reviewer, people.reporter, people.outsider):
        with pytest.raises(PermissionDenied):
            setting_actions.add(signatory(atop), by=person, since=opened)
        with pytest.raises(PermissionDenied):
            setting_actions.shift(row, by=person, version=1, down=True)
        with pytest.raises(PermissionDenied):
            setting_actions.change(row, row.save, by=person, plan=atop)
    assert (atop.signatory_set.count(), atop.signatory_set.get().version) == (1, 1)


def test_the_same_part_is_added_once_by_one_person_from_one_opened_form(atop, people, opened):
    for _click in range(3):
        setting_actions.add(signatory(atop), by=people.editor, since=opened)
    assert atop.signatory_set.count() == 2
    setting_actions.add(signatory(atop, "Alt nume"), by=people.editor, since=opened)
    setting_actions.add(signatory(atop), by=people.publisher, since=opened)
    later = timezone.now() + datetime.timedelta(seconds=1)
    setting_actions.add(signatory(atop), by=people.editor, since=later)
    assert [row.position for row in atop.signatory_set.all()] == [10, 20, 30, 40, 50]


def test_a_part_that_was_removed_meanwhile_may_be_added_again(atop, people, opened):
    setting_actions.add(signatory(atop), by=people.editor, since=opened).delete()
    setting_actions.add(signatory(atop), by=people.editor, since=opened)
    assert atop.signatory_set.count() == 2


def test_what_the_plan_may_have_only_once_is_refused_in_the_same_transaction(atop, people, opened):
    second = BudgetLine(plan=atop, label="alt total", year=2023, amount=1, is_total=True)
    with pytest.raises(ValidationError, match="Anul are deja un total."):
        setting_actions.add(second, by=people.editor, since=opened)
    line = atop.budgetline_set.last()
    line.is_total = True
    with pytest.raises(ValidationError, match="Anul are deja un total."):
        setting_actions.change(line, line.save, by=people.editor, plan=atop)
    assert atop.budgetline_set.filter(is_total=True).count() == 1


def test_rows_that_no_position_tells_apart_are_spaced_anew(atop, people):
    atop.budgetline_set.update(position=0)
    first = atop.budgetline_set.first()
    setting_actions.shift(first, by=people.editor, version=1, down=True)
    assert [(row.label, row.position) for row in atop.budgetline_set.all()][:3] == [
        ("cheltuieli de personal", 10),
        ("credite bugetare", 20),
        ("bunuri și servicii", 30),
    ]
    assert first.history.first().history_user == people.editor


def test_a_part_that_changed_or_went_meanwhile_does_not_move(atop, people):
    row = atop.budgetline_set.first()
    setting_actions.shift(row, by=people.editor, version=1, down=True)
    with pytest.raises(Conflict):
        setting_actions.shift(row, by=people.publisher, version=1, down=True)
    row.delete()
    row.pk = 999_999
    with pytest.raises(Conflict):
        setting_actions.shift(row, by=people.editor, version=2, down=True)


@pytest.mark.parametrize(("down", "message"), [(True, "Este deja ultimul rând."), (False, "Este deja primul rând.")])
def test_a_lone_part_has_nowhere_to_go(atop, people, down, message):
    with pytest.raises(ValidationError, match=message):
        setting_actions.shift(atop.signatory_set.get(), by=people.editor, version=1, down=down)
