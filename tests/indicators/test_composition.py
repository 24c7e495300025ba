import json
from decimal import Decimal

import pytest

from indicators.composition import problems
from indicators.models import Indicator, Target
from plans.editions.publishing import publish
from plans.editions.readiness import readiness
from plans.models import Element, Level, Section

YEAR = {"period_start": "2024-01-01", "period_end": "2024-12-31"}


@pytest.fixture
def indicator(it_plan):
    """The number of updates a year (measure 1.4), with a baseline and two targets, as staff would enter them."""
    row = Indicator.objects.get(element__code="1.4", plan=it_plan)
    row.baseline_value, row.baseline_period, row.unit = Decimal("0.5"), "2018", "actualizări"
    row.save()
    Target.objects.create(indicator=row, kind="range", value=10, upper_value=Decimal("20.25"), **YEAR)
    Target.objects.create(
        indicator=row, kind="text", text="listă actualizată", period_start="2025-01-01", period_end="2025-12-31"
    )
    return row


def test_an_edition_holds_what_staff_know_of_an_indicator(indicator, it_plan, people):
    edition = publish(it_plan, by=people.publisher, note="x")
    (found,) = [i for i in json.loads(edition.document)["indicators"] if i["uid"] == str(indicator.uid)]
    assert (found["baseline_value"], found["baseline_period"], found["unit"]) == ("0.5", "2018", "actualizări")
    assert [(t["kind"], t["value"], t["upper_value"], t["text"]) for t in found["targets"]] == [
        ("range", "10", "20.25", ""),
        ("text", None, None, "listă actualizată"),
    ]


def test_indicators_that_nothing_would_show_are_problems(atop, it_plan):
    Section.objects.filter(plan=atop, block="indicators").delete()
    assert [p.message for p in readiness(atop) if p.is_error] == [
        "Planul are indicatori ai întregului plan, dar nicio secțiune nu îi arată."
    ]
    level = Level.objects.get(plan=it_plan, prefix="m")
    level.columns = [column for column in level.columns if column["field"] != "indicators"]
    level.save()
    messages = [p.message for p in readiness(it_plan)]
    assert len(messages) == 23
    assert messages[3] == (
        "Indicatorul „Criteriile de performanță indicate în lista de recomandări ale strategiei de informatizare” "
        "nu apare în tabelul nivelului „Măsură”: lipsește coloana."
    )


def test_an_indicator_on_an_element_of_another_plan_is_an_error(atop, it_plan):
    wrong = Indicator.objects.filter(plan=atop).first()
    Indicator.objects.filter(pk=wrong.pk).update(element=Element.objects.get(level__plan=it_plan, code="1.9"))
    assert [(p.message, p.place) for p in readiness(atop) if p.is_error] == [
        (f"Indicatorul „{wrong}” este legat de un element al altui plan.", wrong)
    ]


def test_values_that_no_formula_could_add_up_are_told_before_publishing(atop):
    row = atop.indicators.first()
    row.nature, row.frequency, row.accumulation = "ratio", "quarterly", ""
    row.save()
    row.targets.create(kind="at_least", value=90, **YEAR)

    def told():
        return [p.message for p in problems(atop) if "nu se va putea aprecia" in p.message]

    assert told() == [
        f"Indicatorul „{row}” nu se va putea aprecia: se raportează mai des decât sunt țintele, dar nu s-a ales dacă "
        "valorile se adună sau contează ultima."
    ]
    row.accumulation = "sum"
    row.save()
    assert told() == []
