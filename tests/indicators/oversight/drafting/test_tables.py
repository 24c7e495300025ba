"""The tables of a briefing: what belongs to the period, in what order, and what is said where nothing is."""

import dataclasses

import pytest

from indicators.oversight.drafting import tables
from indicators.oversight.drafting.material import BriefingMaterial
from indicators.progress.indicator_status import counts_by_element, indicator_statuses
from indicators.progress.vocabulary import Status
from tests.indicators.oversight.drafting.material import (
    ACCIDENTS,
    DAY,
    INDICATORS,
    IPJ,
    QUARTERS,
    RECOMMENDATIONS,
    RECORDS,
    SITTING,
    TODAY,
    accepted,
    indicator,
    plan,
    recommendation,
    report,
    spaced,
    target,
)

DUE_DAYS = (DAY(2026, 7, 20), DAY(2026, 7, 21))
CLOSED_DAYS = (DAY(2026, 3, 31), DAY(2026, 4, 1))


def material(**fields):
    given = {"document": plan(), "records": RECORDS, "today": TODAY, "period": QUARTERS[1], **fields}
    start, end = given["period"]
    return BriefingMaterial(
        document=given["document"],
        standings=indicator_statuses(given["document"], given["records"], given["today"]),
        recommendations=given.get("recommendations", RECOMMENDATIONS),
        sitting=given.get("sitting", SITTING),
        kind=given.get("kind", "quarterly"),
        period_start=start,
        period_end=end,
        today=given["today"],
    )


def rows(table):
    return [tuple(map(spaced, row)) for row in table.rows]


def test_the_reports_of_a_period_are_those_that_end_in_it():
    found = [(one.number, record.period_end) for one, record in tables.period_reports(material())]
    assert found == [(number, QUARTERS[1][1]) for number in (1, 2, 3, 4)]


def test_a_report_that_ends_on_the_first_day_or_after_the_last_is_told_apart():
    first, last = QUARTERS[0][1], QUARTERS[1][1]
    found = [record.period_end for _one, record in tables.period_reports(material(period=(first, last)))]
    assert sorted(set(found)) == [first, last]


def counted(one):
    return tables.counts_table(one, counts_by_element(one.document, one.standings))


def test_counts_have_the_plans_own_and_a_total_under_the_objectives():
    names = [row[0] for row in counted(material()).rows]
    assert names == ["1. Siguranța rutieră", "2. Răspunsul la sesizări", tables.WHOLE_PLAN, "Total"]


def test_the_plans_own_are_what_no_objective_has():
    found = counted(material())
    numbers = [[int(cell) for cell in row[1:]] for row in found.rows]
    *parts, total = numbers
    assert [sum(column) for column in zip(*parts, strict=True)] == total


def test_one_row_has_no_total():
    only = material(document=plan(indicators=INDICATORS[:1]))
    assert [row[0] for row in counted(only).rows] == ["1. Siguranța rutieră"]


def test_what_is_only_context_has_a_column_where_there_is_any():
    context = plan(indicators=(indicator(1, "Context", direction="context_only"),))
    last = [counted(material(document=one)).headings[-1] for one in (plan(), context)]
    assert last == ["Încă nu e termenul", "Numai context"]


def test_every_status_has_a_column():
    assert set(tables.COLUMNS) == set(Status)


def test_values_are_those_that_were_accepted():
    assert [row[0] for row in tables.values_table(material()).rows] == [
        INDICATORS[0].title,
        INDICATORS[1].title,
        INDICATORS[3].title,
    ]


def test_a_value_stands_beside_its_target_verdict_and_reason():
    assert rows(tables.values_table(material()))[1] == (
        "Numărul accidentelor rutiere grave",
        "trimestrul II 2026: 14",
        "valoarea perioadei",
        "cel mult 10, pentru trimestrul II 2026",
        "îndeplinit parțial",
        "Creștere față de trimestrul I.\nCine a apreciat face parte și din instituția care raportează.",
    )


def test_where_values_add_up_the_verdict_stands_beside_what_was_judged_and_not_beside_the_period_alone():
    nine = target("at_most", 90, period_start=QUARTERS[0][0], period_end=QUARTERS[2][1])
    one = indicator(1, "Accidente", None, nine, unit="accidente", direction="decrease", accumulation="sum")
    reports = [accepted(1, place, number) for place, number in ((1, 34), (2, 33), (3, 36))]
    made = material(
        document=plan(indicators=(one,)), records={"i1": reports}, period=QUARTERS[2], today=DAY(2026, 11, 20)
    )
    name = "cumulat de la începutul anului până la 30 septembrie 2026"
    promise = "cel mult 90 de accidente, pentru perioada 1 ianuarie 2026 – 30 septembrie 2026"
    assert rows(tables.values_table(made))[0][1:4] == (
        "trimestrul III 2026: 36 de accidente",
        f"34 + 33 + 36 = 103 accidente, {name}",
        promise,
    )
    (group,) = tables.judged_tables(made)
    assert rows(group)[0][1:3] == (f"103 accidente, {name}", promise)


