"""Plans of other shapes: how each is understood without anybody's help, and that no word of any of them is lost."""

import random

import pytest

from plans.exchange.word.mapping.building import build_plan
from plans.exchange.word.mapping.choices import ColumnChoice, LevelChoice, WordMapping
from plans.exchange.word.mapping.proposal import propose_mapping
from plans.exchange.word.reading.body import read_document
from tests.plans.exchange.word.handmade import docx, numbered, p, run, tbl, tc, tr
from tests.plans.exchange.word.understanding import outline, understood

HEAD = ("Obiective specifice", "Măsuri", "Termen")


def test_a_ministry_model_with_a_head_in_two_rows_and_columns_of_its_own():
    mapping, draft = understood(
        tbl(
            (tc("Obiective specifice", merge="restart"), tc("Măsuri", merge="restart"), tc("Termen", span=2),
             tc("Riscuri", merge="restart"), tc("Buget (mii lei)", merge="restart")),
            (tc(merge="continue"), tc(merge="continue"), "de evaluare", "de realizare", tc(merge="continue"),
             tc(merge="continue")),
            tuple("012345"),
            (tc("1. Prevenirea corupției", merge="restart"), "1.1. Instruirea", "trimestrial", "2026", "Lipsa banilor", "12,5"),
            (tc(merge="continue"), "1.2. Auditul", "anual", "2027", "Nu este cazul", "1.250"),
        )
    )  # fmt: skip
    assert outline(draft) == ["os 1 Prevenirea corupției", "  m 1.1 Instruirea", "  m 1.2 Auditul"]
    assert draft.elements[2].fields == {"evaluation_term": "anual", "completion_term": "2027"}
    assert draft.elements[1].own == {"Riscuri": "Lipsa banilor", "Buget (mii lei)": "12,5"}
    assert mapping.tables[1].columns[5] == ColumnChoice("propriu", "Buget (mii lei)", "money", "mii lei")
    assert draft.sections[0].numbered


def test_a_column_that_says_the_level_of_its_row():
    _mapping, draft = understood(
        tbl(
            ("Nivel", "Descriere", "Indicatori", "Responsabil"),
            ("Obiectiv general", "1. Oraș sigur", "", ""),
            ("Obiectiv specific", "1.1. Iluminat", "Număr de stâlpi; număr de străzi", "Primăria"),
            ("Măsură", "1.1.1. Achiziție", "", "Achiziții"),
            ("Obiectiv specific", "1.2. Patrule", "", "Poliția locală"),
        )
    )
    assert outline(draft) == ["og 1 Oraș sigur", "  os 1.1 Iluminat", "    m 1.1.1 Achiziție", "  os 1.2 Patrule"]
    assert [one.title for one in draft.elements[1].indicators] == ["Număr de stâlpi", "număr de străzi"]
    assert draft.elements[3].fields == {"responsible": "Poliția locală"}


def test_rows_across_the_table_are_the_objectives_above_its_measures():
    _mapping, draft = understood(
        tbl(
            ("Nr. crt.", "Măsuri", "Termen"),
            (tc("Obiectiv general 1: Prevenirea", span=3),),
            ("1.", "Campanii", "2026"),
            ("2.", "Broșuri", "2027"),
            (tc("Obiectiv general 2: Combaterea", span=3),),
            ("3.", "Patrule", "lunar"),
        )
    )
    assert outline(draft) == ["og 1 Prevenirea", "  m 1 Campanii", "  m 2 Broșuri", "og 2 Combaterea", "  m 3 Patrule"]


def test_one_table_for_each_objective_and_codes_that_begin_anew():
    _mapping, draft = understood(
        p("Obiectivul general nr. 1 - Școli sigure", bold=True),
        tbl(("Cod", "Acțiuni", "Termen"), ("a)", "Patrule", "2026"), ("b)", "Camere", "2027")),
        p("Obiectivul general nr. 2 - Drumuri sigure", bold=True),
        tbl(("Cod", "Acțiuni", "Termen"), ("a)", "Radare", "2026")),
        lost=["nr", "nr"],
    )
    assert outline(draft) == [
        "og 1 Școli sigure",
        "  ac 1.a Patrule",
        "  ac 1.b Camere",
        "og 2 Drumuri sigure",
        "  ac 2.a Radare",
    ]
    assert draft.notes == [
        "Codurile nivelului „Acțiune” se repetă sub fiecare element de deasupra: au primit codul lui în față."
    ]


