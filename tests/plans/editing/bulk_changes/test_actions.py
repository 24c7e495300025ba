"""Many elements change at once exactly as they were shown, or none of them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from plans.editing.bulk_changes.actions import change_elements, propose_changes
from plans.editing.bulk_changes.proposal import BulkEdit, TextReplacement
from plans.history import restoring
from plans.history.entries import history_entries
from plans.history.grouping import Batch, group_by_day
from plans.history.queries import HistoryFilter, history_rows
from plans.models import Element, Institution
from plans.stand_ins import acting_names
from portal.versioning import Conflict
from tests.plans.editing.outline_pages import find

DAY = datetime.date


def elements(*codes):
    return [find(code) for code in codes]


def keys(*codes):
    return [row.pk for row in elements(*codes)]


def give(code, **values):
    Element.objects.filter(pk=find(code).pk).update(**values)


def proposals(plan, edit, *codes):
    """What is proposed, by code: the values, and the sentences that say what stays."""
    return {one.element.code: (one.values, list(one.refusals)) for one in propose_changes(plan, keys(*codes), edit)}


def text(old, new, field="responsible"):
    return BulkEdit(texts=(TextReplacement(field, old, new),))


def seen(*codes):
    return {row.pk: row.version for row in elements(*codes)}


def test_an_element_without_the_words_stays_and_says_so(atop):
    give("1.1", responsible="Serviciul X")
    give("1.2", responsible="Serviciul Z")
    give("1.3", responsible="Serviciul Y")
    assert proposals(atop, text("Serviciul X", "Serviciul Y"), "1.2", "1.1") == {
        "1.2": ({}, ["Responsabili: „Serviciul X” nu apare."]),
        "1.1": ({"responsible": "Serviciul Y"}, []),
    }
    assert proposals(atop, text("", "Serviciul Y"), "1.3") == {"1.3": ({}, ["Responsabili: este deja așa."])}


def test_an_institution_takes_the_place_of_another_joins_or_goes(atop):
    old, new = Institution.objects.get(code="ipj-cluj"), Institution.objects.get(code="cj-cluj")
    find("1.1").institutions.set([old])
    find("1.2").institutions.set([new])
    find("1.3").institutions.clear()
    both = sorted([old, new], key=lambda one: one.name)
    assert proposals(atop, BulkEdit(institution_old=old, institution_new=new), "1.1", "1.2") == {
        "1.1": ({"institutions": [new]}, []),
        "1.2": ({}, [f"Instituții responsabile: „{old}” nu este printre ele."]),
    }
    assert proposals(atop, BulkEdit(institution_new=new), "1.1", "1.2", "1.3") == {
        "1.1": ({"institutions": both}, []),
        "1.2": ({}, ["Instituții responsabile: este deja așa."]),
        "1.3": ({"institutions": [new]}, []),
    }
    assert proposals(atop, BulkEdit(institution_old=old), "1.1") == {"1.1": ({"institutions": []}, [])}


def test_a_day_is_set_or_moved_by_months_inside_the_time_of_plans(atop):
    give("1.1", completion_due="2024-02-29", completion_term="2024")
    give("1.2", completion_due=None)
    give("1.3", completion_due="2100-12-31")
    assert proposals(atop, BulkEdit(due_months=12), "1.1", "1.2", "1.3") == {
        "1.1": ({"completion_due": DAY(2025, 2, 28)}, []),
        "1.2": ({}, ["Data de finalizare: nu are o dată care să se mute."]),
        "1.3": ({}, ["Data de finalizare: ar ajunge în afara anilor 1990–2100."]),
    }
    assert proposals(atop, BulkEdit(due_day=DAY(2026, 1, 1)), "1.2") == {
        "1.2": ({"completion_due": DAY(2026, 1, 1)}, [])
    }
    [found] = propose_changes(atop, keys("1.1"), BulkEdit(due_months=12))
    assert found.warning == "Termenul tipărit „2024” nu s-ar potrivi cu data 28.02.2025."
    assert propose_changes(atop, keys("1.1"), text("", "2025"))[0].warning == ""


@pytest.mark.parametrize("months", [-600, 600])
def test_the_last_days_of_the_calendar_are_refused_in_words(atop, months):
    give("1.1", completion_due="9999-12-31" if months > 0 else "0001-01-01")
    assert proposals(atop, BulkEdit(due_months=months), "1.1")["1.1"][0] == {}


def test_what_the_field_cannot_hold_leaves_the_element_as_it_is(atop):
    give("1.1", completion_term="până în 2024, " * 8)
    edit = BulkEdit(texts=(TextReplacement("completion_term", "2024", "decembrie 2024"),), due_day=DAY(2024, 12, 31))
    values, refusals = proposals(atop, edit, "1.1")["1.1"]
    assert (values, refusals[0].startswith("Termen de finalizare: ")) == ({}, True)


def test_a_retired_element_keeps_what_it_promised(atop):
    give("1.1", retired_on="2024-06-01", retired_reason="Preluat de minister.")
    assert proposals(atop, text("", "Altcineva"), "1.1") == {"1.1": ({}, ["este retras: ce a promis rămâne cum era."])}


@pytest.mark.parametrize("number", [3, 5])
def test_all_change_in_one_operation_of_the_history_and_each_can_go_back(atop, people, number):
    codes = [f"1.{n}" for n in range(1, number + 1)]
    old, new = Institution.objects.get(code="ipj-cluj"), Institution.objects.get(code="cj-cluj")
    for code in codes:
        give(code, responsible="Serviciul X")
        find(code).institutions.set([old])
    edit = BulkEdit(texts=(TextReplacement("responsible", "X", "Y"),), institution_old=old, institution_new=new)
    assert change_elements(atop, by=people.editor, edit=edit, seen=seen(*codes)) == number
    row = find("1.3")
    assert (row.responsible, list(row.institutions.all()), row.version) == ("Serviciul Y", [new], 2)
    rows = history_rows(atop, HistoryFilter(person=people.editor.pk))
    [day] = group_by_day(history_entries(rows, root="/", names=acting_names(atop)))
    [operation] = day.stints[0].things
    assert (type(operation), operation.event, operation.words) == (Batch, "modificare", f"{number}\xa0elemente")
    assert {entry.note for entry in operation.entries} == {f"Schimbat deodată cu altele: {number}\xa0elemente."}
    assert len({entry.at for entry in operation.entries}) == 1
    [entry] = [one for one in operation.entries if one.address.endswith(f"/{row.pk}/")]
    record = row.history.get(history_id=entry.before)
    restored = restoring.restore_field(record, "responsible", by=people.editor, version=2)
    assert restored.responsible == "Serviciul X"


def test_one_saved_meanwhile_or_gone_or_no_longer_changing_stops_all(atop, people):
    for code in ("1.1", "1.2"):
        give(code, responsible="Serviciul X")
    before, edit = seen("1.1", "1.2"), text("X", "Y")
    give("1.2", title="Al colegului", version=2)
    with pytest.raises(Conflict):
        change_elements(atop, by=people.editor, edit=edit, seen=before)
    with pytest.raises(Conflict):
        change_elements(atop, by=people.editor, edit=edit, seen={**seen("1.1"), 999_999: 1})
    with pytest.raises(Conflict):
        change_elements(atop, by=people.editor, edit=edit, seen=seen("1.1", "1.3"))
    assert [find(code).responsible for code in ("1.1", "1.2")] == ["Serviciul X"] * 2
    assert Element.history.filter(history_user=people.editor).count() == 0


def test_an_element_of_another_plan_stops_all(atop, it_plan, people):
    foreign = find("1", "ax", "informatizare-2019")
    with pytest.raises(Conflict):
        change_elements(atop, by=people.editor, edit=text("", "Y"), seen={**seen("1.1"), foreign.pk: foreign.version})
    assert find("1.1").responsible != "Y"


def test_who_only_reads_changes_nothing(atop, people):
    with pytest.raises(PermissionDenied):
        change_elements(atop, by=people.reviewer, edit=text("", "Y"), seen=seen("1.1"))
