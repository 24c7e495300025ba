"""What changed between two texts: whole words, the fewest, and whole texts where little was kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal import word_diff
from portal.word_diff import TextRun, difference, replacement


def runs(old, new):
    return [(run.kind, run.text) for run in difference(old, new)]


def test_a_text_that_did_not_change_is_one_run():
    assert runs("o patrulă", "o patrulă") == [("same", "o patrulă")]


def test_nothing_and_nothing_make_no_run():
    assert runs("", "") == []


def test_a_text_from_nothing_is_added():
    assert runs("", "o patrulă") == [("added", "o patrulă")]


def test_a_text_that_went_is_removed():
    assert runs("o patrulă", "") == [("removed", "o patrulă")]


def test_what_was_goes_before_what_is():
    assert runs("două patrule pe zi", "trei patrule pe zi") == [
        ("removed", "două"),
        ("added", "trei"),
        ("same", " patrule pe zi"),
    ]


def test_a_word_is_not_cut_into_letters():
    assert runs("patru patrule noi azi", "patru patrula noi azi") == [
        ("same", "patru "),
        ("removed", "patrule"),
        ("added", "patrula"),
        ("same", " noi azi"),
    ]


def test_a_mark_is_a_word_of_its_own():
    assert runs("unu doi trei patru", "unu doi, trei patru") == [
        ("same", "unu doi"),
        ("added", ","),
        ("same", " trei patru"),
    ]


def test_a_word_put_between_others_is_the_only_change():
    assert runs("unu doi trei", "unu doi nou trei") == [("same", "unu doi "), ("added", "nou "), ("same", "trei")]


def test_two_changes_are_told_apart_by_what_stands_between():
    assert runs("a unu doi trei b", "c unu doi trei d") == [
        ("removed", "a"),
        ("added", "c"),
        ("same", " unu doi trei "),
        ("removed", "b"),
        ("added", "d"),
    ]


def test_a_repeated_word_is_not_counted_from_both_ends():
    assert runs("da da", "da da da") == [("same", "da da"), ("added", " da")]


def test_where_less_than_a_quarter_is_kept_whole_texts_are_told():
    assert runs("abc defgh ijkl", "abc xxxxx yyyy") == [
        ("removed", "abc defgh ijkl"),
        ("added", "abc xxxxx yyyy"),
    ]


def test_where_a_quarter_is_kept_words_are_told():
    assert runs("abcd efghijk mnop", "abcd rstuvwx yzzz")[0] == ("removed", "abcd efghijk mnop")
    assert runs("abcd efghijk lmn", "abcd rstuvwx yzz")[0] == ("same", "abcd ")


def test_spaces_are_not_kept_text():
    assert runs("a b c d", "w x y z") == [("removed", "a b c d"), ("added", "w x y z")]


def test_the_shorter_text_says_how_much_was_kept():
    assert runs("unu", "unu doi trei patru cinci șase")[0] == ("same", "unu")


def test_beyond_the_limit_of_pairs_the_middle_is_told_whole(monkeypatch):
    monkeypatch.setattr(word_diff, "PAIRS_LIMIT", 24)
    assert runs("început a b c sfârșit lung", "început x b y sfârșit lung") == [
        ("same", "început "),
        ("removed", "a b c"),
        ("added", "x b y"),
        ("same", " sfârșit lung"),
    ]


def test_up_to_the_limit_of_pairs_the_middle_is_told_by_words(monkeypatch):
    monkeypatch.setattr(word_diff, "PAIRS_LIMIT", 25)
    assert ("same", " b ") in runs("început a b c sfârșit lung", "început x b y sfârșit lung")


def test_a_replaced_text_is_told_whole():
    assert replacement("vechi", "nou") == (TextRun("removed", "vechi"), TextRun("added", "nou"))


@pytest.mark.parametrize(("text", "told"), [("la fel", (TextRun("same", "la fel"),)), ("", ())])
def test_a_text_replaced_by_itself_is_the_same(text, told):
    assert replacement(text, text) == told


def test_of_a_replaced_text_what_is_empty_is_left_out():
    assert [replacement("", "nou"), replacement("vechi", "")] == [
        (TextRun("added", "nou"),),
        (TextRun("removed", "vechi"),),
    ]


words_of = st.lists(st.sampled_from(["a", "b", "ană", " ", "\n\n", ",", "12"])).map("".join)


@given(words_of, words_of)
@settings(max_examples=200, deadline=None)
def test_the_runs_of_any_two_texts_hold_both(old, new):
    found = difference(old, new)
    assert "".join(run.text for run in found if run.kind != "added") == old
    assert "".join(run.text for run in found if run.kind != "removed") == new
    assert (old == new) == all(run.kind == "same" for run in found)


def test_texts_that_are_too_long_are_told_whole():
    old, new = (" ".join(f"{letter}{n}" for n in range(3000)) for letter in "xy")
    assert [run.text for run in difference(old, new)] == [old, new]