def test_before_the_end_of_the_targets_period_the_verdict_is_told_in_the_word_of_the_status():
    whole = target("at_most", 90, period_start=QUARTERS[0][0], period_end=DAY(2026, 12, 31))
    one = indicator(1, "Accidente", None, whole, unit="accidente", direction="decrease", accumulation="sum")
    said = accepted(1, 3, 36, "cannot_be_judged", "Anul nu s-a încheiat.", proposed="not_yet_due")
    made = material(
        document=plan(indicators=(one,)), records={"i1": [said]}, today=DAY(2026, 10, 26), period=QUARTERS[2]
    )
    assert rows(tables.values_table(made))[0][4:] == ("încă nu e termenul", "Anul nu s-a încheiat.")
    assert rows(tables.judged_tables(made)[0])[0][3] == "încă nu e termenul"


def test_what_was_returned_is_told_apart_from_what_is_late():
    records = {"i1": [report(1, 1, "returned"), report(1, 2, "due")]}
    made = material(records=records)
    assert [row[4] for row in rows(tables.missing_table(made))] == [
        "întoarsă pentru completare",
        "întârziată cu 10 zile",
    ]
    assert sum(map(len, tables.late_by_institution(made).values())) == 1


def test_a_corrected_value_says_what_it_was():
    reason = rows(tables.values_table(material()))[0][-1]
    assert reason == "Valoarea este conformă.\nCorectează valoarea acceptată anterior: 3 întâlniri."


def test_what_has_no_target_and_no_verdict_says_so():
    row = rows(tables.values_table(material()))[2]
    assert row[3:] == ("fără țintă", "fără apreciere", "Sondajul nu s-a făcut.")


def test_a_text_with_its_full_stop_stands_inside_a_sentence_without_it():
    words = dataclasses.replace(ACCIDENTS, kind="text", value=None, text="Colaborarea este bună.")
    old = dataclasses.replace(words, replaced_on=DAY(2026, 5, 4))
    new = dataclasses.replace(words, set_on=DAY(2026, 5, 4), reason="S-a cerut.", act="Hotărârea nr. 3/2026")
    one = indicator(1, "Colaborarea", None, new, former_targets=(old,), nature="qualitative")
    said = dataclasses.replace(accepted(1, 2, 0), value=None, text="Zece din douăzeci spun că este bună.")
    made = material(document=plan(indicators=(one,)), records={"i1": [said]})
    (changed,), (judged,) = rows(tables.targets_table(made)), rows(tables.judged_tables(made)[0])
    assert changed[1:] == (
        "Colaborarea este bună, pentru trimestrul II 2026",
        "Colaborarea este bună, pentru trimestrul II 2026",
        "4 mai 2026",
        "S-a cerut; Hotărârea nr. 3/2026",
    )
    assert judged[1] == "Zece din douăzeci spun că este bună, trimestrul II 2026"


def test_a_value_without_any_reason_has_a_dash():
    bare = {"i1": [accepted(1, 2, 3, reason="")]}
    assert rows(tables.values_table(material(records=bare)))[0][-1] == "–"


def test_a_report_keeps_the_target_that_it_was_accepted_with():
    frozen = {"i1": [accepted(1, 2, 3, target=target("at_least", 99))]}
    assert rows(tables.values_table(material(records=frozen)))[0][3] == "cel puțin 99 de întâlniri, pentru 2026"


def test_what_is_judged_stands_under_its_objective_and_the_plans_own_last():
    found = [(table.caption, len(table.rows)) for table in tables.judged_tables(material())]
    assert found == [("1. Siguranța rutieră", 2), ("2. Răspunsul la sesizări", 1), (tables.WHOLE_PLAN, 1)]


def test_a_replaced_target_is_told_with_what_took_its_place():
    assert rows(tables.targets_table(material())) == [
        (
            "Numărul întâlnirilor cu cetățenii",
            "cel puțin 20 de întâlniri, pentru 2026",
            "cel puțin 16 întâlniri, pentru 2026",
            "4 mai 2026",
            "două localități s-au retras; Hotărârea ATOP nr. 3/2026",
        )
    ]


@pytest.mark.parametrize(("day", "is_told"), [(QUARTERS[1][0], 1), (QUARTERS[1][1], 1), (DAY(2026, 7, 1), 0)])
def test_a_target_counts_as_replaced_in_the_period_of_its_day(day, is_told):
    old = target("at_least", 20, replaced_on=day)
    one = indicator(1, "Unu", None, former_targets=(old,))
    assert len(tables.targets_table(material(document=plan(indicators=(one,)))).rows) == is_told


