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
    return [(one.place, one.old, one.outcome) for one in dict(groups).get(heading, [])]


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
        ("renewed", "se mută: 30.06.2025", "se mută: 30 iunie 2025"),
        ("kept", "rămâne", "rămâne"),
        ("", "se golește", "se golește"),
    ],
)
def test_every_term_says_where_it_goes(atop, dated, terms, term, due):
    found = told(carried_values(atop, everything(atop, terms=terms), RENEWAL), "Termene")
    mine = [row for row in found if row[0].startswith(str(dated))]
    assert [row[1:] for row in mine] == [("30.06.2024", term), ("30 iunie 2024", due)]


def test_every_sum_is_emptied_or_stays(it_plan):
    row = typed_level(it_plan, buget="1250.5", inceput="2031-05-17")
    labels = carried_values(it_plan, everything(it_plan), SEVEN_YEARS)
    assert (f"{row}: Buget", f"1.250,50{NO_BREAK_SPACE}mii lei", "se golește") in told(labels, "Sume")
    sums = carried_values(it_plan, everything(it_plan, budget="sums"), SEVEN_YEARS)
    assert (f"{row}: Buget", f"1.250,50{NO_BREAK_SPACE}mii lei", "rămâne") in told(sums, "Sume")
    assert [one[2] for one in told(labels, "Termene") if one[0] == f"{row}: Început"] == ["rămâne"]


def test_a_line_of_the_budget_says_its_sum_and_both_years(atop):
    line = atop.budgetline_set.first()
    found = told(carried_values(atop, everything(atop), RENEWAL), "Sume")
    assert found[0][0] == f"{line.label}, {line.year} (în planul nou: {line.year + 1})"
    assert [old for _place, old, _outcome in found][:2] == ["245.232,31 mii lei", "191.982,16 mii lei (78,28%)"]
    assert {outcome for _place, _old, outcome in found} == {"se golește"}


def test_years_and_sums_that_stay_in_a_text_are_told_with_the_words_around_them(atop, dated):
    found = dict(carried_values(atop, everything(atop), RENEWAL))["Ani și sume care rămân scrise în texte"]
    mine = [(one.before, one.old, one.after, one.outcome) for one in found if one.place == str(dated)]
    assert mine == [
        ("Față de ", "2023", " costă 245.232,31 lei.", "rămâne"),
        ("Față de 2023 costă ", "245.232,31", " lei.", "rămâne"),
    ]


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Programul 2020-2023 și Legea nr. 190/2018", ["2020-2023"]),
        ("Regulamentul (UE) nr. 2016/679, din 27.04.2016", ["2016"]),
        ("Până la 30/06/2023, strategia 2021 -2030", ["30/06/2023", "2021 -2030"]),
        ("În 2024, în 2025 și din 2019", ["2019"]),
        ("1.855,90 mii lei (0,76%), 38.550 lei, art. 1.2", ["1.855,90", "0,76", "38.550"]),
    ],
)
def test_a_stretch_of_years_is_told_once_and_the_number_of_an_act_not_at_all(atop, dated, text, told_of):
    dated.description = text
    dated.save()
    found = told(carried_values(atop, everything(atop), RENEWAL), "Ani și sume care rămân scrise în texte")
    assert [old for place, old, _outcome in found if place == str(dated)] == told_of


def test_what_is_left_behind_is_not_told(atop, dated):
    parents = frozenset(Element.objects.filter(level__plan=atop, parent=None).values_list("pk", flat=True))
    groups = carried_values(atop, everything(atop, left_out=parents), RENEWAL)
    assert not told(groups, "Termene")
