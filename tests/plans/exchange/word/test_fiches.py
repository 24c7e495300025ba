"""Actions that are described in fiches, each a small table of keys and values: in the shapes that counties write them."""

import random

import pytest

from plans.exchange.word.drawing import drawn_blocks
from plans.exchange.word.mapping.building import build_plan
from plans.exchange.word.mapping.choices import TEXT, WordMapping
from plans.exchange.word.mapping.proposal import propose_mapping
from plans.exchange.word.reading.body import read_document
from tests.plans.exchange.word.handmade import docx, numbered, p, tbl, tc
from tests.plans.exchange.word.understanding import outline, understood

KEYS = ("Cod", "Denumire", "Responsabil", "Termen", "Buget estimat", "Surse", "Indicatori", "Stadiu")


def fiche(*values, keys=KEYS, above=()):
    return tbl(*above, *zip(keys, values, strict=False))


def test_fiches_one_after_another_are_measures_and_their_keys_are_columns():
    mapping, draft = understood(
        p("Planul de acțiuni"),
        fiche(
            "M1",
            "Parcare",
            "Direcţia tehnică",
            "Trim. II 2025",
            "1.250,5 mii lei",
            "FEDR",
            "Număr de locuri",
            "în curs",
        ),
        p(),
        fiche("M2", "Pistă", "Poliţia locală", "2024-2027", "2 mil. euro", "", "", "permanent"),
    )
    assert outline(draft) == ["m M1 Parcare", "m M2 Pistă"]
    assert [one.fields for one in draft.elements] == [
        {"responsible": "Direcția tehnică", "completion_term": "Trim. II 2025"},
        {"responsible": "Poliția locală", "completion_term": "2024-2027"},
    ]
    assert draft.elements[0].own == {"Buget estimat": "1.250,5 mii lei", "Surse": "FEDR", "Stadiu": "în curs"}
    assert [one.title for one in draft.elements[0].indicators] == ["Număr de locuri"]
    assert [one.place for one in draft.elements] == ["tabelul 1, rândul 2, coloana 2", "tabelul 2, rândul 2, coloana 2"]
    assert [one.role for one in mapping.tables[2].columns] == [
        "cod", "nivel:m", "responsible", "completion_term", "propriu", "propriu", "indicators", "propriu",
    ]  # fmt: skip
    assert WordMapping.from_plain(mapping.to_plain()) == mapping


def test_one_fiche_alone_stays_text():
    _mapping, draft = understood(p("1. Unu"), p("2. Doi"), fiche("M1", "Parcare", "Direcția tehnică", "2025"))
    assert [one.level for one in draft.elements] == ["ob", "ob"]
    assert draft.sections[-1].body[-1].startswith("Cod | M1\nDenumire | Parcare")


def test_four_columns_of_keys_and_values():
    _mapping, draft = understood(
        *(
            tbl(
                ("Cod:", f"A{n}", "Termen:", "2025"),
                (tc("Denumirea acțiunii:"), tc(f"Pista {n}", span=3)),
                ("Responsabil:", "CJ", "Buget:", f"{n}00 lei"),
                (tc("Descriere:"), tc("Primul paragraf.", "Al doilea", "- un punct", "- alt punct", span=3)),
            )
            for n in (1, 2)
        )
    )
    assert outline(draft) == ["ac A1 Pista 1", "ac A2 Pista 2"]
    assert draft.elements[1].fields == {
        "completion_term": "2025",
        "responsible": "CJ",
        "description": "Primul paragraf.\nAl doilea\n- un punct\n- alt punct",
    }
    assert draft.elements[1].own == {"Buget": "200 lei"}


