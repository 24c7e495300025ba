"""What the first text of a briefing says of the data: everything that is there, and that something is not."""

import dataclasses
import datetime

import pytest

from indicators.oversight import drafting
from indicators.render.briefing import document as b
from tests.indicators.oversight.drafting.material import (
    QUARTERS,
    RECORDS,
    SITTING,
    YEAR,
    drafted,
    rows,
    spaced,
    without_data,
    yearly,
)

QUARTERLY_KEYS = ["examined", "reporting", "values", "missing", "recommendations", "conclusions"]
YEARLY_KEYS = [
    "examined", "reporting", "objectives", "values", "targets", "missing", "recommendations", "conclusions",
]  # fmt: skip


@pytest.mark.parametrize("make", [drafted, without_data])
def test_a_quarterly_and_a_yearly_document_have_their_chapters_in_order(make):
    assert (list(make()), list(make(kind=b.YEARLY, period=YEAR))) == (QUARTERLY_KEYS, YEARLY_KEYS)


def test_the_beginning_names_the_duty_the_body_and_the_period():
    quarter, year = drafted()["examined"].paragraphs[0], yearly()["examined"].paragraphs[0]
    law = (
        "din Legea nr. 218/2002 privind organizarea și funcționarea Poliției Române, republicată, cu modificările și "
        "completările ulterioare, Autoritatea Teritorială de Ordine Publică Cluj"
    )
    assert quarter == (
        f"În temeiul art. 18 lit. e) {law} prezintă consiliului județean informarea asupra nivelului de asigurare a "
        "securității și siguranței civice a comunității în trimestrul II 2026."
    )
    assert year == (
        f"În temeiul art. 18 lit. f) {law} a întocmit raportul asupra eficienței activității unităților de poliție în "
        "anul 2026, care se dă publicității."
    )


def test_it_says_what_was_examined_when_and_who_was_present():
    assert [spaced(text) for text in drafted()["examined"].paragraphs[1:]] == [
        "S-a examinat îndeplinirea planului „Planul strategic pentru anul 2026”, ediția 2, publicată la 2 februarie "
        "2026, după raportările acceptate până la 30 iulie 2026.",
        "Datele au fost examinate în ședința ordinară a ATOP Cluj din 28 iulie 2026. Au fost prezenți 3 membri: "
        "consilier județean; subprefect; reprezentant al comunității.",
        "Ordinea de zi:\n1. Indicatorii trimestrului II.\n2. Diverse.",
    ]


def test_it_says_that_the_period_is_not_over():
    until = drafted(today=datetime.date(2026, 6, 1))["examined"].paragraphs[2]
    assert spaced(until) == "Perioada se încheie la 30 iunie 2026: documentul spune ce se știa la 1 iunie 2026."


@pytest.mark.parametrize(
    ("sitting", "said"),
    [
        (None, "Datele nu au fost încă examinate într-o ședință."),
        (
            dataclasses.replace(SITTING, kind="extraordinară", members_present=("subprefect",), agenda=""),
            "Datele au fost examinate în ședința extraordinară a ATOP Cluj din 28 iulie 2026. A fost prezent 1 membru: "
            "subprefect.",
        ),
        (
            dataclasses.replace(SITTING, kind="extraordinary", members_present=(), agenda=""),
            "Datele au fost examinate în ședința extraordinară a ATOP Cluj din 28 iulie 2026. Membrii prezenți nu au "
            "fost consemnați.",
        ),
    ],
)
def test_a_sitting_not_held_or_not_recorded_is_told(sitting, said):
    assert [spaced(text) for text in drafted(sitting=sitting)["examined"].paragraphs[2:]] == [said]


def test_the_state_of_reporting_is_counted_in_words():
    assert [spaced(text) for text in yearly()["reporting"].paragraphs] == [
        "Pentru anul 2026 erau de făcut 14 raportări: 5 acceptate, 1 în evaluare, 2 întârziate și 6 în termen. "
        "1 raportare acceptată spune că nu există date, cu motivul.",
        "În anul 2026, planul are 4 indicatori: 1 îndeplinit parțial, 1 nu se poate aprecia și 2 încă nu e termenul.",
    ]


def test_the_counts_stand_per_objective_and_add_up():
    assert rows(drafted()["reporting"]) == [
        ("1. Siguranța rutieră", "0", "1", "0", "0", "0", "1"),
        ("2. Răspunsul la sesizări", "0", "0", "0", "0", "0", "1"),
        ("Indicatorii întregului plan", "0", "0", "0", "1", "0", "0"),
        ("Total", "0", "1", "0", "1", "0", "2"),
    ]


