"""What of a report makes its writer look again, and what does not."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from indicators.progress.plausibility import report_doubts

END = datetime.date(2026, 9, 30)
AFTER = datetime.date(2026, 10, 1)


@dataclasses.dataclass
class Definition:
    nature: str
    unit: str = ""


@dataclasses.dataclass
class Figures:
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    no_data_reason: str = ""
    period_end: datetime.date = END


def doubts(nature, unit="", today=AFTER, **figures):
    numbers = {name: Decimal(value) for name, value in figures.items() if name != "no_data_reason"}
    return report_doubts(Definition(nature, unit), Figures(**figures | numbers), today)


@pytest.mark.parametrize(
    ("nature", "unit", "figures", "said"),
    [
        ("count", "accidente", {"value": "-1"}, ["-1 este mai mic decât zero."]),
        ("count", "infracțiuni", {"value": "2.5"}, ["2,5 nu este un număr întreg de infracțiuni."]),
        ("count", "", {"value": "2.5"}, ["2,5 nu este un număr întreg."]),
        ("count", "%", {"value": "150"}, ["150% este mai mult decât tot."]),
        ("percent", "%", {"value": "150"}, ["150% este mai mult decât tot."]),
        ("percent", "%", {"value": "-1"}, ["-1 este mai mic decât zero."]),
        ("ratio", "%", {"numerator": "13", "denominator": "12"}, ["13 din 12 este mai mult decât tot."]),
        ("ratio", "%", {"numerator": "-1", "denominator": "12"},
         ["Un număr din care se face raportul este mai mic decât zero."]),
        ("change", "%", {"numerator": "-1", "denominator": "12"},
         ["Un număr din care se face raportul este mai mic decât zero."]),
    ],
)  # fmt: skip
def test_a_figure_that_can_hardly_be_is_told(nature, unit, figures, said):
    assert [one.replace("−", "-") for one in doubts(nature, unit, **figures)] == said


@pytest.mark.parametrize(
    ("nature", "unit", "figures"),
    [
        ("count", "accidente", {"value": "0"}),
        ("count", "accidente", {"value": "2.000"}),
        ("count", "km de drum", {"value": "2.5"}),
        ("percent", "%", {"value": "100"}),
        ("percent", "%", {"value": "0"}),
        ("percent", "%", {"value": "78.28"}),
        ("ratio", "%", {"numerator": "12", "denominator": "12"}),
        ("ratio", "polițiști la 1.000 de locuitori", {"numerator": "13", "denominator": "12"}),
        ("change", "%", {"numerator": "30", "denominator": "12"}),
        ("milestone", "", {"value": "1"}),
        ("count", "accidente", {"no_data_reason": "Evidența nu există."}),
        ("qualitative", "", {}),
    ],
)
def test_an_ordinary_figure_is_not(nature, unit, figures):
    assert doubts(nature, unit, **figures) == []


@pytest.mark.parametrize(("today", "is_told"), [(END, True), (AFTER, False)])
def test_a_period_that_has_not_ended_is_told_until_its_last_day(today, is_told):
    found = [one.replace("\xa0", " ") for one in doubts("count", "accidente", today, value="1")]
    assert found == ["Perioada se încheie abia la 30 septembrie 2026."] * is_told
