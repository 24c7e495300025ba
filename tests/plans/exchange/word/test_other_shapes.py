"""More shapes of plans, as other counties and ministries write them: each fault of one was mended by its rule."""

import pytest

from plans.exchange.word.mapping.codes import split_code
from tests.plans.exchange.word.handmade import numbered, p, tbl, tc
from tests.plans.exchange.word.understanding import outline, understood


@pytest.mark.parametrize(
    ("text", "code", "title", "code_format"),
    [
        ("I.1. Reducerea furturilor", "I.1", "Reducerea furturilor", "{code}."),
        ("II.2.3) Radare", "II.2.3", "Radare", "{code})"),
        ("A.1.1 Patrule", "A.1.1", "Patrule", "{code}."),
        ("B.2: Lumini", "B.2", "Lumini", "{code}:"),
        ("Măsura A.1.2: Camere", "A.1.2", "Camere", "Măsura {code}:"),
        ("R1. Digitalizare", "R1", "Digitalizare", "{code}."),
        ("C. Comunicarea", "C", "Comunicarea", "{code}."),
        ("E 5 mai", "", "E 5 mai", "{code}."),
    ],
)
def test_a_letter_or_a_roman_number_before_the_points_is_part_of_the_code(text, code, title, code_format):
    found = split_code(text)
    assert (found.code, found.title, found.code_format) == (code, title, code_format)


def test_three_depths_of_letters_and_numbers_stand_under_one_another():
    _mapping, draft = understood(
        p("Siguranța", number=(1, 0)),
        p("Drumuri", number=(1, 1)),
        p("Camere", number=(1, 2)),
        p("Lumini", number=(1, 2)),
        p("Școli", number=(1, 1)),
        p("Patrule", number=(1, 2)),
        p("Mediul", number=(1, 0)),
        p("Ape", number=(1, 1)),
        numbering=numbered(("upperRoman", "%1."), ("upperLetter", "%2."), ("decimal", "%3)")),
    )
    assert outline(draft) == [
        "ob I Siguranța",
        "  m I.A Drumuri",
        "    ac I.A.1 Camere",
        "    ac I.A.2 Lumini",
        "  m I.B Școli",
        "    ac I.B.1 Patrule",
        "ob II Mediul",
        "  m II.A Ape",
    ]


def test_typed_chapters_with_what_each_answers_for_after_its_list():
    _mapping, draft = understood(
        p("I. DOMENIUL ORDINE PUBLICĂ", bold=True),
        p("I.1. Reducerea furturilor", bold=True),
        p("- patrulare în zonele aglomerate;"),
        p("- instalarea de camere;"),
        p("Răspunde: IPJ"),
        p("Termen: permanent"),
        p("I.2. Combaterea drogurilor", bold=True),
        p("- controale"),
        p("II. DOMENIUL RUTIER", bold=True),
        p("II.1. Viteza", bold=True),
    )
    assert outline(draft) == [
        "ob I DOMENIUL ORDINE PUBLICĂ",
        "  m I.1 Reducerea furturilor",
        "    ac patrulare în zonele aglomerate;",
        "    ac instalarea de camere;",
        "  m I.2 Combaterea drogurilor",
        "    ac controale",
        "ob II DOMENIUL RUTIER",
        "  m II.1 Viteza",
    ]
    assert draft.elements[1].fields == {"responsible": "IPJ", "completion_term": "permanent"}
    assert [one.body for one in draft.sections] == [[]]


def test_crosses_under_quarters_are_no_terms():
    mapping, draft = understood(
        tbl(
            (tc("Nr. crt.", merge="restart"), tc("Activitatea", merge="restart"), tc("Termen (trimestrul)", span=2)),
            (tc(merge="continue"), tc(merge="continue"), "I", "II"),
            ("1", "Patrule", "X", ""),
            ("2", "Camere", "", "x"),
        )
    )
    assert outline(draft) == ["act 1 Patrule", "act 2 Camere"]
    assert [one.own for one in draft.elements] == [{"Termen (trimestrul) I": "X"}, {"Termen (trimestrul) II": "x"}]
    assert [one.fields for one in draft.elements] == [{}, {}]


def test_an_axis_that_stands_above_the_head_of_its_table():
    _mapping, draft = understood(
        tbl(
            (tc("AXA 1: MEDIU", span=3),),
            ("Cod", "Denumirea proiectului", "Sursa de finanțare"),
            ("P1.1", "Parc", "FEDR"),
            (tc("AXA 2: EDUCAȚIE", span=3),),
            ("P2.1", "Școală", "PNRR"),
        )
    )
    assert outline(draft) == ["ax 1 MEDIU", "  pr P1.1 Parc", "ax 2 EDUCAȚIE", "  pr P2.1 Școală"]
    assert draft.elements[3].own == {"Sursa de finanțare": "PNRR"}


