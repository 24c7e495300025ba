"""Where indicators stand: which target counts, whose verdict, the three signs, the counts and when they change."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.progress.indicator_status import (
    IndicatorSign,
    counting_target,
    counts_by_element,
    counts_in_words,
    current_target,
    indicator_status,
    indicator_statuses,
    next_change_day,
    status_counts,
)
from indicators.progress.vocabulary import Status
from plans import document
from tests.indicators.progress.cases import (
    AFTER,
    DAYS,
    END,
    MIDDLE,
    QUARTERS,
    YEAR,
    from_nine,
    indicator,
    quarter,
    quarters,
    target,
    year,
)
from tests.indicators.progress.test_formula_properties import any_indicator, any_reports, any_target

ATOP = document.InstitutionValue(code="atop-cluj", name="Autoritatea", short_name="ATOP Cluj")
FORMULA = (
    "6 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), "
    "adică 75% din drumul de la 9 la 5: îndeplinit parțial."
)


def plan(indicators, parents=None):
    """A document of indicators, over a tree given as uid: uid of the parent."""
    elements = [
        document.ElementValue(uid=uid, level="o", parent=parent, code="", printed_code="", address=uid, title=uid)
        for uid, parent in (parents or {}).items()
    ]
    return document.Document(
        version=document.VERSION,
        edition=document.EditionMark(
            number=1, published_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), note=""
        ),
        slug="exemplu",
        short_title="Exemplu",
        title="Plan",
        subtitle="",
        letterhead="",
        owner=ATOP,
        reviewer=ATOP,
        period_start=YEAR[0],
        period_end=YEAR[1],
        elements=tuple(elements),
        indicators=tuple(indicators),
    )


def judged(verdict, **fields):
    """An accepted report of six accidents in the year, with a verdict."""
    return year(6, verdict=verdict, **fields)


def explained(*reports, promise=None, today=AFTER):
    found = indicator_status(
        from_nine(targets=(promise or target("at_most", 5),)), reports, today, judged_by="ATOP Cluj"
    )
    return found.status, found.explanation.replace("\u00a0", " ")


def test_without_a_verdict_the_formula_says():
    assert explained(year(6)) == (Status.PARTLY, FORMULA)


def test_a_verdict_stands_before_the_arithmetic():
    assert explained(judged("partly", verdict_reason="Scădere clară.", proposed="partly")) == (
        Status.PARTLY,
        f"Apreciere ATOP Cluj: îndeplinit parțial – Scădere clară. {FORMULA}",
    )


def test_an_override_names_what_the_formula_proposed_and_the_interest_of_who_judged():
    report = judged(
        "met", verdict_reason="Două accidente au fost în afara județului", proposed="partly", has_interest=True
    )
    assert explained(report) == (
        Status.MET,
        "Apreciere ATOP Cluj: îndeplinit – Două accidente au fost în afara județului; formula propunea: îndeplinit "
        f"parțial; evaluatorul face parte din instituția care a raportat. {FORMULA}",
    )


def test_a_verdict_given_against_a_target_that_was_changed_says_so():
    assert explained(judged("met", target=target("at_most", 7))) == (
        Status.MET,
        f"Apreciere ATOP Cluj: îndeplinit; apreciat față de ținta de cel mult 7 accidente pentru 2026. {FORMULA}",
    )


def test_the_verdict_of_a_quarter_says_nothing_of_the_year():
    found = indicator_status(indicator(targets=(target("at_most", 5),)), [quarter(1, 1, verdict="met")], MIDDLE)
    assert (found.status, found.verdict) == (Status.NOT_YET_DUE, None)


def test_what_came_back_or_was_corrected_is_late_by_its_first_sending_alone():
    term = year().due_on
    again = year(4, reported_on=term + 14 * DAYS, first_sent_on=term)
    late = year(4, reported_on=term + 14 * DAYS, first_sent_on=term + 2 * DAYS)
    signs = [indicator_status(indicator(), [one], AFTER).reported for one in (again, late)]
    assert [(one.kind, str(one.text).replace("\xa0", " ")) for one in signs] == [
        ("on_time", "raportat la timp"),
        ("late", "raportat cu 2 zile întârziere"),
    ]


def test_what_was_not_to_be_judged_yet_is_no_verdict_when_the_period_is_over():
    early = year(4, verdict="cannot_be_judged", proposed="not_yet_due")
    found = indicator_status(indicator(targets=(target("at_most", 5),)), [early], AFTER)
    assert (found.status, found.verdict) == (Status.MET, None)
    said = year(4, verdict="cannot_be_judged", proposed="met")
    assert indicator_status(indicator(targets=(target("at_most", 5),)), [said], AFTER).status == "cannot_be_judged"


def test_the_verdict_of_a_quarter_counts_where_the_formula_can_already_tell():
    reports = quarters(2, 4, verdict="not_met")
    found = indicator_status(indicator(targets=(target("at_most", 5),)), reports, MIDDLE)
    assert (found.status, found.verdict) == (Status.NOT_MET, reports[1])


def test_without_a_target_the_newest_verdict_counts():
    reports = [quarter(1, text="Bine.", verdict="met"), quarter(2, text="Mai rău.", verdict="partly")]
    found = indicator_status(indicator(nature="qualitative"), reports, MIDDLE)
    assert (found.status, found.verdict, found.latest) == (Status.PARTLY, reports[1], reports[1])


def test_what_is_only_context_keeps_no_verdict():
    found = indicator_status(indicator(direction="context_only"), [year(6, verdict="met")], AFTER)
    assert (found.status, found.verdict) == (Status.CONTEXT, None)


TARGETS = [
    target("at_most", 1, period=(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))),
    target("at_most", 2, period=(datetime.date(2025, 10, 1), datetime.date(2025, 12, 31))),
    target("at_most", 3, period=YEAR),
    target("at_most", 4, period=QUARTERS[3]),
    target("at_most", 5, period=(datetime.date(2028, 1, 1), datetime.date(2028, 12, 31))),
]


@pytest.mark.parametrize(
    ("today", "value"),
    [
        pytest.param(datetime.date(2024, 6, 1), 1, id="before all of them, the first to begin"),
        pytest.param(datetime.date(2026, 6, 30), 3, id="the one that has the day"),
        pytest.param(datetime.date(2026, 7, 1), 4, id="the shortest that has the day"),
        pytest.param(datetime.date(2027, 6, 1), 3, id="between two, the last to end"),
    ],
)
def test_the_target_that_counts_on_a_day(today, value):
    assert current_target(reversed(TARGETS), today).value == value


LAST_YEAR, THIS_YEAR = TARGETS[0], TARGETS[2]


@pytest.mark.parametrize(
    ("reports", "today", "counting"),
    [
        pytest.param([year(state="due")], datetime.date(2026, 1, 2), LAST_YEAR, id="nothing heard of the new year"),
        pytest.param([year(state="due")], AFTER, THIS_YEAR, id="its report is late"),
        pytest.param([year(state="submitted")], datetime.date(2026, 12, 30), THIS_YEAR, id="something was sent for it"),
        pytest.param([year(2)], datetime.date(2026, 12, 30), THIS_YEAR, id="something was accepted for it"),
        pytest.param([], datetime.date(2026, 6, 30), LAST_YEAR, id="nothing is owed"),
    ],
)  # fmt: skip
def test_last_years_target_counts_until_something_is_heard_of_this_year(reports, today, counting):
    assert counting_target([LAST_YEAR, THIS_YEAR], reports, today) is counting


def test_an_indicator_without_targets_has_none_that_counts():
    assert current_target([], AFTER) is None


@pytest.mark.parametrize(
    ("reports", "today", "sign"),
    [
        pytest.param([], MIDDLE, ("nothing_owed", "nimic de raportat"), id="nothing owed"),
        pytest.param(
            [quarter(3, state="due")], MIDDLE, ("upcoming", "se așteaptă până la 20 octombrie 2026"), id="not due yet"
        ),
        pytest.param(
            quarters(None, None, None, state="due"),
            MIDDLE,
            ("overdue", "întârziat din 20 aprilie 2026: trimestrul I 2026 și încă 1 raport"),
            id="two are late",
        ),
        pytest.param(
            [quarter(1, state="due"), quarter(2, state="submitted")],
            MIDDLE,
            ("overdue", "întârziat din 20 aprilie 2026: trimestrul I 2026"),
            id="one is late, a newer one in review",
        ),
        pytest.param(
            [quarter(1, 3), quarter(2, state="submitted")],
            MIDDLE,
            ("in_review", "trimis pentru trimestrul II 2026, în evaluare"),
            id="in review",
        ),
        pytest.param(
            [quarter(1, 3, reported_on=datetime.date(2026, 4, 20)), quarter(2, state="due")],
            datetime.date(2026, 7, 20),
            ("on_time", "raportat la timp"),
            id="on its last day",
        ),
        pytest.param(
            [quarter(1, 3, reported_on=datetime.date(2026, 5, 10))],
            MIDDLE,
            ("late", "raportat cu 20 de zile întârziere"),
            id="late",
        ),
    ],
)
def test_whether_it_is_reported(reports, today, sign):
    said = indicator_status(indicator(), reports, today).reported
    assert IndicatorSign(said.kind, said.text.replace("\u00a0", " ")) == IndicatorSign(*sign)


@pytest.mark.parametrize(
    ("frequency", "reports", "today", "sign"),
    [
        ("quarterly", quarters(1, 2), datetime.date(2026, 9, 30), ("fresh", "date la zi, din trimestrul II 2026")),
        ("quarterly", quarters(1, 2), datetime.date(2026, 10, 1), ("stale", "date vechi, din trimestrul II 2026")),
        ("", quarters(1, 2), datetime.date(2027, 6, 30), ("fresh", "date la zi, din trimestrul II 2026")),
        ("yearly", quarters(1, 2), datetime.date(2027, 7, 1), ("stale", "date vechi, din trimestrul II 2026")),
        (
            "quarterly",
            [quarter(1, 1), quarter(2, no_data_reason="Nu s-a măsurat.")],
            datetime.date(2026, 7, 1),
            ("stale", "date vechi, din trimestrul I 2026"),
        ),
        ("quarterly", [quarter(1, state="submitted")], MIDDLE, ("never", "nicio valoare încă")),
    ],
)
def test_whether_it_is_fresh(frequency, reports, today, sign):
    assert indicator_status(indicator(frequency=frequency), reports, today).fresh == IndicatorSign(*sign)


def test_records_stand_newest_first_and_the_newest_accepted_is_named():
    reports = [*quarters(1, 2), quarter(3, state="submitted"), quarter(4, state="due")]
    found = indicator_status(indicator(), reports, MIDDLE)
    assert (found.records, found.latest) == (tuple(reversed(reports)), reports[1])


def tree():
    """Two roots, one with two below it; indicators on the plan, on the top, at the bottom; none on the other root."""
    promise = (target("at_most", 5),)
    places = {"plan": None, "top": "a", "low": "a.1", "low-late": "a.2", "low-context": "a.2"}
    indicators = [
        indicator(uid=uid, element=place, targets=promise, direction="context_only" if "context" in uid else "decrease")
        for uid, place in places.items()
    ]
    records = {"plan": [year(4)], "top": [year(9)], "low": [year(5)], "low-late": [year(state="due")]}
    return plan(indicators, {"a": None, "a.1": "a", "a.2": "a", "b": None}), records


def test_counts_take_in_all_that_stands_below():
    whole, records = tree()
    assert counts_by_element(whole, indicator_statuses(whole, records, AFTER)) == {
        None: {Status.MET: 2, Status.NOT_MET: 1, Status.NOT_REPORTED: 1, Status.CONTEXT: 1},
        "a": {Status.MET: 1, Status.NOT_MET: 1, Status.NOT_REPORTED: 1, Status.CONTEXT: 1},
        "a.1": {Status.MET: 1},
        "a.2": {Status.NOT_REPORTED: 1, Status.CONTEXT: 1},
        "b": {},
    }


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            None,
            "3 din 5 indicatori raportați, 2 îndepliniți, 1 neîndeplinit, 1 neraportat la termen; 1 raportare întârziată.",
        ),
        (
            "a",
            "2 din 4 indicatori raportați, 1 îndeplinit, 1 neîndeplinit, 1 neraportat la termen; 1 raportare întârziată.",
        ),
        ("a.1", "Un indicator raportat, îndeplinit."),
        ("a.2", "0 din 2 indicatori raportați, 1 neraportat la termen; 1 raportare întârziată."),
        ("b", "Niciun indicator."),
    ],
)
def test_counts_are_said_in_words(place, sentence):
    whole, records = tree()
    said = counts_in_words(counts_by_element(whole, indicator_statuses(whole, records, AFTER))[place])
    assert said.replace("\u00a0", " ") == sentence


def test_one_reported_of_many_is_said_in_the_singular():
    found = [indicator_status(indicator(), reports, MIDDLE) for reports in ([quarter(1, 3)], *[[]] * 24)]
    assert counts_in_words(status_counts(found)).replace("\u00a0", " ") == "1 din 25 de indicatori raportat."


def test_a_verdict_is_by_the_plans_reviewer():
    one = indicator(targets=(target("at_most", 5),))
    found = indicator_statuses(plan([one]), {one.uid: [year(6, verdict="met")]}, AFTER)[one.uid]
    assert found.explanation == (
        "Apreciere ATOP Cluj: îndeplinit. 6\u00a0accidente față de ținta de cel mult 5\u00a0accidente pentru 2026, cu 1 peste țintă: "
        "neîndeplinit."
    )


@pytest.mark.parametrize(
    ("today", "day"),
    [
        pytest.param(datetime.date(2025, 6, 1), datetime.date(2026, 1, 1), id="the target's period begins"),
        pytest.param(datetime.date(2026, 1, 1), datetime.date(2026, 7, 1), id="the value grows old"),
        pytest.param(datetime.date(2026, 7, 1), datetime.date(2026, 7, 21), id="a report is late"),
        pytest.param(datetime.date(2026, 7, 21), datetime.date(2027, 1, 1), id="the target's period has ended"),
        pytest.param(END + DAYS, None, id="nothing more"),
    ],
)
def test_the_next_day_on_which_a_standing_can_differ(today, day):
    whole = plan([indicator(targets=(target("at_most", 5),))])
    assert next_change_day(whole, {"u": [quarter(1, 3), quarter(2, state="due")]}, today) == day


@settings(max_examples=60, deadline=None)
@given(any_indicator(), any_target(), any_reports(), st.dates(YEAR[0], datetime.date(2027, 6, 1)), st.integers(1, 400))
def test_nothing_differs_before_the_day_named(definition, promise, reports, today, later):
    one = dataclasses.replace(definition, targets=(promise,) if promise else ())
    whole, records = plan([one]), {one.uid: reports}
    named = next_change_day(whole, records, today)
    day = today + later * DAYS if named is None else min(today + later * DAYS, named - DAYS)
    assert indicator_statuses(whole, records, day) == indicator_statuses(whole, records, today)


def test_reports_that_are_late_returned_and_in_review_are_told_apart_and_counted_by_report():
    rows = [quarter(1, 3), quarter(2, state="due"), quarter(3, state="due"), quarter(4, state="returned")]
    other = [quarter(1, state="submitted")]
    found = [indicator_status(indicator(), one, AFTER) for one in (rows, other)]
    assert counts_in_words(status_counts(found)).replace("\u00a0", " ") == (
        "1 din 2 indicatori raportat; 2 raportări întârziate, 1 raportare întoarsă pentru completare, "
        "1 raportare în evaluare."
    )


def test_what_was_returned_is_not_told_as_never_sent():
    found = indicator_status(indicator(targets=(target("at_most", 5),)), [year(state="returned")], AFTER)
    assert (found.status, found.reported.kind, found.reported.text) == (
        Status.RETURNED, "returned", "întors pentru completare: 2026",
    )  # fmt: skip


def test_the_figure_is_the_one_that_the_verdict_rested_on():
    rows = [*quarters(30, 33, 36)]
    rows += [quarter(4, 4, verdict="met", accepted_on=datetime.date(2027, 1, 20))]
    definition = indicator(targets=(target("at_most", 110),))
    assert indicator_status(definition, rows, AFTER).figure.sentence.replace("\u00a0", " ") == (
        "103 accidente, cumulat pe anul 2026"
    )
    corrected = quarter(1, 50, accepted_on=datetime.date(2027, 1, 30), superseded=(quarter(1, 30),))
    found = indicator_status(definition, [corrected, *rows[1:]], AFTER)
    assert (found.figure.value, found.progress.value) == (Decimal(103), Decimal(123))
    assert "; apreciat la valoarea de 103\u00a0accidente. " in found.explanation


RETIRED = document.RetirementValue(on=MIDDLE, reason="Preluat de minister.")
ONE_DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("reports", "today", "status"),
    [
        ([], MIDDLE, Status.RETIRED),
        ([], MIDDLE - ONE_DAY, Status.NOT_YET_DUE),
        ([quarter(1, 1)], MIDDLE, Status.RETIRED),
        ([year(6, verdict="partly")], AFTER, Status.PARTLY),
        ([quarter(1, 9)], MIDDLE, Status.NOT_MET),
        ([year(state="due")], AFTER, Status.NOT_REPORTED),
        ([year(state="returned")], AFTER, Status.RETURNED),
        ([year(state="submitted")], AFTER, Status.IN_REVIEW),
    ],
)
def test_what_was_retired_is_called_so_unless_it_was_judged_or_something_is_still_owed(reports, today, status):
    retired = dataclasses.replace(indicator(targets=(target("at_most", 5),)), retired=RETIRED)
    assert indicator_statuses(plan([retired]), {retired.uid: reports}, today)[retired.uid].status == status


def test_a_standing_changes_on_the_day_of_the_retirement():
    retired = dataclasses.replace(indicator(), retired=RETIRED)
    assert next_change_day(plan([retired]), {}, MIDDLE - ONE_DAY) == MIDDLE
    assert next_change_day(plan([retired]), {}, MIDDLE) is None