def test_headings_instead_of_tables_with_lines_that_fill_fields():
    _mapping, draft = understood(
        p("Introducere", style="H1"),
        p("Textul introducerii."),
        p("Obiectiv strategic I. Digitalizarea", style="H1"),
        p("De ce contează."),
        p("Măsura 1.1. Semnătura electronică", style="H2"),
        p("Termen: 31.12.2026"),
        p("Responsabili: Direcția IT"),
        p("Indicatori: Numărul de semnături, numărul de utilizatori"),
        p("Măsura 1.2. Arhiva", style="H2"),
        p("Obiectiv strategic II. Instruirea", style="H1"),
        p("Măsura 2.1. Cursuri", style="H2"),
    )
    assert outline(draft) == [
        "obs I Digitalizarea",
        "  m 1.1 Semnătura electronică",
        "  m 1.2 Arhiva",
        "obs II Instruirea",
        "  m 2.1 Cursuri",
    ]
    assert draft.elements[0].fields == {"description": "De ce contează."}
    assert draft.elements[1].fields == {"completion_term": "31.12.2026", "responsible": "Direcția IT"}
    assert len(draft.elements[1].indicators) == 2
    assert (draft.sections[0].heading, draft.sections[0].body) == ("Introducere", ["Textul introducerii."])
    assert set(draft.formats["obs"]) == {"Obiectiv strategic {code}."}


def test_numbers_that_word_computes_are_codes():
    lists = numbered(("upperRoman", "%1."), ("decimal", "%2.")) + numbered(
        ("decimal", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)"), key=2
    )
    _mapping, draft = understood(
        p("Planul de măsuri"),
        p("Prevenirea", number=(2, 0)),
        p("Campanii", number=(2, 1)),
        p("Afișe", number=(2, 2)),
        p("Broșuri", number=(2, 2)),
        p("Patrule", number=(2, 1)),
        p("Combaterea", number=(2, 0)),
        p("Radare", number=(2, 1)),
        numbering=lists,
    )
    assert outline(draft) == [
        "ob 1 Prevenirea",
        "  m 1.1 Campanii",
        "    ac a Afișe",
        "    ac b Broșuri",
        "  m 1.2 Patrule",
        "ob 2 Combaterea",
        "  m 2.1 Radare",
    ]
    assert draft.head.title == "Planul de măsuri"


def test_lettered_and_roman_chapters():
    _mapping, draft = understood(
        p("I. Ordine publică"), p("A. Patrule"), p("B. Camere"), p("II. Trafic"), p("C. Radare"),
    )  # fmt: skip
    assert outline(draft) == ["ob I Ordine publică", "  m A Patrule", "  m B Camere", "ob II Trafic", "  m C Radare"]


def test_a_table_that_pages_cut_in_two_and_a_row_that_goes_on():
    _mapping, draft = understood(
        tbl(HEAD, ("1. Prevenirea", "1.1. Dezvoltarea capacității de", "2026"), ("", "atragere a fondurilor", "")),
        p(),
        tbl(
            ("", "1.2. Instruirea", "2027"), HEAD, ("2. Combaterea", "2.1. Patrule", "până la"), ("", "", "31.12.2027")
        ),
    )
    assert outline(draft) == [
        "os 1 Prevenirea",
        "  m 1.1 Dezvoltarea capacității de atragere a fondurilor",
        "  m 1.2 Instruirea",
        "os 2 Combaterea",
        "  m 2.1 Patrule",
    ]
    assert draft.elements[-1].fields == {"completion_term": "până la 31.12.2027"}


def test_tracked_changes_content_controls_nested_tables_and_text_boxes():
    inserted = f"<w:ins>{run('1.2. Măsura introdusă')}</w:ins><w:del><w:r><w:delText>ștearsă</w:delText></w:r></w:del>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('1.3. Din control')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr('', '1.4. Rând controlat', '2028')}</w:sdtContent></w:sdt>"
    nested = tbl(("2026",), ("și 2027",))
    box = f"<w:r><w:pict><w:txbxContent>{p('Din casetă')}</w:txbxContent></w:pict></w:r>"
    _mapping, draft = understood(
        p("Înainte de tabel.", inside=box),
        tbl(
            HEAD,
            ("1. Prevenirea", "1.1. Prima", tc(nested)),
            ("", tc(p(inside=inserted)), "2027"),
            ("", tc(control), "2027"),
            row,
            tr("", "1.5. Rând șters", "2030", about="<w:del/>")
            .replace("<w:t ", "<w:delText ")
            .replace("</w:t>", "</w:delText>"),
        ),
    )
    assert outline(draft)[1:] == [
        "  m 1.1 Prima",
        "  m 1.2 Măsura introdusă",
        "  m 1.3 Din control",
        "  m 1.4 Rând controlat",
    ]
    assert draft.elements[1].fields == {"completion_term": "2026 și 2027"}
    assert draft.sections[0].body == ["Înainte de tabel.", "Din casetă"]


def test_rows_that_begin_further_right_stay_in_their_columns():
    shifted = tr("1.2. A doua", "2027", about='<w:gridBefore w:val="1"/>')
    _mapping, draft = understood(tbl(HEAD, ("1. Prevenirea", "1.1. Prima", "2026"), shifted))
    assert outline(draft) == ["os 1 Prevenirea", "  m 1.1 Prima", "  m 1.2 A doua"]
    assert draft.elements[2].fields == {"completion_term": "2027"}