def test_reforms_with_milestones_and_the_quarter_of_each():
    _mapping, draft = understood(
        tbl(
            (tc("Nr. crt.", merge="restart"), tc("Reforma / Investiția", merge="restart"),
             tc("Jalon/Țintă", merge="restart"), tc("Unitate de măsură", merge="restart"), tc("Valoare", span=2),
             tc("Trimestru", merge="restart")),
            (*[tc(merge="continue")] * 4, "de referință", "obiectiv", tc(merge="continue")),
            ("1", "R1. Digitalizare", "Cadru adoptat", "nr.", "0", "12", "T2 2026"),
            ("2", "I1. Cloud", "Centre de date", "nr.", "1", "3", "T1 2027"),
        )
    )  # fmt: skip
    assert outline(draft) == ["ref R1 Digitalizare", "ref I1 Cloud"]
    assert draft.elements[1].fields == {"completion_term": "T1 2027"}
    assert draft.elements[1].own == {
        "Jalon/Țintă": "Centre de date", "Unitate de măsură": "nr.", "Valoare de referință": "1", "Valoare obiectiv": "3",
    }  # fmt: skip


def test_who_signs_on_the_lines_of_one_paragraph_below_a_table():
    _mapping, draft = understood(
        tbl(
            ("Nr.", "Acțiuni", "Termen"),
            (tc("Obiectivul 1 – Prevenirea violenței", span=3),),
            ("1.", "Campanii", "2026"),
        ),
        p(inside="<w:r><w:t>Președinte,</w:t><w:br/><w:t>Ion Pop</w:t></w:r>"),
    )
    assert [(one.office, one.name) for one in draft.signatories] == [("Președinte", "Ion Pop")]
    assert draft.elements[0].fields == {}


def test_what_stands_beside_a_title_merged_down_its_rows_stays_row_by_row():
    _mapping, draft = understood(
        tbl(
            ("Măsuri", "Ținte", "Termen"),
            (tc("1. Digitalizare", merge="restart"), "Cadru", "T2 2026"),
            (tc(merge="continue"), "Servicii", "T4 2026"),
        )
    )
    assert draft.elements[0].fields == {"completion_term": "T2 2026\nT4 2026"}
    assert draft.elements[0].own == {"Ținte": "Cadru\nServicii"}


def test_a_police_plan_of_another_county():
    _mapping, draft = understood(
        p("AUTORITATEA TERITORIALĂ DE ORDINE PUBLICĂ BIHOR"),
        p("Anexă la Hotărârea nr. 15/2026"),
        p("PLANUL STRATEGIC", bold=True),
        p("al Autorității Teritoriale de Ordine Publică Bihor pentru anul 2026"),
        p("II. Obiective și activități", style="H1"),
        tbl(
            (tc("Obiectiv specific", merge="restart"), tc("Activități", merge="restart"),
             tc("Indicatori", merge="restart"), tc("Termen", span=2)),
            (*[tc(merge="continue")] * 3, "de început", "de finalizare"),
            (tc(p("Siguranța stradală", number=(1, 0))), tc(p("Camere", number=(1, 1))),
             tc("Număr de camere", tbl(("Oradea", "40"), ("Beiuș", "12"))), "martie 2026", "2027"),
            (tc("2. Mediul"), tc(tbl(("2.1.", "Ape"), ("2.2.", "Aer"))), "", "2026", "2028"),
        ),
        p("III. Indicatori de performanță minimali", style="H1"),
        p("• Rata infracționalității stradale;"),
        p("• Gradul de încredere;"),
        numbering=numbered(("decimal", "%1."), ("decimal", "%1.%2.")),
    )  # fmt: skip
    assert (draft.head.annex, draft.head.act, draft.head.number) == ("Anexă", "Hotărârea nr. 15/2026", "15/2026")
    assert outline(draft) == [
        "os 1 Siguranța stradală",
        "  act 1.1 Camere",
        "os 2 Mediul",
        "  act 2.1 Ape",
        "  act 2.2 Aer",
    ]
    assert draft.elements[1].fields == {"completion_term": "2027"}
    assert draft.elements[1].own == {"Termen de început": "martie 2026"}
    assert [one.title for one in draft.elements[1].indicators] == ["Număr de camere", "Oradea 40", "Beiuș 12"]
    assert [(one.title, one.is_minimal) for one in draft.indicators] == [
        ("Rata infracționalității stradale;", True), ("Gradul de încredere;", True),
    ]  # fmt: skip


def test_who_signs_right_below_a_table_of_abbreviations():
    _mapping, draft = understood(
        p("1. Prevenirea"),
        p("2. Combaterea"),
        tbl(("CJ", "Consiliul Județean"), ("FEDR", "Fondul European")),
        p("PREȘEDINTE,"),
        p("Ion Pop"),
    )
    assert [(one.office, one.name) for one in draft.signatories] == [("PREȘEDINTE", "Ion Pop")]
