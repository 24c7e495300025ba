"""The example's plan: its sections, objectives, indicators and targets, published twice."""

import datetime
from decimal import Decimal

from cluj_plans.example.calendar import Year
from cluj_plans.example.promises import OBJECTIVES, PROMISES, SHORT_TITLE, SUBTITLE, TITLE, WARNING, Promise
from cluj_plans.example.promises_more import MORE_PROMISES
from indicators.editing import targets
from indicators.models import Indicator, Report, Target
from indicators.progress.periods import periods
from indicators.reporting import schedule
from plans.editions.publishing import publish
from plans.models import AdoptionAct, Element, Institution, Level, Plan, Section

SLUG = "exemplu"
ALL = [*PROMISES, *MORE_PROMISES]
COLUMNS = [
    {"field": "indicators", "label": "Indicatori"},
    {"field": "responsible", "label": "Responsabili"},
]
# The reports of what was asked for later are due in five days.
ASKED_DAYS_AGO = schedule.DUE_AFTER_DAYS - 5


def write(year: Year) -> Plan:
    """Create the working plan, with all that it promised at the beginning of the year."""
    plan = Plan.objects.create(
        slug=SLUG,
        short_title=SHORT_TITLE,
        title=TITLE.format(year=year.start.year),
        subtitle=SUBTITLE,
        owner=Institution.objects.get(code="cj-cluj"),
        reviewer=Institution.objects.get(code="atop-cluj"),
        period_start=year.start,
        period_end=year.end,
    )
    general = _level(plan, 10, "og", Level.Kind.GENERAL_OBJECTIVE, "Obiectiv general", "Obiective generale")
    specific = _level(
        plan, 20, "os", Level.Kind.SPECIFIC_OBJECTIVE, "Obiectiv specific", "Obiective specifice", general
    )
    Section.objects.create(plan=plan, position=10, heading="Despre acest exemplu", body=WARNING)
    Section.objects.create(
        plan=plan, position=20, heading="Obiective și indicatori", block=Section.Block.ELEMENTS, level=general
    )
    for number, (title, parts) in enumerate(OBJECTIVES, 1):
        parent = Element.objects.create(level=general, code=str(number), position=number * 10, title=title)
        for place, part in enumerate(parts, 1):
            Element.objects.create(
                level=specific,
                parent=parent,
                code=f"{number}.{place}",
                position=place * 10,
                title=part,
                responsible="Funcții inventate, pentru exemplu",
            )
    for promise in ALL:
        if not promise.is_added_later:
            add(plan, promise, year)
    return plan


def _level(plan, position, prefix, kind, name, plural, parent=None) -> Level:
    columns = COLUMNS if parent else []
    return Level.objects.create(
        plan=plan,
        position=position,
        prefix=prefix,
        kind=kind,
        name=name,
        name_plural=plural,
        parent=parent,
        columns=columns,
    )


def add(plan: Plan, promise: Promise, year: Year) -> Indicator:
    """Add an indicator to the working plan, with its targets."""
    count = len(year.reported) if _is_by_quarter(promise) else 1
    has_baseline = promise.baseline is not None
    element = Element.objects.get(level__plan=plan, code=promise.objective)
    indicator = Indicator.objects.create(
        plan=plan,
        element=element,
        joiner="; " if element.indicators.exists() else "",
        position=ALL.index(promise) * 10 + 10,
        title=promise.title,
        nature=promise.nature,
        unit=promise.unit,
        direction=promise.direction,
        minimal=promise.minimal,
        baseline_value=promise.baseline * count if has_baseline else None,
        baseline_period=_baseline_period(year, count, promise) if has_baseline else "",
        baseline_source="Valoare inventată" if has_baseline else "",
        definition=promise.definition,
        verification_source=promise.source,
        frequency=promise.frequency,
        accumulation=promise.accumulation,
        institution=Institution.objects.get(code=promise.institution),
    )
    for start, end in _spans(promise, year) if promise.target else ():
        kind, value, upper = (*promise.target, None, None)[:3]
        is_text = isinstance(value, str)
        Target.objects.create(
            indicator=indicator,
            kind=kind,
            value=None if is_text or value is None else value * count,
            upper_value=upper,
            text=value if is_text else "",
            period_start=start,
            period_end=end,
        )
    set_on = year.changed_on if promise.is_added_later else min(year.start + datetime.timedelta(days=9), year.today)
    indicator.targets.update(set_on=set_on)
    return indicator


def _is_by_quarter(promise: Promise) -> bool:
    return promise.span == "stage" and promise.nature == "count" and promise.accumulation == "sum"


def _baseline_period(year: Year, quarters: int, promise: Promise) -> str:
    before = year.start.year - 1
    if not _is_by_quarter(promise) or quarters == 4:
        return str(before)
    return f"{f'primele {quarters} trimestre' if quarters > 1 else 'primul trimestru'} din {before}"


def _spans(promise: Promise, year: Year):
    if promise.span == "quarter":
        return periods("quarterly", year.start, year.end)
    return [(year.start, year.reported[-1][1] if promise.span == "stage" else year.end)]


def publish_first(plan: Plan, year: Year, by) -> None:
    """Publish the plan as it was at the beginning of the year: its reports were owed from then on."""
    publish(plan, by=by, note="Prima ediție a exemplului.")
    # Nobody could report in time what is owed only from today.
    rows = Report.objects.filter(indicator__plan=plan)
    for row in rows:
        rows.filter(pk=row.pk).update(due_on=schedule.due_date(row.period_end, year.start))


def publish_second(plan: Plan, year: Year, by) -> None:
    """Publish what changed during the year: one target replaced under an act, two indicators added."""
    replaced = next(promise for promise in ALL if promise.is_replaced)
    act = AdoptionAct.objects.create(
        plan=plan,
        position=10,
        issuer=plan.reviewer,
        kind=AdoptionAct.Kind.ATOP,
        title="Hotărârea ATOP nr. 0 (inventată)",
        number="0 (inventată)",
        date=year.changed_on,
    )
    old = Target.objects.get(indicator__plan=plan, indicator__title=replaced.title)
    new = targets.replace_target(
        old,
        reason="Un festival care nu era prevăzut aduce în oraș de două ori mai mulți vizitatori.",
        act=act,
        kind=old.kind,
        value=old.value + Decimal(20),
        period_start=old.period_start,
        period_end=old.period_end,
    )
    Target.objects.filter(pk=old.pk).update(replaced_on=year.changed_on)
    Target.objects.filter(pk=new.pk).update(set_on=year.changed_on)
    later = [add(plan, promise, year) for promise in ALL if promise.is_added_later]
    publish(plan, by=by, note="O țintă înlocuită și doi indicatori adăugați în timpul anului.")
    for row in Report.objects.filter(indicator__in=later):
        due_on = schedule.due_date(row.period_end, year.back(ASKED_DAYS_AGO))
        Report.objects.filter(pk=row.pk).update(due_on=due_on)