def test_a_row_across_that_titles_and_numbers_the_fiche():
    _mapping, draft = understood(
        *(
            tbl(
                (tc(f"Fișa de proiect nr. {n}", span=2),),
                ("Titlul proiectului", title),
                ("Beneficiar", "Județul"),
                ("Perioada de implementare", "2024-2027"),
                ("Rezultate așteptate", tc(p("drum modernizat", number=(1, 0)), p("poduri", number=(1, 0)))),
            )
            for n, title in ((3, "Drumul DJ 107"), (4, "Spitalul"))
        ),
        numbering=numbered(("bullet", "")),
    )
    assert outline(draft) == ["pr 3 Drumul DJ 107", "pr 4 Spitalul"]
    assert draft.elements[0].fields == {
        "completion_term": "2024-2027", "expected_result": "• drum modernizat\n• poduri",
    }  # fmt: skip


def test_the_title_may_stand_only_above_the_keys_or_in_the_paragraph_above():
    rows = (("Responsabil", "CJ"), ("Termen", "2025"), ("Buget", "5 lei"))
    _mapping, draft = understood(
        tbl((tc("Fișa acțiunii 1.1: Parcări", span=2),), *rows),
        p(),
        tbl((tc("Fișa acțiunii 1.2: Piste", span=2),), *rows),
    )
    assert outline(draft) == ["ac 1.1 Parcări", "ac 1.2 Piste"]
    _mapping, draft = understood(
        p("Fișa măsurii 1.1 – Parcări", bold=True), tbl(*rows), p("Fișa măsurii 1.2 – Piste", bold=True), tbl(*rows)
    )
    assert outline(draft) == ["m 1.1 Parcări", "m 1.2 Piste"]
    _mapping, draft = understood(
        tbl((tc("Acțiunea 1.1: Parcări", span=2),), *rows), p(), tbl((tc("Acțiunea 1.2: Piste", span=2),), *rows)
    )
    assert outline(draft) == ["ac 1.1 Parcări", "ac 1.2 Piste"]


def test_all_fiches_in_one_table_under_rows_that_are_objectives():
    _mapping, draft = understood(
        tbl(
            (tc("Obiectiv specific 1: Mobilitate", span=2),),
            ("Măsura", "1.1. Parcări"), ("Responsabil", "CJ"), ("Termen", "2025"),
            ("Măsura", "1.2. Piste"), ("Responsabil", "Primăria"), ("Termen", "permanent"),
            (tc("Obiectiv specific 2: Mediu", span=2),),
            ("Măsura", "2.1. Parcuri"), ("Responsabil", "RADP"), ("Termen", "anual"), ("Observații", "după licitație"),
        ),
    )  # fmt: skip
    assert outline(draft) == ["os 1 Mobilitate", "  m 1.1 Parcări", "  m 1.2 Piste", "os 2 Mediu", "  m 2.1 Parcuri"]
    assert draft.elements[4].own == {"Observații": "după licitație"}


def test_a_strategy_with_numbered_headings_and_fiches_under_them():
    def one(code, title):
        return tbl(("Cod măsură", code), ("Denumire", title), ("Obiectiv", "vezi titlul"), ("Responsabil", "CJ"))

    _mapping, draft = understood(
        p("Introducere", style="H1"),
        p("Text."),
        p("1. Mobilitate", style="H1"),
        p("1.1. Drumuri", style="H2"),
        one("1.1.1", "Drumul DJ 107"),
        p(),
        one("1.1.2", "Podul"),
        p("1.2. Parcări", style="H2"),
        one("1.2.1", "Parcarea"),
        p("2. Mediu", style="H1"),
        p("2.1. Parcuri", style="H2"),
        p("De ce parcuri."),
        one("2.1.1", "Parcul"),
    )
    assert outline(draft) == [
        "ob 1 Mobilitate",
        "  os 1.1 Drumuri",
        "    m 1.1.1 Drumul DJ 107",
        "    m 1.1.2 Podul",
        "  os 1.2 Parcări",
        "    m 1.2.1 Parcarea",
        "ob 2 Mediu",
        "  os 2.1 Parcuri",
        "    m 2.1.1 Parcul",
    ]
    assert draft.elements[7].fields == {"description": "De ce parcuri."}
    assert draft.elements[8].own == {"Obiectiv": "vezi titlul"}


