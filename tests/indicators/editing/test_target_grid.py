"""The targets of a plan in one table: those of a year together, saved all or nothing, a published one with its reason."""

from decimal import Decimal

import pytest

from indicators.models import Target
from plans.editions.publishing import publish
from tests.page import Page, message_texts
from tests.plans.editing.outline_pages import forms

GRID = "/lucru/informatizare-2019/tabel/tinte/"
QUERIES = 13


def promise(number, plan, **more):
    content = {"kind": "at_least", "value": 10, "period_start": "2019-01-01", "period_end": "2019-12-31"}
    return Target.objects.create(indicator=plan.indicators.get(number=number), **content | more)


@pytest.fixture
def targets(it_plan):
    later = {"period_start": "2020-01-01", "period_end": "2020-12-31"}
    return [promise(1, it_plan), promise(1, it_plan, **later), promise(2, it_plan)]


def opened(browser, address=GRID):
    return next(fields for attributes, fields in forms(browser.get(address)) if "data-keep" in attributes)


def cell(row, name):
    return f"r{row.pk}-{name}"


def errors(answer):
    return [[str(text) for found in form.errors.values() for text in found] for form in answer.context["wrong"]]


def promises(plan):
    rows = Target.objects.filter(indicator__plan=plan).order_by("pk")
    return [(t.value, t.period_end.year, t.reason, t.replaced_on is None) for t in rows]


@pytest.mark.parametrize(
    ("role", "codes"), [("reporter", (404, 404)), ("reviewer", (200, 403)), ("outsider", (404, 404))]
)
def test_only_who_writes_the_plan_saves(client, people, atop, role, codes):
    client.force_login(getattr(people, role))
    address, row = "/lucru/atop-2024/tabel/tinte/", promise(1, atop)
    assert (client.get(address).status_code, client.post(address, {"rand": row.pk}).status_code) == codes


def test_the_targets_of_a_year_are_changed_in_one_place(editor, it_plan, targets):
    one, later, two = targets
    fields = opened(editor, f"{GRID}?an=2019")
    assert fields["rand"] == [str(one.pk), str(two.pk)]
    changes = {cell(one, "value"): "12,5", cell(two, "kind"): "at_most", cell(two, "value"): "3"}
    answer = editor.post(f"{GRID}?an=2019", fields | changes, follow=True)
    assert message_texts(answer) == ["S-au salvat 2 rânduri."]
    assert promises(it_plan) == [
        (Decimal("12.5"), 2019, "", True),
        (Decimal(10), 2020, "", True),
        (Decimal(3), 2019, "", True),
    ]


def test_one_wrong_row_keeps_every_row_out(editor, it_plan, targets):
    one, later, two = targets
    before = promises(it_plan)
    answer = editor.post(GRID, opened(editor) | {cell(one, "value"): "12", cell(two, "kind"): "range"})
    assert (errors(answer), promises(it_plan)) == ([["Scrieți și valoarea de sus a intervalului."]], before)


def test_two_targets_of_one_period_are_refused_whoever_has_the_period(editor, it_plan, targets):
    one, later, _two = targets
    before = promises(it_plan)
    taken = {cell(one, "period_start"): "2020-01-01", cell(one, "period_end"): "2020-12-31"}
    both = {
        cell(row, f"period_{end}"): f"2021-{day}"
        for row in (one, later)
        for end, day in (("start", "01-01"), ("end", "12-31"))
    }
    exchanged = taken | {cell(later, "period_start"): "2019-01-01", cell(later, "period_end"): "2019-12-31"}
    for changes, times in ((taken, 1), (both, 1), (exchanged, 2)):
        answer = editor.post(GRID, opened(editor) | changes)
        assert errors(answer) == [["Indicatorul are deja o țintă pentru această perioadă."]] * times
    assert promises(it_plan) == before


def test_a_published_target_asks_why_and_is_replaced(editor, people, it_plan, targets):
    one = targets[0]
    publish(it_plan, by=people.publisher, note="Cu ținte.")
    fields = opened(editor) | {cell(one, "value"): "12"}
    assert errors(editor.post(GRID, fields)) == [
        ["Ținta este publicată: scrieți de ce se schimbă. Valoarea veche rămâne publică."]
    ]
    answer = editor.post(GRID, fields | {cell(one, "reason"): "Era prea mică."}, follow=True)
    assert message_texts(answer) == ["S-a salvat 1 rând."]
    assert promises(it_plan)[0] == (Decimal(10), 2019, "", False)
    assert promises(it_plan)[-1] == (Decimal(12), 2019, "Era prea mică.", True)
    # Who still has the old one open is told, and writes nothing.
    answer = editor.post(GRID, fields | {cell(one, "value"): "99", cell(one, "reason"): "Târziu."})
    assert "Între timp ținta a fost înlocuită: Ținta de cel puțin 12" in errors(answer)[0][-1].replace("\u00a0", " ")
    assert len(promises(it_plan)) == 4


def test_what_was_changed_meanwhile_is_not_written_over(editor, it_plan, targets):
    one, later, _two = targets
    fields = opened(editor)
    Target.objects.get(pk=one.pk).save()
    one.refresh_from_db()
    one.value = 20
    one.save()
    answer = editor.post(GRID, fields | {cell(one, "value"): "30", cell(later, "value"): "40"})
    assert any("Salvat acum este" in text for text in errors(answer)[0])
    assert [row[0] for row in promises(it_plan)] == [20, 10, 10]


def test_what_of_a_period_gives_pause_is_said(editor, targets):
    one = targets[0]
    answer = editor.post(GRID, opened(editor) | {cell(one, "period_end"): "2020-06-30"}, follow=True)
    assert [text for text in message_texts(answer) if "se suprapune în parte" in text]


def test_indicators_without_a_target_are_counted_and_queries_do_not_grow(
    editor, it_plan, targets, django_assert_num_queries
):
    without = it_plan.indicators.count() - 2
    with django_assert_num_queries(QUERIES):
        text = Page(editor.get(GRID)).text
    assert f"{without} de indicatori nu au" in text or f"{without} indicatori nu au" in text
    promise(3, it_plan)
    with django_assert_num_queries(QUERIES):
        assert len(opened(editor)["rand"]) == 4