def test_a_merged_field_holds_for_all_its_rows_and_stands_once_among_the_words():
    _mapping, draft = understood(
        tbl(
            (*HEAD, "Responsabili"),
            ("1. Prevenirea", "1.1. Prima", "2026", tc("Direcția IT", merge="restart")),
            ("", "1.2. A doua", "2027", tc(merge="continue")),
        )
    )
    assert [one.fields.get("responsible") for one in draft.elements] == [None, "Direcția IT", "Direcția IT"]
    assert [one.carried for one in draft.elements] == [set(), set(), {"responsible"}]


def test_activities_in_bullets_inside_one_cell():
    _mapping, draft = understood(
        tbl(
            ("Obiective operaționale", "Activități", "Termen", "Responsabili/Parteneri"),
            ("Sprijin pentru vârstnici", tc("- vizite", "- transport"), "permanent", "DAS"),
        )
    )
    assert outline(draft) == ["oo Sprijin pentru vârstnici", "  act vizite", "  act transport"]
    assert [one.fields for one in draft.elements[1:]] == [{"completion_term": "permanent", "responsible": "DAS"}] * 2


def test_a_code_that_stands_twice_is_refused_with_both_places():
    twice = tbl(HEAD, ("1. Prevenirea", "1.1. Prima", "2026"), ("", "1.1. Iar prima", "2027"))
    message = "Codul „1.1” apare și la tabelul 1, rândul 2, coloana 2. Îndreptați documentul, apoi încărcați-l din nou."
    _mapping, draft = understood(twice, problems=[message])
    assert draft.problems[0].place == "tabelul 1, rândul 3, coloana 2"


def test_what_stands_beside_the_text_is_listed_with_its_place():
    document = read_document(
        docx(
            tbl(HEAD, ("1. Prevenirea", "1.1. Prima", "2026")),
            extra={"word/footnotes.xml": docx_note("Notă despre buget")}.items(),
        )
    )
    assert build_plan(document, propose_mapping(document)).not_understood == [("notă de subsol", "Notă despre buget")]


def docx_note(text):
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:footnotes xmlns:w="{namespace}"><w:footnote>{p(text)}</w:footnote></w:footnotes>'


def test_a_person_may_say_otherwise_and_the_choices_are_kept_as_plain_values():
    document = read_document(docx(tbl(HEAD, ("1. Prevenirea", "1.1. Prima", "2026"))))
    mapping = WordMapping.from_plain(propose_mapping(document).to_plain())
    mapping.levels = [LevelChoice("dom", "Domeniu", "Domenii")]
    mapping.tables[1].columns = [
        ColumnChoice("nivel:dom"),
        ColumnChoice("description"),
        ColumnChoice("propriu", "Când"),
    ]
    draft = build_plan(document, mapping)
    assert outline(draft) == ["dom 1 Prevenirea"]
    assert (draft.elements[0].fields, draft.elements[0].own) == ({"description": "1.1. Prima"}, {"Când": "2026"})


WORDS = (
    "Obiective generale",
    "Măsuri",
    "Indicatori",
    "Nivel",
    "Descriere",
    "Obiectiv general",
    "Nr. crt.",
    "Cod",
    "12",
    "",
)
WORDS += (
    "1. Alfa",
    "1.1. Beta",
    "- gama",
    "a) delta",
    "I. Epsilon",
    "Obiectiv general 1: X",
    "Responsabil: Ana",
    "0",
    "1",
)


@pytest.mark.parametrize("seed", range(317, 337))
def test_no_document_is_so_odd_that_it_cannot_be_shown(seed):
    """Its choices come back the same from plain values, and a level stands after the one above it."""
    chance = random.Random(seed)

    def cell():
        merge = chance.choice(["", "", "restart", "continue"])
        return tc(chance.choice(WORDS), chance.choice(WORDS), span=chance.choice([1, 1, 2, 3]), merge=merge)

    def block():
        if chance.random() < 0.5:
            return p(chance.choice(WORDS), bold=chance.random() < 0.3, number=chance.choice([None, (1, 0), (1, 1)]))
        return tbl(*[tuple(cell() for _ in range(chance.randint(1, 4))) for _ in range(chance.randint(1, 6))])

    lists = numbered(("decimal", "%1."), ("decimal", "%1.%2."))
    document = read_document(docx(*[block() for _ in range(5)], p("Sfârșit"), numbering=lists))
    mapping = propose_mapping(document)
    build_plan(document, mapping)
    assert WordMapping.from_plain(mapping.to_plain()) == mapping
    keys = [one.key for one in mapping.levels]
    assert all(one.parent in ["", *keys[:at]] for at, one in enumerate(mapping.levels))
