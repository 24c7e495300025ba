"""The tables of a briefing, composed from the data."""

import datetime
from collections.abc import Mapping

from indicators.oversight.drafting.material import BriefingMaterial
from indicators.oversight.drafting.words import STATE_FORMS
from indicators.progress import periods
from indicators.progress.aggregation import covering_target
from indicators.progress.explanations import with_first_capital
from indicators.progress.figures import figure_when_judged
from indicators.progress.report_values import RecommendationValue, ReportValue
from indicators.progress.vocabulary import (
    STAGE_NAMES,
    STATUS_FORMS,
    STATUS_NAMES,
    ReportStage,
    Status,
    report_stage,
)
from indicators.progress.wording import clean_clause, period_phrase
from indicators.render import values
from indicators.render.briefing.document import YEARLY, BriefingTable
from plans.document import IndicatorValue, TargetValue
from portal.romanian import count, long_date

COLUMNS = {status: with_first_capital(several) for status, (_, several) in STATUS_FORMS.items()}
# What a table shows only where an indicator stands so.
RARE_STATUSES = {Status.RETURNED, Status.IN_REVIEW, Status.CONTEXT, Status.RETIRED}
WHOLE_PLAN = "Indicatorii întregului plan"
NOBODY = "Instituție nestabilită"


def period_reports(material: BriefingMaterial) -> list[tuple[IndicatorValue, ReportValue]]:
    """Return the reports of the period, in the plan's order: those whose own period ends in it."""
    found = []
    for indicator in material.document.indicators:
        records = material.standings[indicator.uid].records
        ended = [r for r in records if material.period_start <= r.period_end <= material.period_end]
        found += [(indicator, record) for record in sorted(ended, key=lambda r: (r.period_start, r.period_end))]
    return found


def counts_table(material: BriefingMaterial, totals: Mapping) -> BriefingTable:
    """Return how many indicators stand how, per objective, with the plan's own and the total."""
    whole = totals.get(None, {})
    shown = [status for status in COLUMNS if status not in RARE_STATUSES or whole.get(status)]
    rows, own = [], dict(whole)
    for root in material.document.children.get(None, ()):
        part = totals.get(root.uid, {})
        if sum(part.values()):
            rows.append((root.printed_name, *(str(part.get(status, 0)) for status in shown)))
            own = {status: number - part.get(status, 0) for status, number in own.items()}
    if sum(own.values()):
        rows.append((WHOLE_PLAN, *(str(own.get(status, 0)) for status in shown)))
    if len(rows) > 1:
        rows.append(("Total", *(str(whole.get(status, 0)) for status in shown)))
    return BriefingTable(
        caption=f"Stadiul indicatorilor în {material.period}",
        headings=("Obiectivul", *(COLUMNS[status] for status in shown)),
        rows=tuple(rows),
    )


def values_table(material: BriefingMaterial) -> BriefingTable:
    """Return the values accepted for the period, each with the figure that was judged, the target and the verdict."""
    accepted = [(indicator, record) for indicator, record in period_reports(material) if record.state == "accepted"]
    rows = tuple(_value_row(material, indicator, record) for indicator, record in accepted)
    headings = ("Indicatorul", "Valoarea perioadei", "Valoarea apreciată", "Ținta", "Aprecierea", "Motivarea")
    return BriefingTable(caption=f"Valorile acceptate pentru {material.period}", headings=headings, rows=rows)


def _value_row(material: BriefingMaterial, indicator: IndicatorValue, record: ReportValue) -> tuple[str, ...]:
    return (
        indicator.title,
        f"{periods.name(record.period_start, record.period_end)}: {_value_of(indicator, record)}",
        _verdict_figure(material, indicator, record),
        _target_of(indicator, record),
        STATUS_NAMES.get(record.judgement, "fără apreciere"),
        _reason(record, indicator),
    )


