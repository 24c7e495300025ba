"""The one canonical text of a value, and back."""

import dataclasses
import datetime
import hashlib
from decimal import Decimal

import pytest

from plans.document import CorruptDocument, checksum_of, from_json, from_plain, to_json, to_plain
from plans.document.values import BudgetLineValue, ElementValue, InstitutionValue, PlanLink, TargetValue


@dataclasses.dataclass(frozen=True)
class Sample:
    b: str
    a: int = 1
    when: datetime.datetime | None = None


LINK = PlanLink(slug="plan-2024", title="Ș: planul")
LINE = BudgetLineValue(
    label="total", year=2023, amount=Decimal("1E+3"), unit="mii lei", share=Decimal("78.20"), is_total=True
)


def test_keys_are_sorted_and_nothing_is_spaced():
    assert to_json(Sample("x")) == '{"a":1,"b":"x","when":null}'


def test_letters_are_not_escaped():
    assert to_json(LINK) == '{"slug":"plan-2024","title":"Ș: planul"}'


def test_a_decimal_is_a_text_with_all_its_digits_and_no_exponent():
    assert (to_plain(LINE)["amount"], to_plain(LINE)["share"]) == ("1000", "78.20")


def test_days_and_moments_are_written_as_machines_read_them():
    moment = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
    assert to_plain(Sample("x", when=moment))["when"] == "2026-03-01T09:30:00+00:00"
    assert to_plain(Sample(datetime.date(2026, 3, 1)))["b"] == "2026-03-01"


def test_what_has_no_canonical_text_is_refused():
    with pytest.raises(TypeError, match="^set has no canonical text$"):
        to_json(Sample({1}))


def test_a_checksum_is_of_the_text_in_utf_8():
    assert checksum_of("ș") == hashlib.sha256(b"\xc8\x99").hexdigest()


def test_a_value_reads_back_with_its_types():
    assert from_plain(BudgetLineValue, to_plain(LINE)) == LINE


def test_what_was_empty_reads_back_empty():
    line = dataclasses.replace(LINE, share=None)
    assert from_plain(BudgetLineValue, to_plain(line)) == line


def test_days_read_back_as_days():
    target = TargetValue(
        kind="exact",
        value=None,
        upper_value=None,
        text="",
        period_start=datetime.date(2026, 1, 1),
        period_end=datetime.date(2026, 12, 31),
    )
    assert from_plain(TargetValue, to_plain(target)) == target


def test_moments_read_back_as_moments():
    sample = Sample("x", when=datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC))
    assert from_plain(Sample, to_plain(sample)) == sample


def test_values_inside_values_read_back_in_their_order():
    element = ElementValue(
        uid="u",
        level="os",
        parent=None,
        code="1",
        printed_code="1.",
        address="os-1",
        title="Titlu",
        institutions=tuple(InstitutionValue(code=code, name=code, short_name=code) for code in "ba"),
        extra={"riscuri": "mici"},
    )
    assert from_plain(ElementValue, to_plain(element)) == element


def test_a_text_reads_back_where_its_checksum_is_its_own():
    text = to_json(LINK)
    assert from_json(text, checksum=checksum_of(text), kind=PlanLink) == LINK


def test_a_text_with_the_checksum_of_another_is_corrupt():
    checksum = checksum_of(to_json(LINK))
    with pytest.raises(CorruptDocument, match=f"^the document's SHA-256 is not {checksum}$"):
        from_json(to_json(LINK).replace("2024", "2025"), checksum=checksum, kind=PlanLink)
