"""A change of many elements is taken back as one, without what was written since; both ways in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.editing.bulk_changes.actions import change_elements, undo_change
from plans.editing.bulk_changes.proposal import BulkEdit, TextReplacement
from plans.editing.bulk_changes.undo import propose_undo
from plans.history.entries import history_entries
from plans.history.grouping import group_by_day
from plans.history.queries import HistoryFilter, history_rows
from plans.models import Element, Institution
from plans.stand_ins import acting_names
from portal.versioning import Conflict
from tests.page import Page
from tests.plans.editing.outline_pages import find

CODES = ["1.1", "1.2", "1.3"]


@pytest.fixture
def edit(atop):
    """Another service and another institution."""
    old, new = Institution.objects.get(code="ipj-cluj"), Institution.objects.get(code="cj-cluj")
    for code in [*CODES, "2.1", "2.2", "2.3"]:
        row = find(code)
        Element.objects.filter(pk=row.pk).update(responsible="Serviciul X")
        Element.institutions.through.objects.filter(element=row).delete()
        Element.institutions.through.objects.create(element=row, institution=old)
    return BulkEdit((TextReplacement("responsible", "X", "Y"),), institution_old=old, institution_new=new)


def do(plan, by, edit, codes):
    change_elements(plan, by=by, edit=edit, seen={row.pk: row.version for row in map(find, codes)})
    return Element.history.filter(history_user=by).latest("history_id").history_id


def seen(plan, record):
    return {one.element.pk: one.element.version for one in propose_undo(plan, record) if one.values}


def held(code):
    row = find(code)
    return row.responsible, [one.code for one in row.institutions.all()]


def told(plan, by):
    rows = history_rows(plan, HistoryFilter(person=by.pk))
    return [
        sorted(change.label for change in entry.changes)
        for day in group_by_day(history_entries(rows, root="/", names=acting_names(plan)))
        for stint in day.stints
        for thing in stint.things
        for entry in thing.entries
    ]


def test_each_has_one_record_and_its_history_tells_what_it_was_linked_to_before(atop, people, edit):
    do(atop, people.editor, edit, CODES)
    assert Element.history.filter(history_user=people.editor).count() == len(CODES)
    assert told(atop, people.editor) == [["Instituții responsabile", "Responsabili"]] * len(CODES)


def test_all_are_taken_back_at_once_but_for_what_was_written_since(atop, people, edit):
    record = do(atop, people.editor, edit, CODES)
    assert held("1.1") == ("Serviciul Y", ["cj-cluj"])
    row = find("1.2")
    row.responsible = "Al colegului"
    row.save()
    find("1.3").delete()
    assert undo_change(atop, by=people.publisher, record=record, seen=seen(atop, record)) == 2
    assert held("1.1") == ("Serviciul X", ["ipj-cluj"])
    assert held("1.2") == ("Al colegului", ["ipj-cluj"])
    assert Element.history.filter(history_user=people.publisher).count() == 2
    [refused] = [one for one in propose_undo(atop, record) if one.element.code == "1.2"]
    assert refused.refusals[0].endswith("s-a schimbat de atunci; rămâne cum este acum.")


def test_an_undoing_is_taken_back_too_but_for_what_was_written_since(atop, people, edit):
    record = do(atop, people.editor, edit, CODES)
    undo_change(atop, by=people.publisher, record=record, seen=seen(atop, record))
    undoing = Element.history.filter(history_user=people.publisher).latest("history_id").history_id
    row = find("1.2")
    row.responsible = "Al colegului"
    row.save()
    assert undo_change(atop, by=people.editor, record=undoing, seen=seen(atop, undoing)) == 3
    assert [held(code) for code in CODES] == [
        ("Serviciul Y", ["cj-cluj"]),
        ("Al colegului", ["cj-cluj"]),
        ("Serviciul Y", ["cj-cluj"]),
    ]
    [refused] = [one for one in propose_undo(atop, undoing) if one.element.code == "1.2"]
    assert refused.refusals[0].endswith("s-a schimbat de atunci; rămâne cum este acum.")


def test_what_was_saved_since_it_was_shown_stops_all(atop, people, edit):
    record = do(atop, people.editor, edit, CODES)
    shown = seen(atop, record)
    row = find("1.2")
    row.title = "Al colegului"
    row.save()
    with pytest.raises(Conflict):
        undo_change(atop, by=people.editor, record=record, seen=shown)
    assert held("1.1")[0] == "Serviciul Y"


def test_the_queries_do_not_grow_with_the_elements(atop, people, edit):
    counts = []
    for codes in (["1.1"], ["1.2", "1.3", "2.1", "2.2", "2.3"]):
        with CaptureQueriesContext(connection) as change:
            record = do(atop, people.editor, edit, codes)
        with CaptureQueriesContext(connection) as undo:
            undo_change(atop, by=people.editor, record=record, seen=seen(atop, record))
        # One look at each element is the test's own.
        counts.append((len(change) - len(codes), len(undo)))
    assert counts[0] == counts[1]


def test_the_history_leads_to_it_and_it_is_confirmed_once(client, people, atop, edit):
    record = do(atop, people.editor, edit, CODES)
    client.force_login(people.reviewer)
    address = f"/lucru/atop-2024/deodata/anulare/{record}/"
    assert "Anulați toată schimbarea" not in Page(client.get("/lucru/atop-2024/istoric/")).text
    assert client.get(address).status_code == 403
    row = find("2.1")
    row.title, row._history_user = "Scris imediat după", people.editor
    row.save()
    client.force_login(people.editor)
    assert address in Page(client.get("/lucru/atop-2024/istoric/")).links
    page = Page(client.get(address))
    assert "s-ar da înapoi la 3 elemente" in page.text.replace("\xa0", " ")
    sent = {"seen": next(tag["value"] for _name, tag in page.attributes if tag.get("name") == "seen")}
    row = find("1.2")
    row.title = "Al colegului"
    row.save()
    again = client.post(address, sent)
    assert (again.status_code, held("1.1")[0]) == (409, "Serviciul Y")
    sent = {"seen": again.context["seen"]}
    done = Page(client.post(address, sent, follow=True))
    assert (
        "Schimbarea este anulată: 3 elemente sunt din nou cum erau. Din istoric puteți anula și"
        in done.text.replace("\xa0", " ")
    )
    assert held("1.1") == ("Serviciul X", ["ipj-cluj"])
    assert client.post(address, sent).status_code == 409
    assert "Nu mai este nimic de anulat" in Page(client.get(address)).text
    undoing = Element.history.latest("history_id").history_id
    assert f"/lucru/atop-2024/deodata/anulare/{undoing}/" in Page(client.get("/lucru/atop-2024/istoric/")).links
    other = find("1.2").history.exclude(history_change_reason__contains="elemente").first()
    assert client.get(f"/lucru/atop-2024/deodata/anulare/{other.history_id}/").status_code == 404
