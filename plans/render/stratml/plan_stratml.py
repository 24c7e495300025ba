"""A plan as StratML Part 2: what the standard has a place for; `docs/formats.md` says what it has none for.

Goals are the roots of the tree, objectives all that hangs below, whatever its depth. An indicator hangs on an objective
alone, so those of a goal or of the whole plan get one that says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree
from lxml.builder import ElementMaker

from plans.document import Document, ElementValue, IndicatorValue, InstitutionValue, TargetValue, to_json
from plans.document.units import unit_of
from plans.render.data_tables import public_address
from plans.render.facts import element_facts, indicator_facts, target_text
from plans.render.pdf.plan_pdf import edition_address
from plans.render.stratml.kept_document import keep_document
from portal.text import UNPRINTABLE

CONTENT_TYPE = "application/xml; charset=utf-8"
NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
PLAN_GOAL = "Indicatorii întregului plan"
OWN_INDICATORS = "Indicatorii obiectivului"
# An indicator without a unit counts things of its own title.
NO_UNIT = "fără unitate"
QUALITATIVE = {"qualitative", "milestone", "reference"}
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


@dataclass(frozen=True, kw_only=True)
class StratmlResult:
    """What was measured of an indicator in a period: a number, or words where there is none."""

    start: date
    end: date
    number: Decimal | None
    text: str


Results = Mapping[str, Sequence[StratmlResult]]


def render(document: Document) -> bytes:
    """Return the StratML of an edition, with the document inside it."""
    root = _root(document, {}, "Performance_Plan" if document.indicators else "Strategic_Plan")
    keep_document(root, to_json(document))
    return _bytes(root)


def render_report(document: Document, results: Results) -> bytes:
    """Return the performance report of an edition: it, with what was measured of its indicators, by their uids."""
    return _bytes(_root(document, results, "Performance_Report"))


def _bytes(root) -> bytes:
    etree.indent(root, space=" ")
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _root(document: Document, results: Results, kind: str):
    goals = [_goal(document, one, results) for one in document.children.get(None, ())]
    own = document.indicators_of.get(None, ())
    if own or not goals:
        goals.append(
            E.Goal(_text("Name", PLAN_GOAL), _text("Description", PLAN_GOAL), *_indicator_objective("", own, results))
        )
    return E.PerformancePlanOrReport(
        _text("Name", f"{document.title} {document.subtitle}"),
        _text("Description", document.short_title),
        *_other("\n\n".join(_section_texts(document))),
        E.StrategicPlanCore(*_organizations(document), *goals),
        E.AdministrativeInformation(
            _text("Identifier", f"_{document.slug}-{document.edition.number}"),
            _text("StartDate", document.period_start.isoformat()),
            _text("EndDate", document.period_end.isoformat()),
            _text("PublicationDate", document.edition.published_at.date().isoformat()),
            _text("Source", public_address(edition_address(document))),
        ),
        Type=kind,
    )


def _text(name: str, text: str):
    return E(name, UNPRINTABLE.sub("\ufffd", text.strip()))


def _other(text: str) -> Iterator:
    if text:
        yield _text("OtherInformation", text)


def _section_texts(document: Document) -> Iterator[str]:
    if document.letterhead:
        yield document.letterhead
    for act in document.acts:
        yield f"{act.title}{f', {act.date.isoformat()}' if act.date else ''}"
    for section in document.sections:
        if section.body:
            yield f"{section.heading}\n\n{section.body}".strip()


def _organizations(document: Document) -> Iterator:
    for body in dict.fromkeys(filter(None, (document.owner, document.reviewer))):
        yield E.Organization(
            _text("Name", body.name), _text("Acronym", body.short_name), _text("Identifier", f"_{body.code}")
        )


def _goal(document: Document, element: ElementValue, results: Results):
    below = [_objective(document, one, results) for one in document.branch(element)[1:]]
    own = document.indicators_of.get(element.uid, ())
    return E.Goal(
        _text("Name", element.title),
        _text("Description", element.description or element.title),
        *_marks(document, element),
        *_indicator_objective(element.uid, own, results),
        *below,
    )


def _indicator_objective(uid: str, indicators, results: Results) -> Iterator:
    """Yield the objective that the indicators of a goal, or of the whole plan, hang on."""
    if indicators:
        name = OWN_INDICATORS if uid else PLAN_GOAL
        yield E.Objective(_text("Name", name), _text("Description", name), *_indicators(indicators, results))


def _objective(document: Document, element: ElementValue, results: Results):
    return E.Objective(
        _text("Name", element.title),
        *([_text("Description", element.description)] if element.description else []),
        *_marks(document, element),
        *_indicators(document.indicators_of.get(element.uid, ()), results),
    )


def _marks(document: Document, element: ElementValue) -> Iterator:
    """Yield what names an element, who answers for it, and what else the plan says of it."""
    yield _text("Identifier", f"_{element.uid}")
    if element.printed_code:
        yield _text("SequenceIndicator", element.printed_code)
    for body in element.institutions:
        yield _stakeholder(body)
    if element.responsible:
        yield E.Stakeholder(_text("Name", element.responsible), _performer(), StakeholderTypeType="Generic_Group")
    hidden = {"description", "responsible", "institutions", "indicators"}
    facts = [f"{fact.label}: {fact.text}" for fact in element_facts(document, element, but=hidden)]
    yield from _other("\n".join([f"Nivel: {document.level[element.level].name}", *facts]))


def _stakeholder(body: InstitutionValue):
    return E.Stakeholder(_text("Name", body.name), _performer(), StakeholderTypeType="Organization")


def _performer():
    return E.Role(_text("Name", "Responsabil"), _text("RoleType", "Performer"))


def _indicators(indicators: Iterable[IndicatorValue], results: Results) -> Iterator:
    for one in indicators:
        yield _indicator(one, results.get(one.uid, ()))


def _indicator(one: IndicatorValue, results: Sequence[StratmlResult]):
    kind = "Qualitative" if one.nature in QUALITATIVE else "Quantitative"
    shown = [fact for fact in indicator_facts(one) if fact.field not in {"unit", "target"}]
    return E.PerformanceIndicator(
        _text("SequenceIndicator", str(one.number)),
        _text("MeasurementDimension", one.title),
        _text("UnitOfMeasurement", unit_of(one) or NO_UNIT),
        _text("Identifier", f"_{one.uid}"),
        *_baseline(one),
        *(E.MeasurementInstance(_target(one, target)) for target in one.targets),
        *(E.MeasurementInstance(_result(result)) for result in results),
        *_other("\n".join(f"{fact.label}: {fact.text}" for fact in shown)),
        PerformanceIndicatorType=kind,
    )


def _baseline(one: IndicatorValue) -> Iterator:
    """Yield where an indicator starts from, for which the standard has only a result of before."""
    if one.baseline_value is not None:
        said = ", ".join(filter(None, ("Valoarea de referință", one.baseline_period, one.baseline_source)))
        result = E.ActualResult(_text("NumberOfUnits", f"{one.baseline_value:f}"), _text("Description", said))
        yield E.MeasurementInstance(result)


def _target(one: IndicatorValue, target: TargetValue):
    number = [] if target.value is None else [_text("NumberOfUnits", f"{target.value:f}")]
    return E.TargetResult(
        _text("StartDate", target.period_start.isoformat()),
        _text("EndDate", target.period_end.isoformat()),
        *number,
        _text("Description", target_text(target, one)),
    )


def _result(result: StratmlResult):
    number = [] if result.number is None else [_text("NumberOfUnits", f"{result.number:f}")]
    return E.ActualResult(
        _text("StartDate", result.start.isoformat()),
        _text("EndDate", result.end.isoformat()),
        *number,
        *([_text("Description", result.text)] if result.text else []),
    )
