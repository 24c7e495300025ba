"""Where the marks of a chart stand."""

import dataclasses
from decimal import Decimal
from itertools import combinations

import pytest

from indicators.progress.vocabulary import Status
from indicators.render.charts import BOTTOM, TOP, ChartPoint, axis_ticks, label_box, stacked_bar, time_chart
from portal.pictures.text_width import NARROW


def numbers(*texts):
    return [None if text is None else Decimal(text) for text in texts]


def moments(*values, totals=None, target=(None, None)):
    sums = totals or [None] * len(values)
    return [
        ChartPoint(f"T{n}", v, s, tuple(numbers(*target)))
        for n, (v, s) in enumerate(zip(numbers(*values), numbers(*sums), strict=True), 1)
    ]


def test_the_parts_of_a_bar_fill_it_in_the_order_of_the_statuses():
    parts = stacked_bar({Status.CONTEXT: 1, Status.NOT_REPORTED: 2, Status.PARTLY: 1, Status.MET: 4})
    assert [(part.kind, part.x, part.width) for part in parts] == [
        ("met", "0.00%", "50.00%"),
        ("partly", "50.00%", "12.50%"),
        ("not-reported", "62.50%", "25.00%"),
        ("context", "87.50%", "12.50%"),
    ]
    assert stacked_bar({}) == []


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("0", "0"), ["0", "1"]),
        (("0", "1"), ["0", "0.5", "1.0"]),
        (("0", "100"), ["0", "50", "100"]),
        (("-12", "30"), ["-20", "0", "20", "40"]),
        (("-7", "0"), ["-8", "-6", "-4", "-2", "0"]),
        (("0", "0.034"), ["0.00", "0.01", "0.02", "0.03", "0.04"]),
        (("0", "1234567"), ["0", "500000", "1000000", "1500000"]),
    ],
)
def test_the_scale_has_round_numbers_around_all_values(values, ticks):
    assert axis_ticks(numbers(*values)) == numbers(*ticks)


def test_values_stand_between_the_lowest_and_the_highest_line():
    chart = time_chart(moments("0", "5", "10"), baseline=None, as_columns=False)
    assert [mark.text for mark in chart.grid] == ["0", "5", "10"]
    assert [float(dot.y) for dot in chart.dots] == [BOTTOM, (BOTTOM + TOP) / 2, TOP]
    assert [mark.text for mark in chart.values] == ["0", "5", "10"]


def test_columns_always_stand_on_zero_and_a_line_only_where_it_can_be_read():
    values = moments("82", "87")
    assert [mark.text for mark in time_chart(values, baseline=None, as_columns=False).grid] == ["82", "84", "86", "88"]
    columns = time_chart(values, baseline=None, as_columns=True)
    assert ([mark.text for mark in columns.grid], columns.has_zero) == (["0", "50", "100"], True)
    assert time_chart(moments("40", "87"), baseline=None, as_columns=False).has_zero is True


def test_a_period_without_a_value_leaves_a_gap_in_the_line():
    chart = time_chart(moments("1", None, "3", "4"), baseline=None, as_columns=False)
    assert (len(chart.dots), len(chart.lines)) == (3, 1)
    assert (chart.lines[0].x, chart.lines[0].x2) == (chart.dots[1].x, chart.dots[2].x)


def test_columns_show_the_sum_with_what_was_there_before_apart():
    chart = time_chart(moments("4", "6", totals=("4", "10")), baseline=None, as_columns=True)
    assert [(float(mark.y), float(mark.height)) for mark in chart.columns] == [
        (float(f"{BOTTOM - (BOTTOM - TOP) * 0.4:.1f}"), float(f"{(BOTTOM - TOP) * 0.4:.1f}")),
        (TOP, float(f"{(BOTTOM - TOP) * 0.6:.1f}")),
    ]
    assert [(mark.x, float(mark.y)) for mark in chart.earlier] == [(chart.columns[1].x, float(chart.columns[0].y))]


def test_a_column_below_zero_hangs_from_the_line_of_zero():
    chart = time_chart(moments("-5", "5"), baseline=None, as_columns=True)
    zero = (BOTTOM + TOP) / 2
    assert [(float(mark.y), float(mark.y) + float(mark.height)) for mark in chart.columns] == [
        (zero, BOTTOM),
        (TOP, zero),
    ]


