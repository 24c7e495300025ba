"""Which items of two lists are the same ones, and which of them moved."""

from plans.document.sequences import is_similar, join_moves, moved_items, pair_items


def paired(old, new):
    return pair_items(old, new, str.casefold)


def test_lists_in_one_order_moved_nothing():
    assert moved_items("abc", "axbyc") == set()


def test_one_item_brought_to_the_front_moved_alone():
    assert moved_items("abcde", "eabcd") == {"e"}


def test_one_item_taken_to_the_end_moved_alone():
    assert moved_items("abcde", "bcdea") == {"a"}


def test_of_two_exchanged_items_one_moved():
    assert len(moved_items("ab", "ba")) == 1


def test_what_came_and_what_went_did_not_move():
    assert moved_items("abc", "cxa") in ({"a"}, {"c"})


def test_a_reversed_list_keeps_one_item():
    assert len(moved_items("abcd", "dcba")) == 3


def test_equal_items_are_one():
    assert paired(["a", "b"], ["a", "b"]) == [("a", "a"), ("b", "b")]


def test_an_item_between_equal_ones_is_new():
    assert paired(["a", "b"], ["a", "x", "b"]) == [("a", "a"), (None, "x"), ("b", "b")]


def test_between_equal_items_one_key_makes_one():
    assert paired(["unu", "DOI"], ["unu", "doi"]) == [("unu", "unu"), ("DOI", "doi")]


def test_texts_that_are_alike_are_one_changed_text():
    assert paired(["trei agenți noi"], ["trei agenți vechi"]) == [("trei agenți noi", "trei agenți vechi")]


def test_texts_that_are_not_alike_went_and_came():
    assert paired(["unu doi trei"], ["patru cinci"]) == [("unu doi trei", None), (None, "patru cinci")]


def test_an_alike_text_further_on_lets_those_before_it_be_new():
    assert paired(["trei agenți noi"], ["altceva", "trei agenți vechi", "încă ceva"]) == [
        (None, "altceva"),
        ("trei agenți noi", "trei agenți vechi"),
        (None, "încă ceva"),
    ]


def test_a_text_is_paired_once():
    assert paired(["a b c", "a b d"], ["a b x"]) == [("a b c", "a b x"), ("a b d", None)]


def test_half_of_the_words_in_order_are_enough():
    assert [is_similar("a b", "a c"), is_similar("a b c", "a x y")] == [True, False]


def test_the_same_words_in_another_order_are_not_enough():
    assert is_similar("a b c d", "d c b a") is False


def test_equal_texts_are_alike_even_without_words():
    assert is_similar("", "") is True


def test_what_left_one_place_and_came_to_another_moved():
    assert join_moves([("a", None), ("b", "b"), (None, "a")], str) == [("b", "b", False), ("a", "a", True)]


def test_what_came_before_where_it_went_moved_as_well():
    assert join_moves([(None, "a"), ("b", "b"), ("a", None)], str) == [("a", "a", True), ("b", "b", False)]


def test_what_moved_may_have_changed_where_its_key_is_the_same():
    assert join_moves([("A", None), (None, "a")], str.casefold) == [("A", "a", True)]


def test_an_equal_item_moved_before_one_with_the_same_key():
    found = join_moves([("A", None), ("a", None), (None, "a")], str.casefold)
    assert found == [("A", None, False), ("a", "a", True)]


def test_one_that_went_moved_to_one_place_only():
    found = join_moves([("a", None), (None, "a"), (None, "a")], str)
    assert found == [("a", "a", True), (None, "a", False)]


def test_two_that_went_moved_to_two_places():
    found = join_moves([("a", None), ("a", None), (None, "a"), (None, "a")], str)
    assert found == [("a", "a", True), ("a", "a", True)]


def test_what_went_and_what_came_without_a_common_key_did_not_move():
    assert join_moves([("a", None), (None, "b")], str) == [("a", None, False), (None, "b", False)]


def test_what_stayed_in_its_place_did_not_move_to_another():
    assert join_moves([("b", "b"), (None, "b")], str) == [("b", "b", False), (None, "b", False)]
