"""How the elements of a section are laid out in print."""

from plans import document as d
from plans.render.pdf.tables import layout_of
from plans.render.pdf.widths import OUTLINE_WIDTHS
from tests.plans.render.plan_documents import element, levels, plan, tree

NAMES = (("o", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
LEVELS = levels(*NAMES)
COLUMNS = (("responsible", "Cine"), ("completion_term", "Când"))
TABLE = levels(*NAMES, columns=COLUMNS)


def layout(levels_, elements, prefix="o"):
    document = plan(levels=levels_, elements=tuple(elements))
    return layout_of(document, d.SectionValue(block="elements", level=prefix))


def codes(nodes):
    return [(node.element.code, node.depth) for node in nodes]


def test_a_level_alone_is_a_list():
    found = layout(LEVELS, [element("m", "1"), element("m", "2")], "m")
    assert (found.template, codes(found.nodes), found.grouped) == (
        "plans/render/pdf/list.html",
        [("1", 0), ("2", 0)],
        False,
    )


def test_levels_without_columns_are_an_outline():
    found = layout(LEVELS, tree(LEVELS, (1, 1)))
    assert (found.template, found.heads, found.widths, found.grouped, found.wide) == (
        "plans/render/pdf/outline.html",
        ("Obiective", "Măsuri"),
        OUTLINE_WIDTHS,
        True,
        False,
    )


def test_an_outline_names_all_levels_below_in_one_heading():
    three = levels(*NAMES, ("a", "Acțiune", "Acțiuni"))
    assert layout(three, tree(three, (1, 1, 1))).heads == ("Obiective", "Măsuri / Acțiuni")


def test_beside_a_title_stand_as_many_parts_as_it_is_tall():
    low = [element("m", f"1.{n}", "o-1", title="scurt") for n in range(1, 6)]
    (group,) = layout(LEVELS, [element("o", "1", title="x" * 60), *low]).groups
    assert (codes(group.first), codes(group.rest)) == (
        [("1.1", 1), ("1.2", 1), ("1.3", 1)],
        [("1.4", 1), ("1.5", 1)],
    )


def test_a_group_with_few_parts_leaves_none_for_after():
    (group,) = layout(LEVELS, [element("o", "1", title="x" * 60), element("m", "1.1", "o-1")]).groups
    assert (codes(group.first), group.rest) == ([("1.1", 1)], ())


def test_a_group_runs_on_under_the_name_of_its_level_and_its_code():
    groups = layout(LEVELS, [element("o", "1"), element("o", "")]).groups
    assert [group.running for group in groups] == ["Obiectiv 1", "Obiectiv"]


def test_a_group_that_goes_on_says_its_code_and_title_again():
    groups = layout(LEVELS, [element("o", "1", title="Titlu"), element("o", "", title="Alt titlu")]).groups
    assert [group.title for group in groups] == ["1. Titlu (continuare)", ". Alt titlu (continuare)"]


def test_columns_of_any_level_below_make_a_table():
    found = layout(TABLE, tree(TABLE, (1, 1)))
    assert (found.template, found.heads, found.grouped) == (
        "plans/render/pdf/table.html",
        ("Obiective", "Măsuri", "Cine", "Când"),
        True,
    )


def test_a_table_of_one_level_has_one_column_of_titles():
    found = layout(TABLE, [element("m", "1", responsible="DGP")], "m")
    assert (found.heads, found.grouped, found.wide) == (("Măsuri", "Cine", "Când"), False, False)


def test_three_columns_stand_upright_and_four_lie():
    assert [layout(TABLE, rows, p).wide for rows, p in (([element("m", "1")], "m"), (tree(TABLE, (1, 1)), "o"))] == [
        False,
        True,
    ]


def rows(elements, levels_=TABLE):
    return [row for group in layout(levels_, elements).groups for row in group.rows]


def texts(row):
    return tuple(cell.text for cell in row.cells)


def test_the_first_row_of_a_group_carries_its_title():
    found = rows([element("o", "1"), element("m", "1.1", "o-1"), element("m", "1.2", "o-1")])
    assert [(row.group and row.group.element.code, row.node.element.code) for row in found] == [
        ("1", "1.1"),
        (None, "1.2"),
    ]


def test_an_element_that_opens_a_group_with_cells_of_its_own_has_a_row_for_them():
    found = rows([element("o", "1", responsible="DGP"), element("m", "1.1", "o-1")])
    assert [
        (row.group and row.group.element.code, row.node and row.node.element.code, texts(row)) for row in found
    ] == [
        ("1", None, ("DGP", "")),
        (None, "1.1", ("", "")),
    ]


def test_an_element_with_nothing_below_has_a_row_all_the_same():
    (row,) = rows([element("o", "1")])
    assert (row.group.element.code, row.node, texts(row), row.spans) == ("1", None, ("", ""), False)


THREE = levels(*NAMES, ("a", "Acțiune", "Acțiuni"), columns=COLUMNS)


def between(**fields):
    top, middle, low = element("o", "1"), element("m", "1.1", "o-1", **fields), element("a", "1.1.1", "m-1.1")
    return [(row.node.element.code, row.node.depth, row.spans, row.span) for row in rows([top, middle, low], THREE)]


def test_a_rank_between_without_cells_spans_the_columns():
    assert between() == [("1.1", 1, True, 3), ("1.1.1", 2, False, 3)]


def test_a_rank_between_with_cells_does_not():
    assert between(responsible="DGP")[0] == ("1.1", 1, False, 3)


def test_what_stands_in_a_column_is_no_fact_below():
    (row,) = rows([element("o", "1", responsible="DGP", evaluation_term="anual")])
    assert [fact.text for fact in row.group.facts] == ["anual"]


def test_a_description_that_is_a_column_is_not_printed_twice():
    column = levels(*NAMES, columns=(("description", "Ce"),))
    printed = [layout(one, [element("m", "1", description="Pe larg")], "m") for one in (LEVELS, column)]
    assert (printed[0].nodes[0].description, printed[1].groups[0].node.description) == ("Pe larg", "")
