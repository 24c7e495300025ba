import dataclasses
import json
from decimal import Decimal

import pytest

from plans import document as d
from plans.document.columns import ColumnType, column_value, column_words, is_fitting, total
from tests.plans.document.test_document import validate
from tests.plans.render.plan_documents import element, levels, plan

MONEY = d.ColumnValue(field="buget", label="Buget", type="money", unit="mii lei")
STATE = d.ColumnValue(field="stare", label="Stare", type="choice", choices=("început", "gata"))


def column(kind):
    return STATE if kind == "choice" else d.ColumnValue(field="x", label="X", type=kind)


@pytest.mark.parametrize(
    ("kind", "fitting", "others"),
    [
        ("text", ["orice", "12,5"], []),
        ("number", ["12", "-0.5"], ["12,5", "1.2.3", "doi"]),
        ("money", ["1250.5"], ["1.250,50", "lei"]),
        ("date", ["2031-05-17"], ["17.05.2031", "2031-02-30"]),
        (
            "link",
            ["https://cjcluj.ro/a", "http://x.ro"],
            ["cjcluj.ro", "javascript:alert(1)", "https://a b", "ftp://x"],
        ),
        ("choice", ["gata"], ["Gata", "altceva"]),
    ],
)
def test_a_value_fits_its_column_s_type_or_not(kind, fitting, others):
    assert [is_fitting(column(kind), text) for text in ["", *fitting]] == [True] * (len(fitting) + 1)
    assert [text for text in others if is_fitting(column(kind), text)] == []


@pytest.mark.parametrize(
    ("column", "sums", "expected"),
    [
        (MONEY, ["10.5", "2"], Decimal("12.5")),
        (MONEY, ["10.5", ""], None),
        (MONEY, ["10.5", "2", "mult"], None),
        (dataclasses.replace(MONEY, type="number"), ["1", "2"], None),
    ],
)
def test_only_two_or_more_sums_of_money_have_a_total(column, sums, expected):
    assert total(column, [element("m", str(n), extra={"buget": one}) for n, one in enumerate(sums)]) == expected


def test_a_column_of_texts_is_written_as_before_there_were_types():
    ranks = levels(("m", "Măsură", "Măsuri"), columns=[("note", "Note")])
    assert json.loads(d.to_json(plan(levels=ranks)))["levels"][0]["columns"] == [{"field": "note", "label": "Note"}]


def test_typed_columns_follow_the_schema_and_read_back():
    own = (MONEY, STATE, d.ColumnValue(field="x", label="X", type="date"))
    ranks = (dataclasses.replace(levels(("m", "Măsură", "Măsuri"))[0], columns=own),)
    made = plan(levels=ranks, elements=(element("m", "1", extra={"buget": "12.5", "stare": "gata"}),))
    written = d.to_json(made)
    assert [error.message for error in validate(written) if "levels" in error.instance_path] == []
    assert d.from_json(written, checksum=d.checksum_of(written)) == made


@pytest.mark.parametrize(
    "wrong",
    [{"type": "sum"}, {"type": "choice"}, {"type": "money"}, {"unit": "lei"}, {"type": "date", "choices": ["a"]}],
)
def test_the_schema_refuses_a_column_whose_type_says_too_little(wrong):
    data = json.loads(d.to_json(plan(levels=levels(("m", "Măsură", "Măsuri"), columns=[("note", "Note")]))))
    data["levels"][0]["columns"][0] |= wrong
    assert any("levels" in error.instance_path for error in validate(json.dumps(data)))


def test_a_column_is_described_by_its_type_in_words():
    stored = {"field": "stare", "label": "Stare", "type": "choice", "choices": ["început", "gata"]}
    assert column_value(stored) == STATE
    assert [column_words(one) for one in (MONEY, STATE, column(ColumnType.DATE), column("text"))] == [
        " [sumă: mii lei]",
        " [alegere: început; gata]",
        " [dată]",
        "",
    ]