def test_a_heading_that_a_fiche_describes_is_its_element():
    rows = (("Responsabil", "CJ"), ("Termen", "2025"), ("Sursa de finanțare", "PNRR"))
    mapping, draft = understood(
        p("Obiectivul general 1. Mobilitate", style="H1"),
        p("Măsura 1.1. Drumuri", style="H2"),
        p("Ce se face."),
        tbl(*rows),
        p("Măsura 1.2. Piste", style="H2"),
        tbl(*rows),
    )
    assert outline(draft) == ["og 1 Mobilitate", "  m 1.1 Drumuri", "  m 1.2 Piste"]
    assert draft.elements[1].fields == {"description": "Ce se face.", "responsible": "CJ", "completion_term": "2025"}
    assert draft.elements[2].own == {"Sursa de finanțare": "PNRR"}
    assert mapping.level_path(mapping.tables[1]) == ["m"]
    _mapping, draft = understood(
        p("Drumuri", style="H2"), tbl(*rows), p("Piste", style="H2"), tbl(*rows)
    )  # fmt: skip
    assert outline(draft) == ["m Drumuri", "m Piste"]


def test_a_heading_that_says_what_its_fiche_says_is_said_once():
    _mapping, draft = understood(
        p("1.1. Parcări", style="H2"), fiche("1.1", "Parcări", "CJ", "2025"),
        p("1.2. Piste", style="H2"), fiche("1.2", "Piste", "CJ", "2026"),
    )  # fmt: skip
    assert outline(draft) == ["m 1.1 Parcări", "m 1.2 Piste"]
    assert [one.heading for one in draft.sections] == [""]


def test_the_objective_that_a_fiche_names_stands_above_it_once():
    def one(objective, title):
        return tbl(("Obiectiv specific", objective), ("Acțiunea", title), ("Responsabil", "CJ"), ("Termen", "2025"))

    _mapping, draft = understood(
        one("OS 1. Mobilitate", "Parcări"), p(), one("OS 2. Mediu", "Parcuri"), p(), one("OS 1. Mobilitate", "Piste")
    )
    assert outline(draft) == ["os 1 Mobilitate", "  ac Parcări", "os 2 Mediu", "  ac Parcuri", "  ac Piste"]
    assert draft.elements[4].parent == 0


def test_a_value_that_goes_on_over_several_rows():
    def one(n):
        return tbl(
            ("Denumirea măsurii", f"Măsura despre {n}"),
            ("Responsabil", "CJ"),
            (tc("Rezultate așteptate", merge="restart"), "un studiu"),
            (tc(merge="continue"), "două hărți"),
            ("Indicatori", f"Număr de studii {n}"),
            ("", "Număr de hărți"),
            (tc("Activități", span=2),),
            (tc("- proiectare", "- execuție", span=2),),
        )

    _mapping, draft = understood(one(1), p(), one(2))
    assert [one.title for one in draft.elements[1].indicators] == ["Număr de studii 2", "Număr de hărți"]
    assert draft.elements[1].fields == {"responsible": "CJ", "expected_result": "un studiu două hărți"}
    assert draft.elements[1].own == {"Activități": "- proiectare\n- execuție"}


def test_numbered_keys_subheadings_and_a_table_inside_a_cell():
    def one(n):
        budget = tbl(("2025", "100 lei"), ("2026", "200 lei"))
        return tbl(
            (tc("A. Date generale", span=3),),
            ("1.", "Denumirea proiectului", f"Drumul {n}"),
            ("2.", "Solicitant", "Județul"),
            (tc("B. Date financiare", span=3),),
            ("3.", "Buget", tc(budget)),
            ("4.", "Surse de finanțare", "FEDR"),
            ("5.", "Termen", "permanent"),
        )

    _mapping, draft = understood(one(1), p(), one(2))
    assert outline(draft) == ["pr Drumul 1", "pr Drumul 2"]
    assert draft.elements[0].own == {
        "Solicitant": "Județul",
        "Buget": "2025 100 lei\n2026 200 lei",
        "Surse de finanțare": "FEDR",
    }


