"""What a document says of an element or an indicator, thing by thing; what is empty is left out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from plans.document import ColumnValue, Document, ElementValue, IndicatorValue, RetirementValue, TargetValue
from plans.document.columns import NUMERIC_TYPES, ColumnType, is_fitting, total
from plans.document.fields import ELEMENT_FIELDS, ElementField, FieldKind, days_of, element_field
from plans.document.units import unit_of
from plans.render.column_text import printed_number, printed_value
from plans.render.known_names import known_name
from portal.own_words import own_words
from portal.romanian import long_date, period_until, quantity, with_unit
from portal.translated_words import WordsByCode, current_words

NATURES = WordsByCode(
    {
        "count": "număr",
        "ratio": "raport",
        "percent": "procent",
        "change": "evoluție față de altă perioadă",
        "milestone": "jalon (există sau nu)",
        "qualitative": "calitativ",
        "reference": "trimitere la alt document",
    }
)
DIRECTIONS = WordsByCode(
    {
        "increase": "creștere",
        "decrease": "scădere",
        "maintain": "menținere",
        "range": "într-un interval",
        "context_only": "numai context, fără apreciere",
    }
)
COMPARISONS = WordsByCode({"at_least": "cel puțin", "at_most": "cel mult", "exact": "exact"})
FREQUENCIES = WordsByCode(
    {"monthly": "lunar", "quarterly": "trimestrial", "half_yearly": "semestrial", "yearly": "anual"}
)


@dataclass(frozen=True)
class DocumentFact:
    """One thing said: its field, its name and the text."""

    field: str
    label: str
    text: str
    href: str = ""
    is_number: bool = False


def own_fact(column: ColumnValue, text: str) -> DocumentFact:
    """Return what an element says in a column of the plan's own; a link leads somewhere, numbers stand to the right."""
    fits = bool(text) and is_fitting(column, text)
    return DocumentFact(
        column.field,
        known_name(column.label),
        printed_value(column, text),
        href=text if fits and column.type == ColumnType.LINK else "",
        is_number=fits and column.type in NUMERIC_TYPES,
    )


def column_fact(document: Document, element: ElementValue, field: str, label: str) -> DocumentFact:
    """Return what an element says in a column, under a heading."""
    own = document.own_columns.get((element.level, field))
    if own:
        return replace(own_fact(own, element.extra.get(field, "")), label=known_name(label))
    return DocumentFact(field, known_name(label), column_text(document, element, field))


def total_facts(columns: Iterable[ColumnValue], elements: Collection[ElementValue]) -> list[DocumentFact]:
    """Return the sums of the columns of money, column by column; nothing where no column has one."""
    found = []
    for column in columns:
        sum_of_all = total(column, elements)
        text = "" if sum_of_all is None else printed_number(column, sum_of_all)
        found.append(DocumentFact(column.field, known_name(column.label), text, is_number=bool(text)))
    return found if any(fact.text for fact in found) else []


def column_text(document: Document, element: ElementValue, field: str) -> str:
    """Return the text of a column, as the plan prints it; a column of the plan's own comes from `extra`."""
    declared = element_field(field)
    return _declared_text(document, element, declared) if declared else own_words(element.extra.get(field, ""))


def _declared_text(document: Document, element: ElementValue, declared: ElementField) -> str:
    """Return what an element says in a field; where it prints nothing, the day that stands for it."""
    if declared.kind == FieldKind.INDICATORS:
        return own_words(document.printed_indicators(element))
    value = getattr(element, declared.name)
    if declared.kind == FieldKind.INSTITUTIONS:
        return own_words("; ".join(institution.name for institution in value))
    if declared.kind == FieldKind.LINKS:
        return own_words("; ".join(link.label for link in value))
    if declared.kind == FieldKind.DATE:
        return long_date(value) if value else ""
    days = [day for name in days_of(declared.name) if (day := getattr(element, name))]
    return own_words(value) or "".join(long_date(day) for day in days)


def element_facts(
    document: Document, element: ElementValue, *, but: Collection[str] = (), with_blanks: bool = False
) -> list[DocumentFact]:
    """Return everything said of an element, its level's columns first, without the fields in `but`.

    What says nothing is left out; `with_blanks` keeps the columns of the level that the plan left empty.
    """
    names = {column.field: column.label for column in document.level[element.level].columns}
    declared = [one.name for one in ELEMENT_FIELDS if one.is_fact]
    fields = [field for field in dict.fromkeys([*names, *declared, *element.extra]) if field not in but]
    found = [column_fact(document, element, field, names.get(field) or default_field_name(field)) for field in fields]
    found.insert(0, retirement_fact(element.retired))
    return [fact for fact in found if fact.text or (with_blanks and fact.field in names)]


