"""Plans of other shapes in print: more levels, other columns, hundreds of elements, facts that no column shows."""

import datetime
from decimal import Decimal

import page
import pytest

from plans import document as d
from tests.plans.render.plan_documents import content, element, levels, plan, printed, tree
from tests.printed import packed

TWO = levels(("ob", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
COLUMNS = [("risc", "Riscuri"), ("completion_term", "Termen"), ("responsible", "Responsabil"), ("buget", "Buget")]
FOUR_NAMES = (
    ("ob", "Obiectiv", "Obiective"),
    ("p", "Program", "Programe"),
    ("m", "Măsură", "Măsuri"),
    ("a", "Acțiune", "Acțiuni"),
)
LEAF = {
    "completion_term": "trim. II 2026", "responsible": "Direcția generală buget-finanțe",
    "extra": {"risc": "Întârzierea aprobării bugetului", "buget": "120.000 lei"},
}  # fmt: skip


def shown(level="ob", **fields):
    return (d.SectionValue(heading="Măsurile planului", block="elements", level=level, **fields),)


def valid(document):
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
    reports = [page.validate_pdf_bytes(content(d.to_json(document)), profile=profile) for profile in profiles]
    return [(list(report.failures), report.is_compliant) for report in reports] == [([], True), ([], True)]


def in_order(document):
    """The titles that the pages do not print in their order."""
    text, place, missing = packed("".join(printed(document).pages)), 0, []
    for one in document.elements:
        title = packed(f"{one.printed_code} {one.title}")
        found = text.find(title, place)
        missing += [title] if found < 0 else []
        place = max(found + len(title), place)
    return missing


@pytest.mark.parametrize(("columns", "breadths", "number"), [((), (5, 2, 3, 9), 315), (COLUMNS, (2, 2, 3, 6), 90)])
def test_four_levels_and_hundreds_of_elements_are_whole_and_valid(columns, breadths, number):
    """Those with columns have as many pages as the hundreds without."""
    four = levels(*FOUR_NAMES, columns=columns)
    elements = tree(four, breadths, **(LEAF if columns else {}))
    document = plan(levels=four, elements=elements, sections=shown(numbered_columns=True))
    assert (len(elements), valid(document), in_order(document)) == (number, True, [])


def test_a_rank_between_without_columns_of_its_own_spans_them():
    four = levels(*FOUR_NAMES, columns=COLUMNS)
    document = plan(levels=four, elements=tree(four, (1, 1, 1, 1), **LEAF), sections=shown())
    title = packed("Întărirea integrității, a transparenței și a răspunderii instituționale")
    cells = [
        packed(text)
        for text in (
            "Întârzierea aprobării bugetului",
            "trim. II 2026",
            "Direcția generală buget-finanțe",
            "120.000 lei",
        )
    ]
    assert printed(document).tables == [
        [
            ["Obiective", "Programe/Măsuri/Acțiuni", "Riscuri", "Termen", "Responsabil", "Buget"],
            [f"1.{title}(1)", f"1.1.{title}(1.1)"],
            ["", f"1.1.1.{title}(1.1.1)"],
            ["", f"1.1.1.1.{title}(1.1.1.1)", *cells],
        ]
    ]


def test_a_group_that_has_columns_of_its_own_takes_a_row_of_its_own():
    columns = (d.ColumnValue(field="responsible", label="Responsabil"),)
    ranks = tuple(d.LevelValue(**{**vars(level), "columns": columns}) for level in TWO)
    elements = (
        element("ob", "1", title="Achiziții", responsible="Directorul"),
        element("m", "1.1", "ob-1", title="Ghid", responsible="Juristul"),
        element("ob", "2", title="Fără măsuri încă"),
    )
    assert printed(plan(levels=ranks, elements=elements, sections=shown())).tables == [
        [
            ["Obiective", "Măsuri", "Responsabil"],
            ["1.Achiziții", "", "Directorul"],
            ["", "1.1.Ghid", "Juristul"],
            ["2.Fărămăsuriîncă", "", ""],
        ]
    ]


def test_one_level_with_columns_is_a_table_with_a_row_each_and_stays_out_of_the_contents():
    one = levels(("m", "Măsură", "Măsuri"), columns=COLUMNS[1:3])
    leaf = {name: LEAF[name] for name in ("completion_term", "responsible")}
    document = plan(levels=one, elements=tree(one, (2,), **leaf), sections=shown("m"))
    title = packed("Întărirea integrității, a transparenței și a răspunderii instituționale")
    read = printed(document)
    assert read.tables == [
        [
            ["Măsuri", "Termen", "Responsabil"],
            *([f"{n}.{title}({n})", "trim.II2026", "Direcțiageneralăbuget-finanțe"] for n in (1, 2)),
        ]
    ]
    assert set(read.shapes) == {"upright"}
    assert packed(read.tree.all("Sect")[1].text) == "CuprinsMăsurileplanului3Despreaceastăediție3"


def test_a_title_is_never_parted_from_what_stands_beside_it():
    long = "Asigurarea climatului de legalitate a mediului de afaceri prin combaterea evaziunii fiscale și a contrafacerii. "
    elements = []
    for group in range(1, 8):
        elements.append(element("ob", str(group), title=f"{long * 2}({group})"))
        elements += [element("m", f"{group}.{n}", f"ob-{group}", title=f"Direcția {n}") for n in range(1, 14)]
    document = plan(levels=TWO, elements=tuple(elements), sections=shown())
    groups = [row for table in printed(document).tables for row in table[1:] if row[0]]
    assert [
        (packed(f"({n})") in row[0], row[1].startswith(f"{n}.1.Direcția1{n}.2.")) for n, row in enumerate(groups, 1)
    ] == [(True, True)] * 7


def test_a_cell_longer_than_a_page_goes_on_over_the_next():
    one = levels(("m", "Măsură", "Măsuri"), columns=COLUMNS[1:3])
    words = " ".join(f"cuvântul{n}" for n in range(2500))
    long = element("m", "1", title="Măsura cea lungă", responsible=words)
    document = plan(levels=one, elements=(long, element("m", "2", title="Următoarea")), sections=shown("m"))
    rows = [row for table in printed(document).tables for row in table if row[0] != "Măsuri"]
    assert "".join(row[2] for row in rows) == packed(words)
    assert (valid(document), len(rows) > 3, rows[-1]) == (True, True, ["2.Următoarea", "", ""])


def test_a_word_wider_than_its_column_is_broken_and_not_lost():
    one = levels(("m", "Măsură", "Măsuri"), columns=COLUMNS[1:3])
    word = "https://www.cjcluj.ro/" + "achizitii-publice-" * 12
    document = plan(
        levels=one, elements=(element("m", "1", title="Adresa", completion_term=word),), sections=shown("m")
    )
    read = printed(document)
    boxes = read.text("-bbox", "-f", "3", "-l", "3")
    reached = max(float(part.partition('"')[0]) for part in boxes.split('xMax="')[1:])
    assert (packed(word) in read.read, reached < float(read.pdf.pages[2].mediabox[2])) == (True, True)


def test_what_is_known_of_an_element_is_printed_even_where_no_column_shows_it():
    elements = (
        element("ob", "1", title="Integritate", description="Pe scurt.\nApoi pe larg."),
        element("m", "1.1", "ob-1", title="Ghid", responsible="Juristul", completion_due=datetime.date(2026, 6, 30)),
    )
    found = d.IndicatorValue(
        uid="i", element="m-1.1", title="Numărul de ghiduri", joiner="", nature="count", minimal=False
    )
    read = printed(plan(levels=TWO, elements=elements, indicators=(found,), sections=shown())).read
    assert packed("1. Integritate Pe scurt. Apoi pe larg.") in read
    assert (
        packed("1.1. Ghid Indicatori: Numărul de ghiduri Termen de finalizare: 30 iunie 2026 Responsabili: Juristul")
        in read
    )


def test_an_indicator_is_printed_with_its_target_and_source():
    target = d.TargetValue(kind="at_least", value=Decimal("85.5"), upper_value=None, text="", period_start=datetime.date(2026, 1, 1),
                      period_end=datetime.date(2026, 12, 31))  # fmt: skip
    found = d.IndicatorValue(uid="i", element=None, title="Ponderea declarațiilor", joiner="", nature="percent", minimal=False,
                        unit="%", verification_source="Registrul declarațiilor", targets=(target,))  # fmt: skip
    document = plan(indicators=(found,), sections=(d.SectionValue(heading="Indicatori", block="indicators"),))
    assert (
        packed(
            "Ponderea declarațiilor Unitatea de măsură: % Ținta pentru 2026: cel puțin 85,5% "
            "Sursa de verificare: Registrul declarațiilor"
        )
        in printed(document).read
    )


def test_sums_in_several_years_and_units_are_tables_of_their_own():
    def line(label, year, amount, unit):
        return d.BudgetLineValue(label=label, year=year, amount=Decimal(amount), unit=unit, share=None, is_total=False)

    budget = (
        line("salarii", 2026, "1200", "lei"),
        line("grant", 2026, "10.50", "euro"),
        line("salarii", 2027, "1300", "lei"),
    )
    document = plan(budget=budget, sections=(d.SectionValue(heading="Buget", block="budget"),))
    assert printed(document).tables == [
        [["Anul2026", "Suma", "Ponderea"], ["salarii", "1.200lei", ""], ["grant", "10,50euro", ""]],
        [["Anul2027", "Suma(lei)", "Ponderea"], ["salarii", "1.300", ""]],
    ]


def test_a_plan_with_nothing_in_it_is_a_title_page_and_an_edition():
    document = plan()
    assert (valid(document), len(printed(document).pages)) == (True, 2)


def test_an_edition_of_four_digits_keeps_its_address():
    document = plan(edition=d.EditionMark(number=1234, published_at=plan().edition.published_at, note=""))
    assert "/planuri/integritate-2026/editii/1234/" in printed(document).read
