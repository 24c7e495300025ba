"""Sums of reports, indicators and recommendations as an official text says them."""

from indicators.oversight.drafting.words import (
    enumeration,
    late_sentence,
    recommendations_sentence,
    reports_sentence,
    statuses_sentence,
)
from indicators.progress.vocabulary import Status
from tests.indicators.oversight.drafting.material import DAY, QUARTERS, TODAY, accepted, recommendation, report

SECOND = QUARTERS[1]


def plain(text):
    return text.replace("\u00a0", " ")


def said_of_reports(*records, today=TODAY):
    return plain(reports_sentence(list(records), "trimestrul II 2026", today))


def said_of_recommendations(*rows):
    return plain(recommendations_sentence(list(rows), "trimestrul II 2026", *SECOND))


def test_nothing_is_enumerated_as_nothing():
    assert enumeration([(0, "unul", "mai multe")]) == ""


def test_one_count_stands_alone():
    assert enumeration([(1, "bun", "buni"), (0, "rău", "răi")]) == "1 bun"


def test_and_stands_only_before_the_last_count():
    assert enumeration([(1, "bun", "buni"), (2, "rău", "răi"), (3, "mic", "mici")]) == "1 bun, 2 răi și 3 mici"


def test_indicators_are_summed_and_each_status_has_its_form():
    totals = {Status.CONTEXT: 1, Status.MET: 1, Status.CANNOT_BE_JUDGED: 2}
    assert plain(statuses_sentence(totals)) == ("4 indicatori: 1 îndeplinit, 2 nu se pot aprecia și 1 numai context")


def test_a_single_indicator_is_said_in_the_singular():
    assert plain(statuses_sentence({Status.NOT_YET_DUE: 1})) == "1 indicator: 1 încă nu e termenul"


def test_a_period_that_wanted_nothing_says_so():
    assert said_of_reports() == "Pentru trimestrul II 2026 nu era nimic de raportat."


def test_one_report_was_to_be_made():
    assert said_of_reports(accepted(1, 2, 3)) == ("Pentru trimestrul II 2026 era de făcut 1 raportare: 1 acceptată.")


def test_reports_are_told_by_how_far_they_are():
    rows = [accepted(1, 2, 3), accepted(2, 2, 3), report(3, 2, "submitted"), report(4, 2, "due")]
    assert said_of_reports(*rows) == (
        "Pentru trimestrul II 2026 erau de făcut 4 raportări: 2 acceptate, 1 în evaluare și 1 întârziată."
    )


def test_a_report_is_late_from_the_day_after_it_was_due():
    due = report(1, 2, "due")
    days = (due.due_on, due.due_on.replace(day=due.due_on.day + 1))
    assert [said_of_reports(due, today=day).split(": ")[1] for day in days] == [
        "1 în termen.",
        "1 întârziată.",
    ]


def test_what_says_that_there_are_no_data_is_told_apart():
    rows = [report(1, 2, no_data_reason="Nu s-a făcut."), report(2, 2, no_data_reason="Nu s-a făcut.")]
    assert said_of_reports(*rows).endswith(": 2 acceptate. 2 raportări acceptate spun că nu există date, cu motivul.")


def test_one_late_report_has_one_age():
    assert plain(late_sentence("IPJ", [3])) == "IPJ: 1 raportare, de 3 zile"


def test_of_several_late_reports_the_oldest_is_said():
    assert plain(late_sentence("IPJ", [3, 25, 7])) == "IPJ: 3 raportări, cea mai veche de 25 de zile"


def test_no_recommendation_is_said_as_none():
    assert said_of_recommendations() == (
        "În trimestrul II 2026 nu a fost emisă nicio recomandare și nu a rămas niciuna deschisă."
    )


def test_one_recommendation_from_before_was_not_issued_now():
    assert said_of_recommendations(recommendation(1, DAY(2026, 3, 31))) == (
        "Este urmărită 1 recomandare: 1 fără răspuns. În trimestrul II 2026 nu a fost emisă niciuna."
    )


def test_what_was_issued_on_the_first_or_the_last_day_was_issued_in_the_period():
    rows = [recommendation(n, day) for n, day in enumerate(SECOND, 1)]
    assert said_of_recommendations(*rows) == (
        "Sunt urmărite 2 recomandări: 2 fără răspuns. În trimestrul II 2026 au fost emise 2."
    )


def test_one_issued_recommendation_is_said_in_the_singular():
    rows = [recommendation(1, DAY(2026, 5, 1), "closed"), recommendation(2, DAY(2026, 7, 1), "answered")]
    assert said_of_recommendations(*rows) == (
        "Sunt urmărite 2 recomandări: 1 cu răspuns de verificat și 1 închisă. În trimestrul II 2026 a fost emisă 1."
    )


def test_every_status_is_said_in_its_place():
    assert plain(statuses_sentence(dict.fromkeys(Status, 2))) == (
        "20 de indicatori: 2 îndepliniți, 2 îndepliniți parțial, 2 neîndepliniți, 2 nu se pot aprecia, 2 neraportați la termen, "
        "2 întorși pentru completare, 2 în evaluare, 2 încă nu e termenul, 2 numai context și 2 retrași"
    )
