import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text import natural_key, normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("poliţişti", "polițiști"),
        ("ŞCOALĂ ŢINTĂ", "ȘCOALĂ ȚINTĂ"),
        ("s\u0327coala\u0306", "școală"),
        ("s\u0326i t\u0326inta", "și ținta"),
        ("mii\u00a0lei", "mii lei"),
        ("  două   spații\t și ", "două spații și"),
        ("un rând \r\n alt rând", "un rând\nalt rând"),
        ("unu\n\n\n\n\ndoi", "unu\n\ndoi"),
        ("ză\u200bpadă\u202e\ufeff", "zăpadă"),
        ("„ghilimele” – linie", "„ghilimele” – linie"),
    ],
)
def test_text_is_kept_in_one_spelling(typed, kept):
    assert normalise(typed) == kept


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


def test_codes_sort_as_people_read_them():
    assert sorted(["1.10", "1.2", "2", "1.1", "a)", "10"], key=natural_key) == ["1.1", "1.2", "1.10", "2", "10", "a)"]
