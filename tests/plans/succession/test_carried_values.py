"""What the preview of a successor tells of each date and sum: moved, emptied, or the same."""

import datetime

import pytest

from plans.models import Element
from plans.succession.carried_values import carried_values
from plans.succession.renewal import Renewal
from portal.romanian import NO_BREAK_SPACE
from tests.plans.succession.test_actions import RENEWAL, element, everything
from tests.plans.typed_columns import typed_level

SEVEN_YEARS = Renewal(
    (datetime.date(2019, 1, 1), datetime.date(2025, 12, 31)), (datetime.date(2026, 1, 1), datetime.date(2032, 12, 31))
)


def told(groups, heading):
    return [(one.place, one.old, one.fate, one.new) for one in dict(groups).get(heading, [])]


@pytest.fixture
def dated(atop):
    row = element(atop, "2.5")
    row.completion_term, row.completion_due, row.evaluation_term = "30.06.2024", datetime.date(2024, 6, 30), "anual"
    row.description = "Față de 2023 costă 245.232,31 lei."
    row.save()
    return row


@pytest.mark.parametrize(
    ("terms", "term", "due"),
    [
        ("renewed", ("se mută", "30.06.2025"), ("se mută", "30 iunie 2025")),
        ("kept", ("rămâne", "30.06.2024"), ("rămâne", "30 iunie 2024")),
        ("", ("se golește", ""), ("se golește", "")),
    ],
)
def test_every_term_says_where_it_goes(atop, dated, terms, term, due):
    found = told(carried_values(atop, everything(atop, terms=terms), RENEWAL), "Termene")
    mine = [row for row in found if row[0].startswith(str(dated))]
    assert [row[1:] for row in mine] == [("30.06.2024", *term), ("30 iunie 2024", *due)]


def test_every_sum_is_emptied_or_stays(it_plan):
    row = typed_level(it_plan, buget="1250.5", inceput="2031-05-17")
    labels = carried_values(it_plan, everything(it_plan), SEVEN_YEARS)
    assert (f"{row}: Buget", f"1.250,50{NO_BREAK_SPACE}mii lei", "se golește", "") in told(labels, "Sume")
    sums = carried_values(it_plan, everything(it_plan, budget="sums"), SEVEN_YEARS)
    assert (f"{row}: Buget", f"1.250,50{NO_BREAK_SPACE}mii lei", "rămâne", f"1.250,50{NO_BREAK_SPACE}mii lei") in told(
        sums, "Sume"
    )
    assert [one[2] for one in told(labels, "Termene") if one[0] == f"{row}: Început"] == ["rămâne"]


def test_a_line_of_the_budget_says_its_sum_and_both_years(atop):
    line = atop.budgetline_set.first()
    found = told(carried_values(atop, everything(atop), RENEWAL), "Sume")
    assert found[0][0] == f"{line.label}, {line.year} (în planul nou: {line.year + 1})"
    assert {fate for _place, _old, fate, _new in found} == {"se golește"}


def test_years_and_sums_that_stay_in_a_text_are_told_with_the_words_around_them(atop, dated):
    found = told(carried_values(atop, everything(atop), RENEWAL), "Ani și sume care rămân scrise în texte")
    mine = [old for place, old, _fate, _new in found if place == str(dated)]
    assert mine == ["… Față de 2023 costă 245.232,31 lei. …"] * 2


def test_what_is_left_behind_is_not_told(atop, dated):
    parents = frozenset(Element.objects.filter(level__plan=atop, parent=None).values_list("pk", flat=True))
    groups = carried_values(atop, everything(atop, left_out=parents), RENEWAL)
    assert not told(groups, "Termene")
