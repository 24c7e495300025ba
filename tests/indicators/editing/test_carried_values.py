"""What the preview of next year's plan tells of baselines and promised periods."""

import datetime
from decimal import Decimal

import pytest

from indicators.models import Indicator, Report
from plans.succession.actions import SuccessionChoices
from plans.succession.carried_values import carried_values
from plans.succession.renewal import Renewal, next_period
from tests.indicators.editing.test_copying import accepted, successor_of
from tests.indicators.report_factories import promise

YEAR = (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
BOTH = {"indicatori": "da", "tinte": "de-stabilit"}


def groups(plan, parts=BOTH):
    levels = frozenset(plan.level_set.values_list("pk", flat=True))
    found = carried_values(plan, SuccessionChoices(levels=levels, parts=parts), Renewal(YEAR, next_period(*YEAR)))
    return {heading: [(one.old, one.outcome) for one in rows] for heading, rows in found}


def plain(rows):
    return [tuple(text.replace("\u00a0", " ") for text in row) for row in rows]


def test_a_baseline_that_is_taken_is_told_beside_the_one_of_now(indicator, people):
    Indicator.objects.filter(pk=indicator.pk).update(baseline_value=7, baseline_period="2023")
    accepted(indicator.reports.get(), people, 4)
    rows = plain(groups(indicator.plan)["Valori de referință"])
    assert rows[0] == ("7 accidente, 2023", "se preia: 4 accidente, 2024")
    assert set(rows[1:]) == {("", "rămâne gol (nicio raportare acceptată)")}
    row = successor_of(indicator.plan, people).indicators.get(continues=indicator)
    assert (row.baseline_value, row.baseline_period) == (Decimal(4), "2024")


@pytest.mark.parametrize(
    ("accumulation", "why"),
    [
        ("sum", "ce s-a acceptat nu acoperă toată perioada, iar o parte nu se compară cu întregul"),
        ("", "planul nu spune cum se adună valorile mai multor perioade"),
    ],
)
def test_why_a_quarter_of_a_year_is_no_baseline_is_told_before(indicator, people, accumulation, why):
    Report.objects.all().delete()
    Indicator.objects.filter(pk=indicator.pk).update(accumulation=accumulation, frequency="quarterly")
    quarter = {"period_start": YEAR[0], "period_end": datetime.date(2024, 3, 31), "due_on": datetime.date(2030, 1, 1)}
    accepted(Report.objects.create(indicator=indicator, institution=indicator.institution, **quarter), people, 101)
    assert groups(indicator.plan)["Valori de referință"][0] == ("", f"rămâne gol ({why})")


def test_every_promise_says_its_period_now_and_then(indicator):
    promise(indicator, period_end=datetime.date(2024, 2, 29))
    moved = "se mută: de stabilit, pentru"
    assert plain(groups(indicator.plan)["Ținte"]) == [
        ("Ținta de cel mult 5 accidente pentru 2024", f"{moved} 2025"),
        (
            "Ținta de cel mult 5 accidente pentru perioada 1 ianuarie 2024 – 29 februarie 2024",
            f"{moved} perioada 1 ianuarie 2025 – 28 februarie 2025",
        ),
    ]


def test_what_nobody_chose_is_not_told(indicator):
    assert "Ținte" not in groups(indicator.plan, {"indicatori": "da", "tinte": ""})
    assert set(groups(indicator.plan, {})) & {"Ținte", "Valori de referință"} == set()
