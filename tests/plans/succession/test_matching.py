"""What of two plans is the same statement: by its code and its words, each old one once."""

import pytest

from plans.succession.matching import Statement, closeness, continuations

OLD = [
    Statement("og1", "1", "Prevenirea și combaterea violenței în școli", "general_objective"),
    Statement("og2", "2", "Siguranța rutieră pe drumurile județene", "general_objective"),
    Statement("m11", "1.1", "Campanii de informare în școlile gimnaziale", "measure"),
    Statement("m12", "1.2", "Patrulare în zona școlilor", "measure"),
    Statement("m21", "2.1", "Campanii de informare a șoferilor", "measure"),
]


@pytest.mark.parametrize(
    ("code", "title", "kind", "expected"),
    [
        ("1.1", "Campanii de informare în școlile gimnaziale", "measure", "m11"),
        # Another code, the same words; another year in them.
        ("3.7", "Patrulare în zona școlilor, 2027", "measure", "m12"),
        # Words in another form, with the same code.
        ("2", "Siguranța rutieră a drumurilor din județ", "general_objective", "og2"),
        # The code alone says nothing.
        ("1.2", "Achiziția unui server", "measure", None),
        # The same words on a level of another kind are another statement, unless nearly all are the same.
        ("2", "Siguranța rutieră a drumurilor din județ", "measure", None),
        ("1", "Patrulare în zona școlilor", "general_objective", "m12"),
        ("", "", "measure", None),
    ],
)
def test_one_statement_continues_what_it_says_again(code, title, kind, expected):
    assert continuations([Statement("nou", code, title, kind)], OLD).get("nou") == expected


@pytest.mark.parametrize(("code", "expected"), [("2", "og2"), ("9", None), ("", None)])
def test_with_the_same_code_less_in_common_is_enough(code, expected):
    new = [Statement("nou", code, "Siguranța rutieră pe autostrăzi", "general_objective")]
    assert continuations(new, OLD).get("nou") == expected
    without_codes = [Statement("nou", "", new[0].title, "general_objective")]
    assert continuations(without_codes, [Statement("og2", "", OLD[1].title, "general_objective")]) == {}


def test_of_equals_the_one_on_a_level_of_the_same_kind_is_continued():
    old = [
        Statement("o", "", "Patrule în școli", "general_objective"),
        Statement("m", "", "Patrule în școli", "measure"),
    ]
    assert continuations([Statement("nou", "", "Patrule în școli", "measure")], old) == {"nou": "m"}


def test_nine_words_of_ten_are_enough_on_a_level_of_another_kind():
    words = "unul doua trei patru cinci sase sapte opta noua zece"
    new = Statement("nou", "", words.replace("zece", "alta"), "measure")
    assert continuations([new], [Statement("o", "", words.replace("unul", "prima"), "axis")]) == {}
    assert continuations([new], [Statement("o", "", words, "axis")]) == {"nou": "o"}


def test_words_count_by_their_first_six_letters_and_short_ones_only_where_there_are_no_others():
    assert Statement("", "", "Siguranța/rutieră: un sat, o casă în 2026").stems == {"sigura", "rutier", "casa"}
    assert Statement("", "", "Un sat").stems == {"un", "sat"}


def test_what_two_would_continue_is_continued_by_the_closer_one():
    new = [
        Statement("a", "1.1", "Campanii de informare a șoferilor", "measure"),
        Statement("b", "1.9", "Campanii de informare în școlile gimnaziale", "measure"),
        Statement("c", "2.1", "Campanii de informare a șoferilor", "measure"),
    ]
    assert continuations(new, OLD) == {"b": "m11", "c": "m21"}


def test_the_order_of_a_plan_without_codes_decides_between_equals():
    old = [Statement(str(n), "", "Campanii în școli") for n in range(3)]
    new = [Statement(f"n{n}", "", "Campanii în școli") for n in range(4)]
    assert continuations(new, old) == {"n0": "0", "n1": "1", "n2": "2"}


def test_closeness_is_of_words_and_not_of_their_endings_or_numbers():
    assert (
        closeness(Statement("", "", "Siguranței cetățenilor 2026"), Statement("", "", "siguranța cetățenii 2027")) == 1
    )
    assert closeness(Statement("", "", "Iluminat"), Statement("", "", "Câini")) == 0
    assert closeness(Statement("", "", ""), Statement("", "", "")) == 0
