"""The indicators of a working plan, as its document holds them."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Prefetch

from indicators.models import Indicator, Target
from indicators.progress.figures import accumulation_gap
from indicators.target_periods import period_warnings
from plans import document
from plans.editions.composition import institution_value
from plans.editions.readiness import institution_problem, questionable_institutions
from plans.models import Plan, Section
from plans.problems import PlanProblem, error, warning


def fields(plan: Plan) -> dict[str, tuple]:
    """Return the plan's indicators with their targets, in order; two queries."""
    targets = Prefetch("targets", Target.objects.select_related("act"))
    rows = plan.indicators.select_related("element", "institution", "retired_act").prefetch_related(targets)
    return {"indicators": tuple(_indicator(row) for row in rows.order_by("position", "pk"))}


def problems(plan: Plan) -> list[PlanProblem]:
    """Return what is wrong with the plan's indicators: shown nowhere, of another plan, or never to be judged."""
    found = []
    own = plan.indicators.filter(element=None).first()
    if own and not plan.section_set.filter(block=Section.Block.INDICATORS).exists():
        found.append(error("Planul are indicatori ai întregului plan, dar nicio secțiune nu îi arată.", own))
    for row in plan.indicators.exclude(element=None).exclude(element__level__plan=plan):
        found.append(error(f"Indicatorul „{row}” este legat de un element al altui plan.", row))
    for row in indicators_without_accumulation(plan):
        gap = accumulation_gap(row, row.promised)
        found.append(warning(f"Indicatorul „{row}” nu se va putea aprecia: {gap}.", row))
    without_column = {
        level.pk: level for level in plan.level_set.all() if "indicators" not in {c["field"] for c in level.columns}
    }
    for row in plan.indicators.filter(element__level__in=without_column).select_related("element"):
        level = without_column[row.element.level_id]
        found.append(
            warning(f"Indicatorul „{row}” nu apare în tabelul nivelului „{level.name}”: lipsește coloana.", row)
        )
    found += _target_problems(plan)
    questionable = plan.indicators.filter(institution__in=questionable_institutions(plan), retired_on=None)
    found += [institution_problem(row.institution, plan, row) for row in questionable.select_related("institution")]
    return found


def _target_problems(plan: Plan) -> Iterator[PlanProblem]:
    """Yield the targets whose periods leave the plan's or cross one another."""
    rows = Target.objects.in_force().filter(indicator__plan=plan).select_related("indicator")
    by_indicator = defaultdict(list)
    for row in rows.order_by("indicator__position", "indicator", "period_start", "pk"):
        for message in period_warnings(row, plan, by_indicator[row.indicator_id]):
            yield warning(f"Indicatorul „{row.indicator}”: {message[0].lower()}{message[1:]}", row.indicator)
        by_indicator[row.indicator_id].append(row)


def indicators_without_accumulation(plan: Plan) -> list[Indicator]:
    """Return the indicators that no formula could judge, for their values have no rule of adding up; two queries."""
    rows = plan.indicators.exclude(frequency="").order_by("position", "pk")
    promised = Prefetch("targets", Target.objects.in_force(), to_attr="promised")
    return [row for row in rows.prefetch_related(promised) if accumulation_gap(row, row.promised)]


def _indicator(row) -> document.IndicatorValue:
    plain = (
        "number",
        "title",
        "joiner",
        "nature",
        "minimal",
        "unit",
        "direction",
        "baseline_period",
        "baseline_source",
        "definition",
        "verification_source",
        "frequency",
        "accumulation",
    )
    targets = [(target.replaced_on, _target(target)) for target in row.targets.all()]
    return document.IndicatorValue(
        uid=str(row.uid),
        element=row.element and str(row.element.uid),
        baseline_value=plain_number(row.baseline_value),
        institution=institution_value(row.institution),
        targets=tuple(value for replaced_on, value in targets if replaced_on is None),
        former_targets=tuple(value for replaced_on, value in targets if replaced_on is not None),
        retired=_retirement(row),
        **{name: getattr(row, name) for name in plain},
    )


def _retirement(row) -> document.RetirementValue | None:
    if not row.is_retired:
        return None
    act = row.retired_act.title if row.retired_act else ""
    return document.RetirementValue(on=row.retired_on, reason=row.retired_reason, act=act)


def _target(row) -> document.TargetValue:
    return document.TargetValue(
        kind=row.kind,
        value=plain_number(row.value),
        upper_value=plain_number(row.upper_value),
        text=row.text,
        period_start=row.period_start,
        period_end=row.period_end,
        set_on=row.set_on,
        replaced_on=row.replaced_on,
        reason=row.reason,
        act=row.act.title if row.act else "",
    )


def plain_number(value: Decimal | None) -> Decimal | None:
    """Return the number without the zeros that the database keeps after it."""
    return None if value is None else value.normalize()
