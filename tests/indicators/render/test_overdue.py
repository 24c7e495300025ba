"""Who has not reported what was due, since when."""

import dataclasses
import datetime

from indicators.progress.indicator_status import indicator_statuses
from indicators.render.overdue import NOBODY, OverdueIndicator, OverdueInstitution, overdue_institutions
from tests.indicators.render.progress_documents import IPJ, OFFICE, TODAY, indicator, plan, report

DAY = datetime.timedelta(days=1)
ONE, TWO = indicator(1, "Unu"), indicator(2, "Doi", institution=OFFICE)


def owed(records, today=TODAY, indicators=(ONE, TWO)):
    document = plan(indicators)
    return overdue_institutions(document, indicator_statuses(document, records, today).values(), today)


def arrears(days, others=0):
    return OverdueIndicator("Unu", "/planuri/plan/indicatori/1/", "trimestrul I 2026", TODAY, days, others)


def test_a_report_is_late_from_the_day_after_it_was_due():
    due = report(1, 1, "due")
    lists = [owed({"i1": [due]}, due.due_on + days * DAY) for days in (0, 1)]
    assert [[(one.name, one.indicators[0].days) for one in found] for found in lists] == [[], [(IPJ.name, 1)]]


def test_what_was_sent_or_accepted_is_not_late():
    assert owed({"i1": [report(1, 1, "submitted"), report(1, 2, value=3)]}) == []


def test_of_several_late_reports_the_oldest_is_named_and_the_others_counted():
    ((only,),) = [
        one.indicators for one in owed({"i1": [report(1, 3, "due"), report(1, 1, "due"), report(1, 2, "due")]})
    ]
    assert (only.title, only.address, only.period, only.due_on, only.others) == (
        "Unu",
        "/planuri/plan/indicatori/1/",
        "trimestrul I 2026",
        datetime.date(2026, 4, 15),
        2,
    )


def test_who_is_late_for_the_longest_stands_first():
    found = owed({"i1": [report(1, 3, "due")], "i2": [report(2, 2, "due")]})
    assert [one.name for one in found] == [OFFICE.name, IPJ.name]


def test_of_one_institution_what_is_late_for_the_longest_stands_first():
    pair = (ONE, dataclasses.replace(TWO, institution=IPJ))
    (found,) = owed({"i1": [report(1, 3, "due")], "i2": [report(2, 2, "due")]}, indicators=pair)
    assert [arrear.title for arrear in found.indicators] == ["Doi", "Unu"]


def test_what_nobody_was_named_for_is_owed_by_nobody():
    (found,) = owed({"i1": [report(1, 1, "due")]}, indicators=(dataclasses.replace(ONE, institution=None),))
    assert found.name == NOBODY


def said(*rows):
    return OverdueInstitution("IPJ", list(rows)).sentence.replace("\u00a0", " ")


def test_one_late_report_is_said_with_its_age():
    assert said(arrears(20)) == "o raportare întârziată, de 20 de zile"


def test_several_late_reports_are_counted_with_the_age_of_the_oldest():
    assert said(arrears(40, others=2), arrears(3)) == "4 raportări întârziate, cea mai veche de 40 de zile"


def test_one_more_late_period_is_said_in_words_and_several_are_counted():
    assert [arrears(3, others=n).more.replace("\u00a0", " ") for n in (1, 2)] == [
        " și încă o perioadă",
        " și încă 2 perioade",
    ]


def test_one_day_is_said_in_the_singular():
    assert arrears(1).age == "1\u00a0zi"
