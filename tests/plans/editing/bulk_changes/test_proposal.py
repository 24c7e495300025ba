"""What a change of many elements makes of one of them, and why it leaves it as it is; without a database."""

import pytest

from plans.editing.bulk_changes.proposal import TextReplacement


@pytest.mark.parametrize(
    ("old", "new", "text", "expected"),
    [
        ("Direcția IT", "DTIC", "Direcția IT; șefii", "DTIC; șefii"),
        ("Direcția IT", "DTIC", "Direcția ITC", None),
        ("IT", "TI", "IT și IT", "TI și TI"),
        ("", "DTIC", "orice era", "DTIC"),
        ("; șefii", "", "Direcția IT; șefii", "Direcția IT"),
        ("(IT)", r"\1", "Direcția (IT)", r"Direcția \1"),
        ("it", "TI", "IT", None),
    ],
)
def test_whole_words_are_replaced_everywhere_and_nothing_else(old, new, text, expected):
    assert TextReplacement("responsible", old, new).replace_in(text) == expected
