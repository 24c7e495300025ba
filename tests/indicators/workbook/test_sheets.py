"""Indicators, targets and reports in a plan's workbook."""

import datetime

import pytest

from indicators.models import Indicator, Report, Target
from plans.exchange.workbook.files import WORKBOOK_FORMATS, read_contents
from portal.uploads import FileUpload
from tests.plans.exchange.workbook.edited import EditedWorkbook, changes, problems


@pytest.fixture
def workbook(indicator, people):
    """The workbook of a plan with a published target and a report that is due, in hands that see both."""
    return EditedWorkbook(indicator.plan, people.admin)


def new_target(number, **cells):
    days = {"De la": datetime.date(2024, 1, 1), "Până la": datetime.date(2024, 6, 30)}
    return {"Nr. indicator": number, "Felul țintei": "cel puțin", "Valoarea": "90,5", **days, **cells}


def headings(outcome):
    return [(sheet, heading) for sheet, _line, heading, _message in problems(outcome)]


def test_targets_and_reports_go_out_and_come_in_unchanged(workbook, indicator):
    (target,), (report,) = workbook.sheets["Ținte"], workbook.sheets["Raportări"]
    assert [target[name] for name in ("Nr. indicator", "De la", "Felul țintei", "Valoarea")] == [
        *[1, datetime.date(2024, 1, 1), "cel mult", 5]
    ]
    assert [report[name] for name in ("Nr. indicator", "Stadiul", "Instituția")] == [1, "de raportat", "ipj-cluj"]
    outcome = workbook.compare()
    assert (changes(outcome), problems(outcome)) == ([], [])
    assert outcome.unchanged == sum(map(len, workbook.sheets.values()))


@pytest.mark.parametrize("extension", WORKBOOK_FORMATS)
def test_what_was_reported_comes_in_from_each_kind_of_file_as_it_went_out(indicator, people, extension):
    said = {"value": "-7.5", "numerator": 1200, "narrative": "= mult\n- peste „10”"}
    Report.objects.filter(indicator=indicator).update(state=Report.State.DRAFT, **said)
    workbook = EditedWorkbook(indicator.plan, people.admin)
    file = FileUpload(f"registru.{extension}", WORKBOOK_FORMATS[extension].write(workbook.file))
    outcome = workbook.book().compare(read_contents(file, workbook.book().headings()))
    assert (changes(outcome), problems(outcome)) == ([], [])
    assert outcome.unchanged == sum(map(len, workbook.sheets.values()))


@pytest.mark.both
def test_a_published_target_is_replaced_with_a_reason_by_who_imports_it(workbook, indicator, people):
    row = workbook.sheets["Ținte"][0]
    row["Valoarea"] = 4
    assert headings(workbook.save()) == [("Ținte", "Motivul schimbării")]
    row["Motivul schimbării"] = "Rectificare"
    assert workbook.save().is_kept
    old, new = indicator.targets.order_by("pk")
    assert (old.value, old.replaced_on is None, new.value, new.reason) == (5, False, 4, "Rectificare")
    assert new.history.get().history_user == people.admin
    assert not workbook.save().changes
    row = EditedWorkbook(indicator.plan, people.admin)
    row.sheets["Ținte"][0]["Șterge"] = "da"
    assert "O țintă publicată nu se șterge" in problems(row.save())[0][3]


@pytest.mark.both
def test_a_new_indicator_comes_with_its_targets_and_both_only_once(workbook, indicator):
    workbook.add("Indicatori", **{"Nr.": 900, "Indicator": "Câte", "Natura": "număr", "Minimal": "nu"})
    workbook.add("Ținte", **new_target(900))
    outcome = workbook.save()
    assert outcome.is_kept, problems(outcome)
    made = Indicator.objects.get(plan=indicator.plan, number=900)
    assert [(one.kind, str(one.value)) for one in made.targets.all()] == [("at_least", "90.500000")]
    assert [one.history_change_reason for one in (made.history.get(), made.targets.get().history.get())] == [
        "Probă"
    ] * 2
    assert not workbook.save().changes


def test_a_new_indicator_stands_after_those_of_its_element(people, it_plan):
    workbook = EditedWorkbook(it_plan, people.editor)
    first = next(row for row in workbook.sheets["Indicatori"] if row["Element"])
    workbook.add("Indicatori", Element=first["Element"], Indicator="Câte", Natura="număr")
    assert workbook.save().is_kept
    made = Indicator.objects.get(title="Câte")
    order = list(made.plan.indicators.order_by("position", "pk").values_list("pk", "element"))
    assert [element for _pk, element in order].index(made.element_id) < order.index((made.pk, made.element_id))
    beside = [pk for pk, element in order if element == made.element_id]
    assert beside[-1] == made.pk


def test_what_a_target_cannot_be_is_told_by_column(workbook):
    workbook.add("Ținte", **new_target(1, Valoarea=None))
    workbook.add("Ținte", **new_target(1, **{"De la": datetime.date(2024, 2, 1), "Felul țintei": "text"}))
    workbook.add("Ținte", **new_target(1, **{"De la": datetime.date(2019, 1, 1)}))
    workbook.add("Ținte", **new_target(1, **{"De la": "31.02.2024"}))
    workbook.add("Ținte", **new_target(12345))
    assert headings(workbook.save()) == [
        ("Ținte", "Valoarea"),
        *[("Ținte", "Valoarea"), ("Ținte", "Textul")],
        ("Ținte", "Motivul schimbării"),
        ("Ținte", "De la, Până la"),
        ("Ținte", "Nr. indicator"),
    ]


def test_reports_are_only_read(workbook, indicator):
    workbook.sheets["Raportări"][0]["Valoarea"] = 7
    workbook.add("Raportări", **{"Nr. indicator": 1, "Valoarea": 7})
    outcome = workbook.save()
    assert headings(outcome) == [("Raportări", "Valoarea"), ("Raportări", "")]
    assert "numai de citit" in problems(outcome)[0][3]
    assert Report.objects.get(indicator=indicator).state == Report.State.DUE


def test_a_report_that_the_person_may_not_see_is_not_in_the_workbook(indicator, people):
    assert "Raportări" in EditedWorkbook(indicator.plan, people.editor).sheets
    assert EditedWorkbook(indicator.plan, people.editor).sheets["Raportări"] == []


def test_an_indicator_goes_with_what_hangs_on_it_which_is_told(workbook, indicator):
    row = workbook.row("Indicatori", **{"Nr.": 1})
    row["Șterge"] = "da"
    outcome = workbook.compare()
    told = next(fields for sheet, _line, kind, fields in changes(outcome) if (sheet, kind) == ("Indicatori", "scos"))
    assert [heading for heading, _old, _new in told] == ["Se scoate din plan", "Odată cu el"]
    assert workbook.save().is_kept
    assert not Target.objects.filter(indicator=indicator.pk).exists()


def test_what_was_reported_keeps_its_indicator_and_its_nature(workbook, indicator, report):
    row = workbook.row("Indicatori", **{"Nr.": 1})
    row["Natura"] = "procent"
    assert headings(workbook.save()) == [("Indicatori", "Natura")]
    row |= {"Natura": "număr", "Șterge": "da"}
    assert "ce s-a raportat despre el trebuie să rămână" in problems(workbook.save())[0][3]
