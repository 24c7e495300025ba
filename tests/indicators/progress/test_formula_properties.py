"""What holds of the published rule for any numbers, periods and reports."""

import datetime
import itertools
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.progress.formula import formula_result
from indicators.progress.vocabulary import Status
from tests.indicators.progress.cases import AFTER, END, QUARTERS, YEAR, indicator, report, target, year

FEW = settings(max_examples=120, deadline=None)
RANK = {Status.NOT_MET: 0, Status.PARTLY: 1, Status.MET: 2}
JUDGED = set(RANK)
NUMBERS = st.decimals(-1000, 1000, places=2)
KINDS = ("exact", "at_least", "at_most")
MONTH = (datetime.date(2026, 5, 1), datetime.date(2026, 5, 31))
PERIODS = [*QUARTERS.values(), YEAR, MONTH, (datetime.date(2027, 1, 1), datetime.date(2027, 3, 31))]


@st.composite
def promises(draw):
    """A target with numbers, of any kind."""
    kind = draw(st.sampled_from([*KINDS, "range"]))
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    return target(kind, low, high if kind == "range" else None)


@st.composite
def any_target(draw):
    """Any target that the model allows, or none."""
    words = st.sampled_from(
        [None, target("to_be_set"), target("to_be_set", text="în 2027"), target("text", text="Bine.")]
    )
    return draw(st.one_of(promises(), words))


@st.composite
def any_indicator(draw):
    """Any indicator that the model allows, as far as the rule reads it."""
    natures = ("count", "ratio", "percent", "change", "milestone", "qualitative", "reference")
    return indicator(
        nature=draw(st.sampled_from(natures)),
        unit=draw(st.sampled_from(["", "%", "accidente", "mii lei", "la 1.000 de locuitori", "nr."])),
        direction=draw(st.sampled_from(["", "increase", "decrease", "maintain", "range", "context_only"])),
        accumulation=draw(st.sampled_from(["", "sum", "latest"])),
        frequency=draw(st.sampled_from(["", "monthly", "quarterly", "half_yearly", "yearly"])),
        baseline_value=draw(st.one_of(st.none(), NUMBERS)),
        baseline_period=draw(st.sampled_from(["", "2025", "anul școlar 2024/2025"])),
    )


@st.composite
def any_report(draw, period):
    """Any report on a period that the model allows."""
    state = draw(st.sampled_from(["accepted", "accepted", "submitted", "due"]))
    if state != "accepted":
        return report(period, state=state)
    content = draw(st.sampled_from(["value", "pair", "zero", "words", "no data"]))
    if content in {"pair", "zero"}:
        return report(period, draw(NUMBERS), over=0 if content == "zero" else draw(NUMBERS))
    if content == "value":
        return report(period, draw(st.one_of(NUMBERS, st.sampled_from([0, 1]))))
    return report(period, **({"text": "Mai bine."} if content == "words" else {"no_data_reason": "Nu s-a măsurat."}))


@st.composite
def any_reports(draw):
    """Reports on different periods, in any order."""
    chosen = draw(st.lists(st.sampled_from(PERIODS), unique=True, max_size=6))
    return [draw(any_report(period)) for period in chosen]


DAYS = st.dates(datetime.date(2025, 12, 1), datetime.date(2027, 6, 1))


@FEW
@given(any_indicator(), any_target(), any_reports(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(definition, promise, reports, today, random):
    shuffled = random.sample(reports, len(reports))
    assert formula_result(definition, promise, shuffled, today) == formula_result(definition, promise, reports, today)


@FEW
@given(any_indicator(), any_target(), any_reports(), DAYS)
def test_anything_that_the_model_allows_gets_a_sentence_and_a_way_only_where_it_is_judged(
    definition, promise, reports, today
):
    said = formula_result(definition, promise, reports, today)
    assert (said.explanation[:1].islower(), said.explanation[-1:], "  " in said.explanation) == (False, ".", False)
    assert said.ratio is None or said.status in JUDGED


@FEW
@given(any_indicator(), any_target(), any_reports())
def test_nothing_is_partly_met_before_the_end(definition, promise, reports):
    assert formula_result(definition, promise, reports, END).status != Status.PARTLY


@FEW
@given(promises(), st.one_of(st.none(), NUMBERS), st.lists(NUMBERS, min_size=2, max_size=6))
def test_a_better_value_is_never_a_worse_status(promise, baseline, values):
    definition = indicator(direction="", baseline_value=baseline)
    said = [formula_result(definition, promise, [year(value)], AFTER) for value in values]
    low, high = bounds(promise)
    distances = [max(low - value, value - high, Decimal(0)) for value in values]
    worse = [
        (distances[a], distances[b])
        for a, b in itertools.permutations(range(len(values)), 2)
        if distances[a] <= distances[b] and RANK[said[a].status] < RANK[said[b].status]
    ]
    assert worse == []


def bounds(promise):
    """The least and the most that a target accepts."""
    far = Decimal(10**6)
    return {"at_least": (promise.value, far), "at_most": (-far, promise.value), "exact": (promise.value,) * 2}.get(
        promise.kind, (promise.value, promise.upper_value)
    )


@FEW
@given(
    promises(), st.one_of(st.none(), NUMBERS), NUMBERS, st.sampled_from([Decimal("0.001"), Decimal(3), Decimal(1000)])
)
def test_another_unit_changes_neither_the_status_nor_the_way(promise, baseline, value, times):
    def scaled(number):
        return None if number is None else number * times

    in_units = formula_result(indicator(direction="", baseline_value=baseline), promise, [year(value)], AFTER)
    in_other_units = formula_result(
        indicator(direction="", baseline_value=scaled(baseline)),
        target(promise.kind, scaled(promise.value), scaled(promise.upper_value)),
        [year(scaled(value))],
        AFTER,
    )
    assert (in_units.status, in_units.ratio) == (in_other_units.status, in_other_units.ratio)
