"""A document as a page shows it: which elements stand under which headings, in which shape, leading where."""

from plans import document as d
from plans.render.html.page_tree import DocumentReading, children_by_level
from tests.plans.render.plan_documents import element, levels, plan, tree

NAMES = (("o", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
COLUMNS = (("responsible", "Cine"), ("description", "Ce"))
LEVELS, TABLE = levels(*NAMES), levels(*NAMES, columns=COLUMNS)


def section(prefix="o", **fields):
    return d.SectionValue(**{"block": "elements", "level": prefix, **fields})


def part(levels_, elements, *, within_page=True, **fields):
    document = plan(levels=levels_, elements=tuple(elements), sections=(section(**fields),))
    (found,) = DocumentReading(document, within_page=within_page).parts()
    return found


def shape(levels_, elements, **fields):
    return part(levels_, elements, **fields).group.shape


def test_elements_with_others_below_are_branches():
    assert shape(LEVELS, tree(LEVELS, (1, 1))) == "branches"


def test_one_element_with_others_below_makes_all_of_them_branches():
    assert shape(LEVELS, [element("o", "1"), element("o", "2"), element("m", "2.1", "o-2")]) == "branches"


def test_elements_with_nothing_below_are_a_list():
    assert shape(LEVELS, [element("o", "1")]) == "list"


def test_elements_of_a_level_with_columns_are_a_table():
    assert shape(TABLE, [element("m", "1")], level="m") == "table"


def test_elements_of_a_level_with_columns_and_others_below_are_branches():
    columned = levels(("o", "Obiectiv", "Obiective"), columns=(("responsible", "Cine"),)) + LEVELS[1:]
    assert shape(columned, tree(LEVELS, (1, 1))) == "branches"


def test_an_element_leads_to_its_place_on_the_page_or_to_its_own_page():
    leads = [part(LEVELS, [element("o", "1")], within_page=one).group.nodes[0].href for one in (True, False)]
    assert leads == ["#o-1", "/planuri/integritate-2026/o-1/"]


def test_an_element_has_its_anchor_only_where_it_is_shown_first():
    document = plan(levels=LEVELS, elements=(element("o", "1"),), sections=(section(), section()))
    parts = DocumentReading(document, within_page=True).parts()
    assert [one.group.nodes[0].anchor for one in parts] == ["o-1", ""]


def test_headings_go_deeper_with_the_tree_and_not_below_the_sixth():
    deep = [element(f"l{n}", str(n), f"l{n - 1}-{n - 1}" if n else None) for n in range(6)]
    names = levels(*((f"l{n}", "Nivel", "Niveluri") for n in range(6)))
    group, ranks = part(names, deep, level="l0").group, []
    while group:
        ranks.append(group.nodes[0].rank)
        group = next(iter(group.nodes[0].groups), None)
    assert ranks == [3, 4, 5, 6, 6, 6]


def test_what_stands_in_a_column_is_not_said_again():
    (node,) = part(TABLE, [element("m", "1", responsible="DGP", description="Pe larg")], level="m").group.nodes
    assert ([cell.text for cell in node.cells], node.description, node.facts) == (["DGP", "Pe larg"], "", [])


def test_outside_a_table_the_description_and_the_facts_stand_below():
    (node,) = part(LEVELS, [element("o", "1", responsible="DGP", description="Pe larg")]).group.nodes
    assert (node.cells, node.description, [fact.text for fact in node.facts]) == ([], "Pe larg", ["DGP"])


def test_a_code_of_eight_letters_stands_beside_its_title_and_a_longer_one_above():
    nodes = part(LEVELS, [element("o", "1234567"), element("o", "12345678")]).group.nodes
    assert [node.code_stands_above for node in nodes] == [False, True]


def test_what_stands_right_below_an_element_is_led_to_with_or_without_a_code():
    rows = [element("o", "1"), element("m", "1.1", "o-1"), element("m", "", "o-1")]
    (top,) = part(LEVELS, rows).group.nodes
    assert [node.element.code for node in top.nodes_below] == ["1.1", ""]
    assert [one.has_codes for one in (top.groups[0], part(LEVELS, [element("o", "")]).group)] == [True, False]


def test_the_names_of_printed_columns_are_given_where_no_table_has_them():
    branches = part(LEVELS, tree(LEVELS, (2, 1)))
    assert branches.column_names == ["Obiective", "Măsuri"]
    assert [part(*shape_).column_names for shape_ in ((LEVELS, [element("o", "1")]), (TABLE, tree(TABLE, (1, 1))))] == [
        [],
        [],
    ]


def test_an_element_has_what_is_said_beside_it():
    document = plan(levels=LEVELS, elements=(element("o", "1"), element("o", "2")), sections=(section(),))
    (one,) = DocumentReading(document, within_page=False, marks={"o-2": "îndeplinit"}).parts()
    assert [node.mark for node in one.group.nodes] == ["", "îndeplinit"]


def test_a_group_says_how_many_it_has():
    captions = [part(LEVELS, rows).group.caption for rows in ([element("o", "1")], tree(LEVELS, (25, 0)))]
    assert [caption.replace("\u00a0", " ") for caption in captions] == ["1 obiectiv", "25 de obiective"]


def test_printed_columns_are_numbered_where_the_section_says_so():
    numbered = [
        part(TABLE, [element("m", "1")], level="m", numbered_columns=one).group.numbers for one in (True, False)
    ]
    assert numbered == [[0, 1, 2], []]


def test_the_levels_above_have_the_first_numbers():
    group = part(TABLE, tree(TABLE, (1, 1)), numbered_columns=True).group
    assert (group.numbers, group.nodes[0].groups[0].numbers) == ([0], [1, 2, 3])


def test_headings_carry_the_first_number_only_where_columns_are_numbered_and_elements_branch():
    cases = [
        (tree(LEVELS, (1, 1)), True),
        (tree(LEVELS, (1, 1)), False),
        ([element("o", "1")], True),
    ]
    assert [part(LEVELS, rows, numbered_columns=one).has_column_zero for rows, one in cases] == [True, False, False]


def labels(*sections):
    document = plan(levels=LEVELS, elements=(element("o", "1"),), sections=sections)
    return [(one.anchor, one.label) for one in DocumentReading(document, within_page=True).parts()]


def test_a_block_without_a_heading_is_named_by_what_it_shows():
    assert labels(section(), d.SectionValue(block="budget"), d.SectionValue(body="text")) == [
        ("sectiunea-1", "Obiective"),
        ("sectiunea-2", "Buget"),
        ("sectiunea-3", ""),
    ]


def test_a_section_with_a_heading_needs_no_other_name():
    assert labels(section(heading="Obiectivele planului")) == [("sectiunea-1", "")]


def test_a_section_without_elements_has_no_group_and_no_first_number():
    document = plan(sections=(d.SectionValue(block="budget", numbered_columns=True),))
    (one,) = DocumentReading(document, within_page=True).parts()
    assert (one.group, one.has_column_zero) == (None, False)


def test_children_of_several_levels_stand_in_a_list_each():
    names = (*LEVELS, *levels(("p", "Proiect", "Proiecte")))
    rows = (element("o", "1"), element("m", "1", "o-1"), element("p", "1", "o-1"), element("m", "2", "o-1"))
    found = children_by_level(plan(levels=names, elements=rows), rows[0])
    assert [(level.prefix, [one.code for one in some]) for level, some in found] == [("m", ["1", "2"]), ("p", ["1"])]
