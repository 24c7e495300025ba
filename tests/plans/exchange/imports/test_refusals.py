"""Rows that cannot be imported: each is named by its number, its column and what to write instead."""

import pytest

from plans.exchange.sheets.refusal import ImportRefused
from plans.models import Measure
from tests.plans.exchange.rows import HEADINGS, problems, state


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            ["nu-exista", "m", "1", "ax-1", 1, "T"],
            ("Plan", "Nu există un plan „nu-exista” pe care să îl puteți modifica."),
        ),
        ([None, "m", "1", "ax-1", 1, "T"], ("Plan", "Nu există un plan „” pe care să îl puteți modifica.")),
        (
            ["atop-2024", "zz", "1", "", 1, "T"],
            (
                "Nivel",
                "Planul nu are nivelul „zz”. Nivelurile lui: on (Obiectiv național prioritar), og (Obiectiv general), "
                "os (Obiectiv specific / Direcție de acțiune), pr (Proiect).",
            ),
        ),
        (
            ["atop-2024", "os", "9.1", "og-99", 1, "T"],
            ("Sub", "Planul nu are niciun element la adresa „og-99”. Scrieți de exemplu og-1."),
        ),
        (
            ["atop-2024", "os", "9.1", "m-1.1", 1, "T"],
            ("Sub", "Planul nu are niciun element la adresa „m-1.1”. Scrieți de exemplu og-1."),
        ),
        (
            ["atop-2024", "os", "9.1", "", 1, "T"],
            ("Sub", "Alegeți elementul de nivelul „Obiectiv general” sub care stă."),
        ),
        (
            ["atop-2024", "os", "9.1", "os-1.1", 1, "T"],
            (
                "Sub",
                "„1.1. Ocuparea/ încadrarea funcțiilor de conducere și execuție vacante;” nu este de nivelul „Obiectiv general” "
                "din planul „Planul ATOP 2024”.",
            ),
        ),
        (
            ["atop-2024", "og", "9", "og-1", 1, "T"],
            ("Sub", "Un element de nivelul „Obiectiv general” nu stă sub alt element."),
        ),
        (
            ["atop-2024", "og", "9", "", "-1", "T"],
            ("Poziție", "„-1” nu este o poziție. Scrieți un număr întreg, de exemplu 10."),
        ),
        (["atop-2024", "og", "9", "", 1, ""], ("Titlu", "Acest câmp nu poate fi gol.")),
        (
            ["atop-2024", "og", "9" * 31, "", 1, "T"],
            ("Cod", "Asigurați-vă că această valoare are cel mult 30 de caractere (are 31)."),
        ),
        (
            ["atop-2024", "og", 1.1, "", 1, "T"],
            (
                "Cod",
                "Programul de calcul tabelar a schimbat codul în „1,1”: 1.1 și 1.10 nu se mai deosebesc. Formatați coloana ca "
                "text și scrieți codul din nou.",
            ),
        ),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(importing, atop, row, problem):
    before = state()
    outcome = importing(HEADINGS, [], row)
    ((line, heading, message),) = problems(outcome)
    assert (line, heading) == (3, problem[0])
    assert message == problem[1].replace("Planul ATOP 2024", atop.short_title)
    assert state() == before


@pytest.mark.parametrize(
    ("heading", "cell", "message"),
    [
        ("Termen de evaluare", "a" * 121, "Asigurați-vă că această valoare are cel mult 120 de caractere (are 121)."),
        ("Data finalizării", "mâine", "„mâine” nu este o dată. Scrieți de exemplu 31.12.2025."),
        ("Instituții", "cj-cluj, nimeni", "Nu există nicio instituție cu codul „nimeni”. Scrieți de exemplu ipj-cluj."),
        ("proprie: riscuri", "Mari", "Nivelul „Obiectiv general” nu are coloana „riscuri”. Lăsați celula goală."),
    ],
)
def test_a_wrong_text_is_named_by_row_and_column(importing, heading, cell, message):
    outcome = importing([*HEADINGS, heading], ["atop-2024", "og", "9", "", 1, "T", cell])
    assert problems(outcome) == [(2, heading, message)]


def test_every_wrong_cell_of_a_row_is_named(importing):
    outcome = importing(
        [*HEADINGS, "Data finalizării", "Instituții"], ["atop-2024", "og", "9", "", 1, "", "mâine", "nimeni"]
    )
    assert [(line, heading) for line, heading, _ in problems(outcome)] == [
        (2, "Data finalizării"),
        (2, "Instituții"),
        (2, "Titlu"),
    ]


def test_the_same_element_on_two_rows_is_refused_with_both(importing):
    row = ["atop-2024", "og", "9", "", 1, "T"]
    assert problems(importing(HEADINGS, row, [], [*row[:4], 2, "Altul"])) == [
        (4, "", "Rândurile 2 și 4 privesc același element. Păstrați unul singur.")
    ]


def test_the_pages_of_the_kinds_take_only_their_own_levels(importing):
    outcome = importing(HEADINGS, ["atop-2024", "og", "9", "", 1, "T"], model=Measure)
    assert problems(outcome) == [(2, "Nivel", "Nivelul „og” este de alt fel: obiectiv general. Are pagina lui.")]


@pytest.mark.parametrize("role", ["reviewer", "reporter", "outsider"])
def test_who_may_not_change_a_plan_cannot_name_it(importing, people, role):
    outcome = importing(HEADINGS, ["atop-2024", "og", "9", "", 1, "T"], by=getattr(people, role))
    assert problems(outcome) == [(2, "Plan", "Nu există un plan „atop-2024” pe care să îl puteți modifica.")]


def test_sheets_without_the_columns_that_find_a_row_are_refused(importing):
    with pytest.raises(ImportRefused, match="Lipsesc coloanele după care se recunosc rândurile: Nivel, Cod, Sub."):
        importing(["Plan", "Poziție", "Titlu"], ["atop-2024", 1, "T"])