def default_field_name(field: str) -> str:
    """Return the name of a field for which the level prints no heading."""
    declared = element_field(field)
    return current_words(declared.label) if declared else field.replace("_", " ").capitalize()


def indicator_kind(indicator: IndicatorValue) -> str:
    """Return what kind of indicator it is, in a few words."""
    nature = NATURES.get(indicator.nature, indicator.nature)
    kind = gettext("indicator minimal, tip: %(nature)s") if indicator.minimal else gettext("tip: %(nature)s")
    return kind % {"nature": nature}


def indicator_facts(indicator: IndicatorValue) -> list[DocumentFact]:
    """Return everything said of an indicator beside its title and kind."""
    frequency = FREQUENCIES.get(indicator.frequency, indicator.frequency)
    found = [
        retirement_fact(indicator.retired),
        DocumentFact("definition", gettext("Definiție"), own_words(indicator.definition)),
        DocumentFact("unit", gettext("Unitatea de măsură"), own_words(indicator.unit)),
        DocumentFact("direction", gettext("Sensul bun"), DIRECTIONS.get(indicator.direction, indicator.direction)),
        DocumentFact("baseline", gettext("Valoarea de referință"), _baseline(indicator)),
        *(_target(target, indicator) for target in indicator.targets),
        DocumentFact("verification_source", gettext("Sursa de verificare"), own_words(indicator.verification_source)),
        DocumentFact("frequency", gettext("Raportat"), frequency),
        DocumentFact(
            "institution",
            gettext("Instituția care raportează"),
            own_words(indicator.institution.name) if indicator.institution else "",
        ),
    ]
    return [fact for fact in found if fact.text]


def retirement_fact(retired: RetirementValue | None) -> DocumentFact:
    """Return since when and why something is not followed any more; no text where it is."""
    return DocumentFact("retired", gettext("Retras"), retirement_text(retired))


def retirement_text(retired: RetirementValue | None) -> str:
    """Return a retirement in words: the day, the act where there is one, the reason."""
    if retired is None:
        return ""
    text = gettext("din %(day)s. Motivul: %(reason)s")
    if retired.act:
        text = gettext("din %(day)s, prin %(act)s. Motivul: %(reason)s")
    act, reason = own_words(retired.act), own_words(retired.reason)
    return text % {"day": long_date(retired.on), "act": act, "reason": reason}


def target_text(target: TargetValue, indicator: IndicatorValue) -> str:
    """Return what is promised of an indicator, in words; the one way to write a target, its unit with it."""
    promised = promised_value(target, indicator) or ("" if target.text else gettext("de stabilit"))
    return ", ".join(text for text in (promised, own_words(target.text)) if text)


def promised_value(target: TargetValue, indicator: IndicatorValue) -> str:
    """Return the promised number with its unit: "cel mult 28 de persoane"; nothing where none is promised.

    A milestone that is to be reached is "realizat".
    """
    if target.value is None:
        return ""
    if indicator.nature == "milestone" and target.kind in {"exact", "at_least"} and target.value == 1:
        return gettext("realizat")
    unit = unit_of(indicator)
    value = with_unit(quantity(target.value), target.value, unit)
    if target.upper_value is None:
        return f"{COMPARISONS[target.kind]} {value}"
    lower = value if unit[:1] in {"%", "‰"} else quantity(target.value)
    upper = with_unit(quantity(target.upper_value), target.upper_value, unit)
    return gettext("între %(lower)s și %(upper)s") % {"lower": lower, "upper": upper}


def _baseline(indicator: IndicatorValue) -> str:
    value = indicator.baseline_value
    number = "" if value is None else with_unit(quantity(value), value, unit_of(indicator))
    own = own_words(indicator.baseline_period), own_words(indicator.baseline_source)
    return ", ".join(text for text in (number, *own) if text)


def _target(target: TargetValue, indicator: IndicatorValue) -> DocumentFact:
    period = period_until(target.period_start, target.period_end)
    return DocumentFact(
        "target", gettext("Ținta pentru %(period)s") % {"period": period}, target_text(target, indicator)
    )