def test_fiches_that_leave_keys_out_and_one_that_has_more():
    _mapping, draft = understood(
        fiche("1.1", "Parcări", "CJ", "2025", "5 lei"), p(),
        tbl(("Cod", "1.2"), ("Denumire", "Piste"), ("Termen", "2026"), ("Riscuri", "Lipsa banilor"), ("Legătura cu alte acțiuni", "1.1")),
    )  # fmt: skip
    assert outline(draft) == ["m 1.1 Parcări", "m 1.2 Piste"]
    assert draft.elements[1].own == {"Riscuri": "Lipsa banilor", "Legătura cu alte acțiuni": "1.1"}


def test_tables_beside_fiches_are_understood_as_without_them():
    table = tbl(("Obiective specifice", "Măsuri", "Termen"), ("1. Prevenirea", "1.1. Instruirea", "2026"))
    abbreviations = tbl(("CJ", "Consiliul Județean"), ("UAT", "Unitate"))
    mapping, _draft = understood(
        table, p(), abbreviations, p(), fiche("A", "Parcări", "CJ", "2025"), p(), fiche("B", "Piste", "CJ", "2025")
    )
    alone, _draft = understood(table, p(), abbreviations)
    assert [mapping.tables[n] for n in (1, 2)] == [alone.tables[n] for n in (1, 2)]


@pytest.mark.parametrize("keys", [("Cod document", "Revizia", "Pagina"), ("Președinte", "Secretar", "Întocmit")])
def test_tables_of_keys_that_no_action_has_stay_text(keys):
    mapping, _draft = understood(p("1. Unu"), p("2. Doi"), *[fiche("a", "b", "c", keys=keys), p()] * 2)
    assert {one.role for one in mapping.tables.values()} == {TEXT}


WORDS = (
    "Cod",
    "Denumire",
    "Denumirea măsurii",
    "Responsabil",
    "Termen",
    "Obiectiv specific",
    "Măsura",
    "Indicatori",
    "Altceva",
)
WORDS += (
    "Fișa de proiect nr. 3",
    "Obiectiv specific 1: X",
    "1.",
    "M1",
    "- gama",
    "Descriere: text",
    "Alfa",
    "Beta",
    "",
    "2025",
)


@pytest.mark.parametrize("seed", range(40))
def test_no_fiches_are_so_odd_that_they_cannot_be_shown(seed):
    chance = random.Random(seed)

    def cell():
        return tc(
            chance.choice(WORDS),
            span=chance.choice([1, 1, 1, 2]),
            merge=chance.choice(["", "", "", "restart", "continue"]),
        )

    def table():
        keys = chance.sample(WORDS[:9], chance.randint(3, 6))
        rows = [
            (key, cell()) if chance.random() < 0.8 else tuple(cell() for _ in range(chance.randint(1, 4)))
            for key in keys
        ]
        return tbl(*chance.sample([(tc(chance.choice(WORDS), span=2),)], chance.randint(0, 1)), *rows)

    def lines():
        return p(chance.choice(WORDS), style=chance.choice(["", "H1", "H2"]))

    document = read_document(docx(*[make() for _ in range(5) for make in (lines, table)], p("Sfârșit")))
    mapping = propose_mapping(document)
    assert WordMapping.from_plain(mapping.to_plain()) == mapping
    build_plan(document, mapping)
    drawn_blocks(document, mapping, [], {})
    keys = [one.key for one in mapping.levels]
    assert all(one.parent in ["", *keys[:at]] for at, one in enumerate(mapping.levels))