def judged_tables(material: BriefingMaterial) -> tuple[BriefingTable, ...]:
    """Return, per objective and for the plan itself, how each indicator stands and why."""
    groups: dict[str, list[IndicatorValue]] = {}
    order = {root.uid: root.printed_name for root in material.document.children.get(None, ())}
    for uid in order:
        groups[uid] = []
    for indicator in material.document.indicators:
        groups.setdefault(_root_of(material, indicator), []).append(indicator)
    return tuple(
        BriefingTable(
            caption=order.get(uid, WHOLE_PLAN),
            headings=("Indicatorul", "Valoarea apreciată", "Ținta", "Stadiul", "Motivarea"),
            rows=tuple(_status_row(material, indicator) for indicator in indicators),
        )
        for uid, indicators in groups.items()
        if indicators
    )


def targets_table(material: BriefingMaterial) -> BriefingTable:
    """Return the targets that were replaced in the period, by what, why and by which act."""
    rows = []
    for indicator in material.document.indicators:
        for old in indicator.former_targets:
            if old.replaced_on and material.period_start <= old.replaced_on <= material.period_end:
                new = _replacement(indicator, old)
                why = [clean_clause(new.reason), new.act] if new else []
                rows.append(
                    (
                        indicator.title,
                        _promise(old, indicator),
                        _promise(new, indicator),
                        long_date(old.replaced_on),
                        "; ".join(text for text in why if text) or "nemotivat",
                    )
                )
    headings = ("Indicatorul", "Ținta veche", "Ținta nouă", "Data", "Motivul și actul")
    return BriefingTable(caption="Ținte schimbate în perioada examinată", headings=headings, rows=tuple(rows))


def missing_table(material: BriefingMaterial) -> BriefingTable:
    """Return what was not sent in time or was returned, of this period or left from before, each with its stage."""
    rows = tuple(
        (
            indicator.title,
            institution_name(indicator, record),
            periods.name(record.period_start, record.period_end),
            long_date(record.due_on),
            _lateness(record, material.today),
        )
        for indicator, record in _overdue_reports(material)
    )
    headings = ("Indicatorul", "Cine raportează", "Perioada", "Termenul", "Întârzierea")
    caption = f"Raportări întârziate sau întoarse la {long_date(material.today)}"
    return BriefingTable(caption=caption, headings=headings, rows=rows)


def late_by_institution(material: BriefingMaterial) -> dict[str, list[int]]:
    """Return the days of delay of each late report, by who owes it."""
    found: dict[str, list[int]] = {}
    for indicator, record in _overdue_reports(material):
        if report_stage(record.state, record.due_on, material.today) == ReportStage.LATE:
            found.setdefault(institution_name(indicator, record), []).append((material.today - record.due_on).days)
    return found


def period_recommendations(material: BriefingMaterial) -> list[RecommendationValue]:
    """Return what was asked until the period's end or the sitting, and not closed before the period; oldest first."""
    last = max(material.period_end, material.sitting.held_on) if material.sitting else material.period_end
    known = [
        r
        for r in material.recommendations
        if r.issued_on <= last and (r.closed_on is None or r.closed_on >= material.period_start)
    ]
    return sorted(known, key=lambda r: (r.issued_on, r.reference))


def recommendations_table(material: BriefingMaterial, rows: list[RecommendationValue]) -> BriefingTable:
    """Return the recommendations with their stage; a yearly report tells the answers too."""
    answers = material.kind == YEARLY
    headings = ("Recomandarea", "Ce se recomandă", "Cui i se adresează", "Stadiul")
    return BriefingTable(
        caption="Recomandări și răspunsuri" if answers else "Recomandări",
        headings=(*headings, "Răspunsul") if answers else headings,
        rows=tuple(
            (
                f"nr. {row.reference} din {long_date(row.issued_on)}\n{row.about}",
                row.text,
                row.addressed_to.name,
                _stage(row, material.today),
                *([row.answer or "–"] if answers else []),
            )
            for row in rows
        ),
    )


def institution_name(indicator: IndicatorValue, record: ReportValue) -> str:
    """Return who owes a report of an indicator: not always the institution that reports it today."""
    institution = record.institution or indicator.institution
    return institution.name if institution else NOBODY


