"""What the first text of a briefing says of what people decided: verdicts, targets, recommendations, sittings."""

import dataclasses
import datetime

import pytest

from indicators.oversight import drafting
from indicators.render.briefing import document as b
from tests.indicators.oversight.drafting.material import (
    ATOP,
    QUARTERS,
    SITTING,
    YEAR,
    drafted,
    recommendation,
    rows,
    spaced,
    yearly,
)


def test_the_yearly_report_tells_per_objective_the_verdicts_and_their_reasons():
    tables = yearly()["objectives"].tables
    assert [table.caption for table in tables] == [
        "1. Siguranța rutieră", "2. Răspunsul la sesizări", "Indicatorii întregului plan",
    ]  # fmt: skip
    assert [spaced(cell) for cell in tables[0].rows[1]] == [
        "Numărul accidentelor rutiere grave",
        "14, trimestrul II 2026",
        "cel mult 10, pentru trimestrul II 2026",
        "îndeplinit parțial",
        "Apreciere ATOP Cluj: îndeplinit parțial – Creștere față de trimestrul I; evaluatorul face parte din "
        "instituția care a raportat. 14 față de ținta de cel mult 10 pentru trimestrul II 2026, cu 4 peste țintă: "
        "neîndeplinit.",
    ]


def test_a_changed_target_is_told_with_the_old_one_the_date_the_reason_and_the_act():
    chapter = yearly()["targets"]
    assert spaced(chapter.body) == "În perioada examinată s-a schimbat 1 țintă."
    assert rows(chapter) == [
        (
            "Numărul întâlnirilor cu cetățenii", "cel puțin 20 de întâlniri, pentru 2026",
            "cel puțin 16 întâlniri, pentru 2026", "4 mai 2026",
            "două localități s-au retras; Hotărârea ATOP nr. 3/2026",
        )
    ]  # fmt: skip


def test_a_target_changed_in_another_year_is_not_told():
    chapter = drafted(b.YEARLY, (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)))["targets"]
    assert (chapter.body, chapter.tables) == ("În perioada examinată nu s-a schimbat nicio țintă.", ())


def test_the_recommendations_still_open_or_closed_since_and_those_of_the_sitting_are_told():
    chapter = drafted()["recommendations"]
    assert spaced(chapter.body) == (
        "Sunt urmărite 4 recomandări: 2 fără răspuns, 1 cu răspuns de verificat și 1 închisă. În trimestrul II 2026 "
        "au fost emise 2."
    )
    assert [(row[0], row[3]) for row in rows(chapter)] == [
        ("nr. 2/2025 din 10 decembrie 2025\nObiectivul 1", "fără răspuns; termen 9 ianuarie 2026, depășit cu 202 zile"),
        ("nr. 1/2026 din 6 aprilie 2026\nObiectivul 1", "închisă la 8 iunie 2026: S-a constatat la fața locului."),
        ("nr. 2/2026 din 29 iunie 2026\nObiectivul 1", "cu răspuns din 20 iulie 2026, de verificat"),
        ("nr. 3/2026 din 28 iulie 2026\nObiectivul 1", "fără răspuns; termen 27 august 2026"),
    ]


def test_one_recommendation_is_told_in_the_singular():
    one = recommendation(1, datetime.date(2026, 4, 6))
    assert spaced(drafted(recommendations=[one])["recommendations"].body) == (
        "Este urmărită 1 recomandare: 1 fără răspuns. În trimestrul II 2026 a fost emisă 1."
    )


def test_the_yearly_report_tells_the_answers():
    table = yearly()["recommendations"].tables[0]
    assert table.headings[-1] == "Răspunsul"
    assert [row[-1] for row in table.rows] == ["–", "Patrulele au fost suplimentate.", "Se află în lucru.", "–"]


def test_the_conclusions_are_those_of_the_sitting():
    assert drafted()["conclusions"].body == SITTING.conclusions


@pytest.mark.parametrize(
    ("kind", "period", "title"),
    [
        (
            b.QUARTERLY,
            QUARTERS[1],
            "Informare asupra nivelului de asigurare a securității și siguranței civice a comunității în trimestrul "
            "II 2026",
        ),
        (b.YEARLY, YEAR, "Raport asupra eficienței activității unităților de poliție în anul 2026"),
    ],
)
def test_the_title_is_that_of_the_law(kind, period, title):
    assert drafting.briefing_title(kind, *period) == title


def test_the_sitting_is_named_in_a_sentence():
    assert drafting.sitting_sentence(dataclasses.replace(SITTING, body=ATOP)) == (
        "Datele au fost examinate în ședința ordinară a ATOP Cluj din 28 iulie 2026."
    )
