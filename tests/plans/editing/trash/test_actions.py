import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from indicators.reporting import actions as reporting_actions
from plans.editing.trash import actions as trash_actions
from plans.editing.trash.restoration import Restoration
from plans.editions.composition import compose
from plans.models import Element, Institution, Level
from portal.versioning import Conflict
from tests.indicators.report_factories import EMPTY, owed


def element(plan, code, prefix):
    return Element.objects.get(level__plan=plan, level__prefix=prefix, code=code)


@pytest.fixture
def axis(it_plan):
    return element(it_plan, "2", "ax")


def remove(row, plan, by):
    return trash_actions.remove(row, by=by, plan=plan, version=row.version)


def document_of(plan):
    return compose(plan, number=1, published_at=datetime.datetime(2026, 1, 1), note="")


def test_what_hangs_on_an_element_goes_with_it_and_all_comes_back_as_it_was(axis, it_plan, people):
    measure = element(it_plan, "1.8", "m")
    measure.institutions.add(it_plan.owner)
    element(it_plan, "1.1", "m").contributes_to.add(measure)
    before, indicators = document_of(it_plan), it_plan.indicators.count()
    removal = remove(axis, it_plan, people.editor)
    assert (removal.title, removal.count) == (str(axis), 1 + 3 + (indicators - it_plan.indicators.count()))
    assert [row.code for row in Element.objects.filter(level__plan=it_plan, level__prefix="ax").order_by("code")] == [
        "1",
        "3",
        "4",
    ]
    trash_actions.restore(removal, by=people.publisher)
    assert document_of(it_plan) == before
    newest = measure.history.first()
    assert (newest.history_type, newest.history_user, newest.institutions.count()) == ("+", people.publisher, 1)
    removal.refresh_from_db()
    assert removal.restored_by == people.publisher


def test_a_removed_element_is_told_of_in_its_history(axis, it_plan, people):
    remove(axis, it_plan, people.editor)
    gone = Element.history.filter(id=axis.pk).first()
    assert (gone.history_type, gone.history_user) == ("-", people.editor)


def test_what_only_named_the_removed_element_names_it_again(axis, it_plan, atop, people):
    after = element(atop, "1", "og")
    Element.objects.filter(pk=after.pk).update(continues=axis)
    removal = remove(axis, it_plan, people.editor)
    after.refresh_from_db()
    assert after.continues is None
    trash_actions.restore(removal, by=people.editor)
    after.refresh_from_db()
    assert after.continues == axis


def test_what_was_linked_to_what_is_gone_meanwhile_comes_back_without_the_link(axis, it_plan, atop, people):
    """Otherwise it could never come back."""
    other = Institution.objects.create(code="trecatoare", name="Instituție trecătoare", short_name="IT")
    measure = element(it_plan, "1.8", "m")
    measure.institutions.add(other)
    measure.continues = Element.objects.create(
        level=Level.objects.get(plan=atop, prefix="og"), code="99", title="Continuat"
    )
    measure.save()
    removal = remove(measure, it_plan, people.editor)
    other.delete()
    measure.continues.delete()
    said = " ".join(Restoration(removal).effects)
    assert ("nu mai este legat de instituție de atunci" in said, "rămâne gol, ce era acolo" in said) == (True, True)
    trash_actions.restore(removal, by=people.editor)
    back = Element.objects.get(uid=measure.uid)
    assert (back.institutions.filter(code="trecatoare").exists(), back.continues) == (False, None)


def test_nothing_is_put_back_twice(axis, it_plan, people):
    removal = remove(axis, it_plan, people.editor)
    trash_actions.restore(removal, by=people.editor)
    with pytest.raises(ValidationError, match="Este deja pus la loc."):
        trash_actions.restore(removal, by=people.editor)


def test_nothing_is_put_back_where_its_code_is_taken_or_its_parent_is_gone(axis, it_plan, people):
    measure = element(it_plan, "1.8", "m")
    first = remove(measure, it_plan, people.editor)
    other = element(it_plan, "1.1", "m")
    other.code = "1.8"
    other.save()
    with pytest.raises(ValidationError, match="este acum al elementului „1.8"):
        trash_actions.restore(first, by=people.editor)
    other.code = "1.1"
    other.save()
    second = remove(axis, it_plan, people.editor)
    with pytest.raises(ValidationError, match="care este și el șters. Puneți-l întâi pe acela la loc."):
        trash_actions.restore(first, by=people.editor)
    assert not Element.objects.filter(pk=measure.pk).exists()
    trash_actions.restore(second, by=people.editor)
    trash_actions.restore(first, by=people.editor)
    assert list(axis.children.values_list("code", flat=True)) == ["1.8", "1.9", "1.10"]


def test_an_element_whose_indicator_was_reported_stays(people, atop):
    indicator = owed(people)
    held = element(atop, "1", "og")
    indicator.element = held
    indicator.save()
    report = indicator.reports.get()
    reporting_actions.save_draft(report, by=people.reporter, content={**EMPTY, "value": 3})
    with pytest.raises(trash_actions.Protected) as refused:
        remove(held, atop, people.editor)
    assert refused.value.rows == [report.steps.get()]
    assert Element.objects.filter(pk=held.pk).exists()


def test_only_those_who_write_the_plan_remove_and_put_back(axis, it_plan, people):
    with pytest.raises(PermissionDenied):
        remove(axis, it_plan, people.reviewer)
    removal = remove(axis, it_plan, people.editor)
    with pytest.raises(PermissionDenied):
        trash_actions.restore(removal, by=people.reporter)
    assert not Element.objects.filter(pk=axis.pk).exists()


def test_what_was_not_seen_as_it_is_is_not_removed(axis, it_plan, people):
    axis.save()
    with pytest.raises(Conflict):
        trash_actions.remove(axis, by=people.editor, plan=it_plan, version=1)
    assert Element.objects.filter(pk=axis.pk).exists()