def _root_of(material: BriefingMaterial, indicator: IndicatorValue) -> str | None:
    element = material.document.by_uid.get(indicator.element)
    if element is None:
        return None
    return (*material.document.ancestors(element), element)[0].uid


def _status_row(material: BriefingMaterial, indicator: IndicatorValue) -> tuple[str, ...]:
    standing = material.standings[indicator.uid]
    return (
        indicator.title,
        standing.figure.sentence if standing.figure else "–",
        _promise(standing.target, indicator),
        STATUS_NAMES[standing.status],
        standing.explanation,
    )


def _value_of(indicator: IndicatorValue, record: ReportValue) -> str:
    return values.printed_value(record.definition or indicator, record)


def _verdict_figure(material: BriefingMaterial, indicator: IndicatorValue, record: ReportValue) -> str:
    """Return the figure that the verdict rests on, by its name where it is not just the period's own."""
    figure = figure_when_judged(indicator, record, material.standings[indicator.uid].records)
    if figure is None:
        return "–"
    return "valoarea perioadei" if figure.is_of(record) else f"{clean_clause(figure.workings)}, {figure.name}"


def _target_of(indicator: IndicatorValue, record: ReportValue) -> str:
    target = record.target or covering_target(indicator.targets, record)
    return _promise(target, record.definition or indicator)


def _promise(target: TargetValue | None, definition: IndicatorValue) -> str:
    """Return a target with the period that it is for."""
    if target is None:
        return "fără țintă"
    said = clean_clause(values.target_in_words(target, definition))
    return f"{said}, pentru {period_phrase(target.period_start, target.period_end)}"


def _reason(record: ReportValue, indicator: IndicatorValue) -> str:
    """Return why the verdict is what it is, and what else everyone should know of the report."""
    corrected = [values.printed_value(old.definition or indicator, old) for old in record.superseded[:1]]
    said = [
        record.no_data_reason,
        record.verdict_reason,
        "Raportat înainte de sfârșitul perioadei." if record.is_early else "",
        *(f"Corectează valoarea acceptată anterior: {value}." for value in corrected),
        "Cine a apreciat face parte și din instituția care raportează." if record.has_interest else "",
    ]
    return "\n".join(text for text in said if text) or "–"


def _replacement(indicator: IndicatorValue, old: TargetValue) -> TargetValue | None:
    """Return the target that took the place of another: the one set on that day, for the same period if there is."""
    later = [t for t in (*indicator.targets, *indicator.former_targets) if t != old and t.set_on == old.replaced_on]
    same = [t for t in later if (t.period_start, t.period_end) == (old.period_start, old.period_end)]
    return next(iter(same or later), None)


def _overdue_reports(material: BriefingMaterial) -> list[tuple[IndicatorValue, ReportValue]]:
    """Return the reports that are late or were returned, of the period and before it; the longest awaited first."""
    awaited = {ReportStage.LATE, ReportStage.RETURNED}
    found = [
        (indicator, record)
        for indicator in material.document.indicators
        for record in material.standings[indicator.uid].records
        if record.period_end <= material.period_end
        and report_stage(record.state, record.due_on, material.today) in awaited
    ]
    return sorted(found, key=lambda pair: pair[1].due_on)


def _lateness(record: ReportValue, today: datetime.date) -> str:
    stage = report_stage(record.state, record.due_on, today)
    if stage == ReportStage.LATE:
        return f"{STAGE_NAMES[stage]} cu {count((today - record.due_on).days, 'zi', 'zile')}"
    return STAGE_NAMES[stage]


def _stage(row: RecommendationValue, today: datetime.date) -> str:
    if row.is_ended:
        return f"{STATE_FORMS[row.state][0]} la {long_date(row.closed_on)}: {row.closing_note}"
    if row.state == "answered":
        return f"cu răspuns din {long_date(row.answered_on)}, de verificat"
    late = f", depășit cu {count((today - row.deadline).days, 'zi', 'zile')}" if row.is_late(today) else ""
    return f"fără răspuns; termen {long_date(row.deadline)}{late}"
