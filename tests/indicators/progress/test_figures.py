"""The figure that is judged: which one it is, what it is called, and who must choose a rule for it."""

import datetime
from decimal import Decimal

import pytest

from indicators.progress.figures import (
    accumulation_gap,
    asked_in_brief,
    asked_sentence,
    figure_when_judged,
    judged_figure,
    newest_figure,
    running_figures,
)
from indicators.progress.formula import formula_result
from tests.indicators.progress.cases import (
    AFTER,
    QUARTERS,
    indicator,
    milestone,
    quarter,
    quarters,
    report,
    share,
    target,
    year,
)

NINE_MONTHS = (datetime.date(2026, 1, 1), datetime.date(2026, 9, 30))
CHANGE = {"nature": "change", "unit": "", "direction": "decrease"}


def plain(figure):
    return figure and figure.sentence.replace("\u00a0", " ")


def changes():
    """Eight, nine and eight victims, after eight, nine and nine the year before."""
    return [quarter(place, now, over=before) for place, now, before in ((1, 8, 8), (2, 9, 9), (3, 8, 9))]


def test_the_figure_of_values_that_add_up_is_their_sum_and_not_the_newest():
    figure = judged_figure(indicator(), target("at_most", 90, period=NINE_MONTHS), quarters(34, 33, 36))
    assert plain(figure) == "103 accidente, cumulat de la începutul anului până la 30 septembrie 2026"
    assert (figure.workings.replace("\u00a0", " "), figure.is_accumulated) == ("34 + 33 + 36 = 103 accidente", True)
    assert not figure.is_of(quarter(3, 36))


def test_the_figure_of_changes_is_made_of_their_two_numbers():
    figure = judged_figure(indicator(**CHANGE), target("at_most", -10, period=NINE_MONTHS), changes())
    assert plain(figure) == "-3,85%, cumulat de la începutul anului până la 30 septembrie 2026"


@pytest.mark.parametrize(
    ("definition", "records", "sentence"),
    [
        (indicator(accumulation="latest"), quarters(9, 8), "8 accidente, trimestrul II 2026"),
        (indicator(), quarters(9), "9 accidente, trimestrul I 2026"),
        (indicator(), [quarter(2, 3), quarter(3, 4)], "7 accidente, cumulat pe perioada 1 aprilie 2026 – 30 septembrie 2026"),
        (indicator(), quarters(1, 2, 3, 4), "10 accidente, cumulat pe anul 2026"),
        (milestone(), [quarter(2, 1), quarter(3, 0)], "realizat, trimestrul II 2026"),
        (milestone(), [quarter(2, 0)], "nerealizat, trimestrul II 2026"),
        (indicator(nature="qualitative"), [year(text="Bine.")], "Bine, 2026"),
        (indicator(accumulation=""), quarters(9, 8), None),
        (indicator(), [year(no_data_reason="Nu se știe.")], None),
        (indicator(), [year(state="submitted")], None),
    ],
)  # fmt: skip
def test_the_figure_has_its_unit_and_its_name(definition, records, sentence):
    assert plain(judged_figure(definition, target("at_most", 5), records)) == sentence


def test_the_formula_judges_this_figure():
    for definition, records in (
        (indicator(), quarters(9, 8)),
        (share(), [quarter(1, 1, over=3), quarter(2, 1, over=2)]),
    ):
        promised = target("at_least", 90)
        said = formula_result(definition, promised, records, AFTER)
        assert said.figure == judged_figure(definition, promised, records)


def test_without_a_target_and_for_context_the_newest_value_stands():
    assert plain(judged_figure(indicator(), None, quarters(9, 8))) == "8 accidente, trimestrul II 2026"
    context = indicator(direction="context_only")
    assert plain(judged_figure(context, target("at_most", 5), quarters(9, 8))) == "8 accidente, trimestrul II 2026"
    assert newest_figure(indicator(), []) is None


