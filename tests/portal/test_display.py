from datetime import date
from decimal import Decimal

import pytest

from portal.display import in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("245232.31"), "245.232,31"),
        (2023, "2023"),
        (date(2024, 3, 1), "01.03.2024"),
        (True, "da"),
        ("", "(gol)"),
        (["a", "b"], "a; b"),
    ],
)
def test_a_value_is_told_as_people_write_it(value, words):
    assert in_words(value) == words