def test_a_target_that_nothing_replaced_says_so():
    one = indicator(1, "Unu", None, former_targets=(target("at_least", 20, replaced_on=DAY(2026, 5, 4)),))
    row = tables.targets_table(material(document=plan(indicators=(one,)))).rows[0]
    assert (row[2], row[4]) == ("fără țintă", "nemotivat")


def test_of_two_targets_set_that_day_the_one_for_the_same_period_took_its_place():
    day = DAY(2026, 5, 4)
    old = target("at_least", 20, replaced_on=day)
    quarter = target("at_least", 5, set_on=day, period_start=QUARTERS[2][0], period_end=QUARTERS[2][1])
    year = target("at_least", 16, set_on=day)
    one = indicator(1, "Unu", None, quarter, year, former_targets=(old,))
    assert tables.targets_table(material(document=plan(indicators=(one,)))).rows[0][2] == "cel puțin 16, pentru 2026"


def test_what_is_missing_is_of_the_period_or_from_before_the_longest_awaited_first():
    found = [(row[0], row[2]) for row in tables.missing_table(material()).rows]
    assert found == [(INDICATORS[2].title, "trimestrul I 2026"), (INDICATORS[3].title, "trimestrul I 2026")]


def test_what_is_missing_says_who_owes_it_and_for_how_long():
    assert [(row[1], row[4]) for row in rows(tables.missing_table(material()))] == [
        (IPJ.name, "întârziată cu 101 zile"),
        (tables.NOBODY, "întârziată cu 101 zile"),
    ]


def test_what_is_still_in_time_is_not_among_the_overdue():
    due = report(1, 2, "due")
    found = [rows(tables.missing_table(material(records={"i1": [due]}, today=day))) for day in DUE_DAYS]
    assert [[row[4] for row in one] for one in found] == [[], ["întârziată cu 1 zi"]]


def test_delays_are_counted_by_who_owes_them():
    assert tables.late_by_institution(material()) == {IPJ.name: [101], tables.NOBODY: [101]}


def test_what_is_due_today_is_not_late():
    due = {"i1": [report(1, 2, "due")]}
    found = [tables.late_by_institution(material(records=due, today=day)) for day in DUE_DAYS]
    assert found == [{}, {IPJ.name: [1]}]


def listed(**fields):
    return [one.reference for one in tables.period_recommendations(material(**fields))]


def test_recommendations_are_those_known_until_the_sitting_and_not_closed_before_the_period():
    assert listed() == ["2/2025", "1/2026", "2/2026", "3/2026"]


def test_without_a_sitting_recommendations_are_those_known_until_the_end():
    assert listed(sitting=None) == ["2/2025", "1/2026", "2/2026"]


def test_a_sitting_before_the_end_takes_no_recommendation_away():
    early = dataclasses.replace(SITTING, held_on=DAY(2026, 4, 1))
    assert listed(sitting=early) == ["2/2025", "1/2026", "2/2026"]


def test_what_was_closed_on_the_first_day_still_belongs_to_the_period():
    closed = [recommendation(n, DAY(2026, 1, 5), "closed", closed_on=day) for n, day in enumerate(CLOSED_DAYS, 1)]
    assert listed(recommendations=closed) == ["2/2026"]


def stages(**fields):
    one = material(**fields)
    table = tables.recommendations_table(one, tables.period_recommendations(one))
    return [spaced(row[3]) for row in table.rows]


def test_each_recommendation_says_its_stage():
    assert stages() == [
        "fără răspuns; termen 9 ianuarie 2026, depășit cu 202 zile",
        "închisă la 8 iunie 2026: S-a constatat la fața locului.",
        "cu răspuns din 20 iulie 2026, de verificat",
        "fără răspuns; termen 27 august 2026",
    ]


def test_a_yearly_report_tells_the_answers_too():
    one = material(kind="yearly")
    table = tables.recommendations_table(one, tables.period_recommendations(one))
    assert (table.caption, table.headings[-1], [row[-1] for row in table.rows]) == (
        "Recomandări și răspunsuri",
        "Răspunsul",
        ["–", "Patrulele au fost suplimentate.", "Se află în lucru.", "–"],
    )


def test_a_quarterly_briefing_tells_no_answers():
    one = material()
    table = tables.recommendations_table(one, tables.period_recommendations(one))
    assert (table.caption, table.headings[-1], {len(row) for row in table.rows}) == ("Recomandări", "Stadiul", {4})


def test_a_recommendation_is_named_by_number_and_day():
    one = material()
    table = tables.recommendations_table(one, tables.period_recommendations(one))
    assert rows(table)[1][:3] == (
        "nr. 1/2026 din 6 aprilie 2026\nObiectivul 1",
        "Textul recomandării 1.",
        IPJ.name,
    )