def test_a_verdict_keeps_the_figure_that_was_known_on_its_day():
    days = [datetime.date(2026, 11, day) for day in (1, 10, 20)]
    before = quarter(1, 30, accepted_on=days[0])
    corrected = quarter(1, 50, accepted_on=days[2], superseded=(before,))
    judged = quarter(2, 5, accepted_on=days[1])
    later = quarter(3, 7, accepted_on=days[2])
    definition = indicator(targets=(target("at_most", 90),))
    assert [figure_when_judged(definition, record, [corrected, judged, later]).value for record in (judged, later)] == [
        Decimal(35),
        Decimal(62),
    ]


def test_a_verdict_keeps_the_target_and_the_unit_it_was_judged_by():
    record = quarter(2, 5, definition=indicator(unit="dosare"), target=target("at_most", 9, period=QUARTERS[2]))
    assert plain(figure_when_judged(indicator(), record, [quarter(1, 30), record])) == "5 dosare, trimestrul II 2026"
    assert figure_when_judged(indicator(), quarter(2, 5), []) is None


def test_the_figures_over_time_begin_again_with_each_target():
    halves = [target("at_most", 9, period=(QUARTERS[1][0], QUARTERS[2][1])), target("at_most", 9, period=(QUARTERS[3][0], QUARTERS[4][1]))]  # fmt: skip
    found = running_figures(indicator(targets=tuple(halves)), [*quarters(1, 2, 3), quarter(4, state="due")])
    assert [figure and figure.value for _, _, figure in found] == [Decimal(1), Decimal(3), Decimal(3), None]


@pytest.mark.parametrize(
    ("definition", "period", "is_told"),
    [
        (share(accumulation=""), None, True),
        (indicator(nature="percent", accumulation=""), None, True),
        (indicator(accumulation=""), None, True),
        (indicator(nature="percent", accumulation="sum"), None, True),
        (indicator(nature="percent", accumulation="latest"), None, False),
        (share(accumulation="sum"), None, False),
        (share(accumulation="", frequency="yearly"), None, False),
        (share(accumulation="", frequency=""), None, False),
        (share(accumulation=""), QUARTERS[2], False),
        (share(accumulation="", direction="context_only"), None, False),
        (milestone(), None, False),
    ],
)
def test_what_could_not_be_judged_later_is_told_before(definition, period, is_told):
    promised = target("at_least", 90, **({"period": period} if period else {}))
    assert bool(accumulation_gap(definition, [promised])) is is_told
    if is_told:
        records = [report(days, 5) for days in QUARTERS.values()]
        assert formula_result(definition, promised, records, AFTER).status == "cannot_be_judged"


def test_nothing_is_lacking_where_nothing_is_promised():
    assert accumulation_gap(share(accumulation=""), []) == ""


def test_a_report_says_whether_it_asks_for_the_period_or_for_the_total_so_far():
    rules = ("sum", "latest", "")
    promised = (target("at_most", 5),)
    assert [asked_sentence(indicator(accumulation=rule, targets=promised)).split(":")[0] for rule in rules] == [
        "Se cere numai ce privește perioada raportată, fără perioadele dinainte",
        "Se cere situația la sfârșitul perioadei, cu tot ce a fost până atunci",
        "Se cere valoarea perioadei raportate; planul nu spune dacă valorile mai multor perioade se adună.",
    ]
    assert asked_sentence(indicator(accumulation="")) == "Se cere valoarea perioadei raportate."
    assert [asked_sentence(one) for one in (milestone(), indicator(frequency="yearly"))] == ["", ""]
    assert [asked_in_brief(indicator(accumulation=rule, targets=promised)) for rule in rules] == [
        "numai perioada raportată",
        "cum era la sfârșitul perioadei",
        "planul nu spune dacă valorile se adună",
    ]
    plain = indicator(accumulation=""), indicator(accumulation="sum", frequency="yearly")
    assert [asked_in_brief(one) for one in plain] == ["", ""]