def test_the_values_of_the_period_stand_with_target_verdict_and_reason():
    assert rows(drafted()["values"]) == [
        (
            "Numărul întâlnirilor cu cetățenii", "trimestrul II 2026: 4 întâlniri", "–",
            "cel puțin 16 întâlniri, pentru 2026", "îndeplinit", "Valoarea este conformă.\nCorectează valoarea acceptată anterior: 3 întâlniri.",
        ),
        (
            "Numărul accidentelor rutiere grave", "trimestrul II 2026: 14", "valoarea perioadei",
            "cel mult 10, pentru trimestrul II 2026", "îndeplinit parțial",
            "Creștere față de trimestrul I.\nCine a apreciat face parte și din instituția care raportează.",
        ),
        (
            "Gradul de încredere al cetățenilor", "trimestrul II 2026: fără date", "–", "fără țintă", "fără apreciere",
            "Sondajul nu s-a făcut.",
        ),
    ]  # fmt: skip


def test_a_report_belongs_to_the_period_in_which_its_own_ends():
    half = dataclasses.replace(RECORDS["i1"][1], period_start=QUARTERS[0][0])
    told = [drafted(period=period, records={"i1": [half]})["values"].tables for period in QUARTERS[:2]]
    assert [[spaced(row[1]) for table in tables for row in table.rows] for tables in told] == [
        [],
        ["semestrul I 2026: 4 întâlniri"],
    ]


def test_what_nobody_sent_is_told_with_who_owes_it_and_its_age_also_from_before_the_period():
    chapter = drafted()["missing"]
    assert spaced(chapter.body) == (
        "La 30 iulie 2026 termenul a trecut, iar raportarea nu a fost trimisă:\n"
        "– Inspectoratul de Poliție Județean Cluj: 1 raportare, de 101 zile;\n"
        "– Instituție nestabilită: 1 raportare, de 101 zile."
    )
    assert rows(chapter) == [
        (
            "Timpul mediu de intervenție la sesizări", "Inspectoratul de Poliție Județean Cluj", "trimestrul I 2026",
            "20 aprilie 2026", "întârziată cu 101 zile",
        ),
        (
            "Gradul de încredere al cetățenilor", "Instituție nestabilită", "trimestrul I 2026", "20 aprilie 2026",
            "întârziată cu 101 zile",
        ),
    ]  # fmt: skip


def test_a_report_is_late_from_the_day_after_its_term():
    only = {"i3": RECORDS["i3"][:1]}
    on_the_day = drafted(records=only, today=datetime.date(2026, 4, 20))["missing"]
    a_day_after = drafted(records=only, today=datetime.date(2026, 4, 21))["missing"]
    assert (spaced(on_the_day.body), on_the_day.tables) == ("La 20 aprilie 2026 nu există raportări întârziate.", ())
    assert rows(a_day_after)[0][-1] == "întârziată cu 1 zi"


def test_parts_with_nothing_to_tell_say_so_in_a_sentence():
    found = without_data(kind=b.YEARLY, period=YEAR)
    assert [table for chapter in found.values() for table in chapter.tables] == []
    assert {key: chapter.body for key, chapter in found.items() if key != "examined"} == {
        "reporting": "Planul nu are indicatori.",
        "objectives": "Planul nu are indicatori de apreciat.",
        "values": "În perioada examinată nu a fost acceptată nicio valoare.",
        "targets": "În perioada examinată nu s-a schimbat nicio țintă.",
        "missing": "La 30 iulie 2026 nu există raportări întârziate.",
        "recommendations": "În anul 2026 nu a fost emisă nicio recomandare și nu a rămas niciuna deschisă.",
        "conclusions": "Concluziile nu au fost încă consemnate.",
    }


def test_the_real_police_plan_is_drafted_without_one_reported_value(editions):
    found = drafted(document=editions[0].read(), records={}, recommendations=(), sitting=None)
    assert [spaced(text) for text in found["reporting"].paragraphs] == [
        "Pentru trimestrul II 2026 nu era nimic de raportat.",
        "În trimestrul II 2026, planul are 13 indicatori: 13 nu se pot aprecia.",
    ]
    assert rows(found["reporting"]) == [("Indicatorii întregului plan", "0", "0", "0", "13", "0", "0")]


def test_fresh_tables_take_the_place_of_old_ones_and_leave_the_edited_text():
    stale = {"i3": RECORDS["i3"]}
    edited = [
        dataclasses.replace(chapter, heading=f"{chapter.heading} (revizuit)", body="Text scris de om.")
        for chapter in drafted(records=stale).values()
    ]
    own = b.Chapter(key="own", heading="Al nostru", body="Rămâne.", tables=())
    fresh = drafted()
    found = drafting.redraft_tables([own, *edited[1:]], fresh.values())
    assert found[0] == own
    assert [(chapter.heading, chapter.body) for chapter in found[1:]] == [
        (chapter.heading, "Text scris de om.") for chapter in edited[1:]
    ]
    assert [chapter.tables for chapter in found[1:]] == [fresh[key].tables for key in QUARTERLY_KEYS[1:]]
