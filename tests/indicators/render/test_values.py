"""What was reported and what was promised, as pages print it."""

from indicators.render.values import NO_DATA, printed_value, target_in_words
from tests.indicators.progress.cases import indicator, milestone, share, target, year


def printed(definition, record):
    return printed_value(definition, record).replace("\u00a0", " ")


def test_what_is_not_accepted_is_not_printed():
    assert [printed(indicator(), year(4, state)) for state in ("due", "submitted")] == ["", ""]


def test_no_data_is_printed_as_no_data():
    assert printed(indicator(), year(no_data_reason="Nu s-a măsurat.")) == NO_DATA


def test_a_number_is_printed_with_its_unit():
    assert printed(indicator(), year(25)) == "25 de accidente"


def test_zero_is_printed_as_a_number():
    assert printed(indicator(), year(0)) == "0 accidente"


def test_a_share_is_printed_with_both_its_numbers():
    assert printed(share(), year(3, over=4)) == "3 din 4 = 75%"


def test_a_share_over_zero_is_printed_as_its_two_numbers():
    assert printed(share(), year(3, over=0)) == "3 din 0"


def test_a_change_from_zero_is_printed_from_the_old_number_to_the_new_one():
    assert printed(indicator(nature="change", unit=""), year(3, over=0)) == "de la 0 la 3"


def test_a_milestone_is_done_or_not():
    assert [printed(milestone(), year(number)) for number in (1, 0)] == ["realizat", "nerealizat"]


def test_words_are_printed_as_they_were_reported():
    assert printed(indicator(), year(text="Mai puține.")) == "Mai puține."


def test_a_target_is_printed_with_the_indicators_unit():
    words = [target_in_words(target("at_most", 25), one) for one in (indicator(), share(), indicator(unit="nr."))]
    assert [text.replace("\u00a0", " ") for text in words] == [
        "cel mult 25 de accidente",
        "cel mult 25%",
        "cel mult 25",
    ]


def test_no_target_is_not_printed():
    assert target_in_words(None, indicator()) == ""
