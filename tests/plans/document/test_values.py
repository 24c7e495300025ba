"""What a document answers of itself: who stands where, above, below, before and after."""

from plans.document.values import VERSION, IndicatorValue, SectionValue, address, group_by, split_paragraphs
from tests.plans.render.plan_documents import element, levels, plan

LEVELS = levels(("o", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
ELEMENTS = (
    element("o", "1"),
    element("m", "1.1", "o-1"),
    element("m", "1.2", "o-1"),
    element("o", "2"),
    element("m", "2.1", "o-2"),
)
PLAN = plan(levels=LEVELS, elements=ELEMENTS)


def uids(elements):
    return [one and one.uid for one in elements]


def test_the_roots_of_a_level_are_all_its_elements_in_order():
    assert [uids(PLAN.roots(prefix)) for prefix in "om"] == [["o-1", "o-2"], ["m-1.1", "m-1.2", "m-2.1"]]


def test_what_stands_above_comes_the_highest_first():
    deep = plan(
        elements=(element("a", "1"), element("b", "1", "a-1"), element("c", "1", "b-1"), element("d", "1", "c-1"))
    )
    assert [uids(deep.ancestors(one)) for one in deep.elements] == [
        [],
        ["a-1"],
        ["a-1", "b-1"],
        ["a-1", "b-1", "c-1"],
    ]


def test_children_stand_under_their_parent_and_roots_under_none():
    assert {parent: uids(rows) for parent, rows in PLAN.children.items()} == {
        None: ["o-1", "o-2"],
        "o-1": ["m-1.1", "m-1.2"],
        "o-2": ["m-2.1"],
    }


def test_the_neighbours_of_an_element_are_of_its_level_across_parents():
    assert {uid: uids(pair) for uid, pair in PLAN.neighbours.items()} == {
        "o-1": [None, "o-2"],
        "o-2": ["o-1", None],
        "m-1.1": [None, "m-1.2"],
        "m-1.2": ["m-1.1", "m-2.1"],
        "m-2.1": ["m-1.2", None],
    }


def test_an_element_is_found_by_its_identity_and_by_its_address():
    assert (PLAN.by_uid["m-2.1"], PLAN.by_address["o-2"]) == (ELEMENTS[4], ELEMENTS[3])


def test_a_level_is_found_by_its_prefix():
    assert PLAN.level["m"].parent == "o"


def test_groups_keep_the_order_in_which_they_came():
    assert list(group_by(ELEMENTS, "level")) == ["o", "m"]


def test_an_empty_line_parts_paragraphs_and_a_line_break_does_not():
    assert split_paragraphs("unu\nrând\n\ndoi\n\n\n\ntrei") == ["unu\nrând", "doi", "trei"]


def test_a_section_without_text_has_no_paragraph():
    assert [SectionValue().paragraphs, SectionValue(body="unu\n\ndoi").paragraphs] == [[], ["unu", "doi"]]


def test_an_element_without_indicators_prints_none():
    assert PLAN.printed_indicators(ELEMENTS[0]) == ""


def test_an_address_neither_begins_nor_ends_with_a_mark():
    assert [address("ob", code, 7) for code in ("(a)", "1.", "1..2", "a/b")] == ["ob-a", "ob-1", "ob-1..2", "ob-a-b"]


def test_an_element_without_a_code_is_addressed_by_its_place():
    assert [address("on", code, 3) for code in ("", "•", "..")] == ["on-3"] * 3


def test_indicators_are_printed_in_one_cell_with_what_joins_them():
    two = [
        IndicatorValue(uid=title, element="o-1", title=title, joiner=joiner, nature="count", minimal=False)
        for title, joiner in (("Numărul", ""), ("gradul", " și "))
    ]
    assert plan(elements=ELEMENTS, indicators=tuple(two)).printed_indicators(ELEMENTS[0]) == "Numărul și gradul"


def test_columns_are_numbered_only_where_the_plan_says_so():
    assert SectionValue().numbered_columns is False


def test_documents_are_of_the_first_version():
    assert VERSION == 1