def test_targets_and_baseline_are_lines_inside_the_scale():
    both = time_chart(moments("70", "80", target=("60", "90")), baseline=Decimal(100), as_columns=False)
    assert [mark.text for mark in both.grid] == ["60", "70", "80", "90", "100"]
    assert both.has_zero is False
    assert [(mark.x, mark.x2) for mark in both.targets] == [("9.00%", "100.00%"), ("9.00%", "100.00%")]
    assert float(both.baseline.y) == TOP
    changed = [*moments("1", "2", target=("5", None)), *moments("3", target=("8", None))]
    steps = time_chart(changed, baseline=None, as_columns=False).targets
    assert [(mark.x, mark.x2) for mark in steps] == [("9.00%", "69.67%"), ("69.67%", "100.00%")]


def test_names_thin_out_and_many_values_carry_no_words():
    chart = time_chart(moments(*["1"] * 20), baseline=None, as_columns=True)
    assert [mark.text for mark in chart.names] == ["T1", "T4", "T7", "T10", "T13", "T16", "T19"]
    assert {mark.anchor for mark in chart.names} == {"middle"}
    assert len(chart.columns) == 20


def test_a_long_name_never_leaves_the_chart():
    long = [ChartPoint("01.01.2026–20.03.2026", Decimal(1)), ChartPoint("21.03.2026–05.05.2026", Decimal(2))]
    names = time_chart([*long, *long, long[0]], baseline=None, as_columns=False).names
    assert [(mark.text, mark.x, mark.anchor) for mark in names] == [
        ("01.01.2026–20.03.2026", "0%", "start"),
    ]


def test_nothing_to_draw_is_no_chart():
    assert time_chart(moments(None, None), baseline=Decimal(3), as_columns=False) is None
    assert time_chart([], baseline=None, as_columns=True) is None


def test_a_line_is_of_what_is_judged_and_the_periods_own_values_stand_beside_it():
    chart = time_chart(
        moments("0", "0", "-11.11", totals=("0", "0", "-3.85"), target=("-10", None)), baseline=None, as_columns=False
    )
    (own,) = chart.own
    judged, promised = chart.dots[2], chart.targets[0]
    assert float(judged.y) < float(promised.y) < float(own.y)
    assert (len(chart.dots), len(chart.lines), chart.lines[1].y2) == (3, 2, judged.y)


def test_a_line_does_not_go_on_where_the_total_begins_anew():
    found = moments("5", "5", totals=("5", "5"))
    chart = time_chart([found[0], dataclasses.replace(found[1], begins=True)], baseline=None, as_columns=False)
    assert (len(chart.dots), chart.lines) == (2, [])


LONG = ("1.234.567,89", "12", "0", "9.999.999", "0,333333")


@pytest.mark.parametrize("across", [NARROW, 640])
@pytest.mark.parametrize("many", [1, 2, 3, 5, 8, 13, 40])
@pytest.mark.parametrize("as_columns", [True, False])
def test_no_label_touches_another_or_leaves_the_chart(across, many, as_columns):
    points = [
        dataclasses.replace(one, name=f"T{place % 4 + 1} 20{place:02}", text=LONG[place % len(LONG)])
        for place, one in enumerate(moments(*[str((place * 7919) % 1013) for place in range(many)]))
    ]
    chart = time_chart(points, baseline=Decimal(1_500_000), as_columns=as_columns)
    boxes = [label_box(mark, is_bold=True, across=across) for mark in chart.values]
    boxes += [label_box(mark, across=across) for mark in chart.names]
    ticks = [dataclasses.replace(mark, x="0%", y=str(float(mark.y) - 4), anchor="start") for mark in chart.grid]
    boxes += [label_box(mark, across=across) for mark in ticks]
    assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []
    assert all(box.left >= -0.01 and box.right <= across + 0.01 for box in boxes)
    assert chart.names
    assert any(mark.text == points[-1].text for mark in chart.values)


def test_the_targets_that_were_replaced_are_lines_of_their_own():
    first, second = moments("1", "2", target=("5", None))
    points = [dataclasses.replace(first, former=((Decimal(9), None), (Decimal(7), None))), second]
    chart = time_chart(points, baseline=None, as_columns=True)
    assert [mark.text for mark in chart.grid] == ["0", "5", "10"]
    assert [(mark.x, mark.x2) for mark in chart.former_targets] == [("9.00%", "54.50%")] * 2
    assert time_chart([second], baseline=None, as_columns=True).former_targets == []
