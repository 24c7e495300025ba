"""Any document, written and read again, is the same document: as JSON, and as StratML that fits the standard."""

import datetime
import io
from dataclasses import replace
from decimal import Decimal

import docx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from plans import document as d
from plans.exchange.arrivals.arrived_plan import read_plan
from plans.render.akoma_ntoso import plan_akn
from plans.render.docx import plan_docx
from plans.render.stratml import plan_stratml
from portal.text import UNPRINTABLE, normalise
from portal.uploads import FileUpload
from tests.plans.render.akoma_ntoso.test_plan_akn import SCHEMA
from tests.plans.render.plan_documents import OWNER, plan
from tests.plans.render.stratml.grammar import faults

AKN = etree.XMLSchema(etree.parse(str(SCHEMA)))
AWKWARD = ["=1+1", "<b>&</b>", "]]>", "?>", "\u0085", "ș ț", "„a”", '"\\', "{code}", "'x"]
TEXT = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=12)).map(lambda text: UNPRINTABLE.sub("", normalise(text)))
NAME = TEXT.map(lambda text: f"a{text}")
DAY = st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 12, 31))
NUMBER = st.decimals(Decimal("-9999999"), Decimal("9999999"), places=2).map(lambda one: one.normalize() + 0)
COLUMNS = (
    d.ColumnValue(field="indicators", label="Indicatori"),
    d.ColumnValue(field="buget", label="Buget", type="money", unit="mii lei"),
    d.ColumnValue(field="stare", label="Stare", type="choice", choices=("în lucru", "gata")),
    d.ColumnValue(field="inceput", label="Început", type="date"),
)
RETIREMENT = st.none() | st.builds(d.RetirementValue, on=DAY, reason=NAME, act=TEXT)


@st.composite
def targets(draw):
    start, end = sorted((draw(DAY), draw(DAY)))
    kind = draw(st.sampled_from(["exact", "at_least", "at_most", "range", "text", "to_be_set"]))
    value = draw(NUMBER) if kind not in {"text", "to_be_set"} else None
    return d.TargetValue(
        kind=kind,
        value=value,
        upper_value=value + 1 if kind == "range" else None,
        text=draw(NAME),
        period_start=start,
        period_end=end,
        replaced_on=draw(st.none() | DAY),
        reason=draw(TEXT),
    )


@st.composite
def documents(draw):
    """A plan of one to three ranks with a few elements in each, and what hangs on them."""
    depth = draw(st.integers(1, 3))
    ranks = tuple(
        d.LevelValue(
            prefix="abc"[rank],
            parent="abc"[rank - 1] if rank else None,
            kind="other",
            name=draw(NAME),
            name_plural=draw(NAME),
            code_format="{code}.",
            columns=COLUMNS if draw(st.booleans()) else (),
        )
        for rank in range(depth)
    )
    elements, above = [], [None]
    for rank in ranks:
        here = []
        for parent in above:
            for _ in range(draw(st.integers(0 if here else 1, 2))):
                number = len(elements) + 1
                one = d.ElementValue(
                    uid=f"00000000-0000-4000-8000-{number:012}",
                    level=rank.prefix,
                    parent=parent,
                    code=str(number),
                    printed_code=f"{number}.",
                    address=f"{rank.prefix}-{number}",
                    title=draw(NAME),
                    description=draw(TEXT),
                    responsible=draw(TEXT),
                    completion_due=draw(st.none() | DAY),
                    institutions=draw(st.sampled_from([(), (OWNER,)])),
                    extra=draw(st.fixed_dictionaries({}, optional={"buget": st.just("1250.5"), "note": TEXT})),
                    retired=draw(RETIREMENT),
                )
                here.append(one.uid)
                elements.append(one)
        above = here
    order = [one for root in elements if root.parent is None for one in _with_below(root, elements)]
    indicators = tuple(
        d.IndicatorValue(
            uid=f"10000000-0000-4000-8000-{number:012}",
            element=draw(st.sampled_from([None, *(one.uid for one in elements)])),
            title=draw(NAME),
            joiner=draw(st.sampled_from(["", ", "])),
            nature=draw(st.sampled_from(["count", "percent", "qualitative", "milestone"])),
            minimal=draw(st.booleans()),
            number=number,
            unit=draw(TEXT),
            baseline_value=draw(st.none() | NUMBER),
            definition=draw(TEXT),
            targets=tuple(draw(st.lists(targets(), max_size=2))),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    sections = (d.SectionValue(heading=draw(TEXT), body=draw(TEXT), block="elements", level="a"),)
    return replace(
        plan(levels=ranks, elements=tuple(order), indicators=indicators, sections=sections),
        subtitle=draw(TEXT),
        is_invented=draw(st.booleans()),
        budget=(
            d.BudgetLineValue(label=draw(NAME), year=2026, amount=draw(NUMBER), unit="lei", share=None, is_total=True),
        ),
    )


def _with_below(element, elements):
    yield element
    for one in elements:
        if one.parent == element.uid:
            yield from _with_below(one, elements)


@settings(max_examples=20)
@given(documents())
def test_what_is_written_is_read_again_and_fits_its_standard(document):
    text = d.to_json(document)
    content = plan_stratml.render(document)
    for name, data in (("plan.json", text.encode()), ("plan.xml", content)):
        arrived = read_plan(FileUpload(name, data))
        assert (arrived.document, arrived.is_whole, arrived.notes) == (document, True, ())
        assert d.checksum_of(d.to_json(arrived.document)) == d.checksum_of(text)
    assert faults(etree.fromstring(content)) == []
    AKN.assertValid(etree.fromstring(plan_akn.render(document)))


@settings(max_examples=5)
@given(documents())
def test_a_text_document_of_any_plan_is_one_that_opens(document):
    opened = docx.Document(io.BytesIO(plan_docx.render(document)))
    assert document.title in [line.text for line in opened.paragraphs]


@settings(max_examples=20)
@given(documents())
def test_a_stratml_of_another_hand_still_says_who_hangs_on_whom(document):
    root = etree.fromstring(plan_stratml.render(document))
    arrived = read_plan(FileUpload("plan.xml", etree.tostring(root, encoding="UTF-8")))
    assert not arrived.is_whole
    found = arrived.document.by_uid
    for one in document.elements:
        top = document.ancestors(one)[:1]
        assert found[one.uid].parent == (top[0].uid if top else None)
    titles = sorted(one.title for one in arrived.document.indicators)
    assert titles == sorted(one.title for one in document.indicators)
