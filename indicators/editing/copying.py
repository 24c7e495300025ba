"""Indicators of new elements: copied with them, within a plan or to the one that continues it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from indicators.editing import baselines
from indicators.models import Indicator, Target
from indicators.progress.starting_values import StartingValue
from plans.editing.bulk_create import bulk_create_with_history
from plans.extensions import SuccessionOffer
from plans.models import Element, Plan
from plans.succession.actions import REASON
from plans.succession.renewal import Renewal
from portal.romanian import count

# What says how to measure; targets and numbers belong to the original.
DEFINITION_FIELDS = (
    "position",
    "title",
    "joiner",
    "nature",
    "minimal",
    "unit",
    "direction",
    "baseline_value",
    "baseline_period",
    "baseline_source",
    "definition",
    "verification_source",
    "frequency",
    "accumulation",
    "institution_id",
)
YES = "da"
TO_BE_SET = "de-stabilit"


def copy_indicators(copies: Mapping[int, Element], *, by) -> None:
    """Copy the indicators of elements to their copies in the same plan, without targets."""
    for row in Indicator.objects.filter(element__in=copies).order_by("position", "pk"):
        copy = Indicator(plan_id=row.plan_id, element=copies[row.element_id], **_definition_values(row))
        copy._history_user = by
        copy.save()


def indicators_to_carry(plan: Plan, elements: Collection[int]) -> QuerySet[Indicator]:
    """Return those of the whole plan and of some elements, by number; what was retired is not promised again."""
    of_these = Q(element=None) | Q(element__in=elements)
    return plan.indicators.filter(of_these, retired_on=None).order_by("number")


def succession_offers(plan: Plan, elements: Collection[int]) -> list[SuccessionOffer]:
    """Return what its successor may take of the plan's indicators and of those elements'; nothing where none are."""
    rows = indicators_to_carry(plan, elements)
    indicators = rows.count()
    if not indicators:
        return []
    targets = Target.objects.in_force().filter(indicator__in=rows.order_by()).count()
    found = [
        SuccessionOffer(
            name="indicatori",
            label="Indicatori",
            hint="Fiecare știe ce indicator continuă. Valoarea acceptată pentru întreaga perioadă promisă îi devine "
            "valoare de referință, pe care o confirmați în planul nou.",
            answers=((YES, count(indicators, "indicator", "indicatori")), ("", "Niciun indicator")),
        )
    ]
    if targets:
        found.append(
            SuccessionOffer(
                name="tinte",
                label="Ținte",
                hint="O țintă veche nu se copiază ca promisiune nouă: valoarea o stabiliți în planul nou.",
                answers=(
                    (TO_BE_SET, f"{count(targets, 'țintă', 'ținte')} de stabilit, pe perioadele mutate"),
                    ("", "Nicio țintă"),
                ),
            )
        )
    return found


def copy_to_successor(
    source: Plan, target: Plan, copies: Mapping[int, Element], *, chosen: Mapping[str, str], by
) -> None:
    """Copy a plan's indicators to its new successor, the last accepted values as baselines to be confirmed."""
    if chosen.get("indicatori") != YES:
        return
    rows = list(indicators_to_carry(source, copies))
    found = baselines.starting_values(source, rows)
    made = []
    for number, row in enumerate(rows, start=1):
        copy = Indicator(plan=target, number=number, element=copies.get(row.element_id), **_definition_values(row))
        carry_on(row, copy, found[row.pk])
        made.append(copy)
    bulk_create_with_history(made, by=by, reason=REASON)
    if chosen.get("tinte") == TO_BE_SET:
        bulk_create_with_history(list(targets_to_set(source, target, made)), by=by, reason=REASON)


def carry_on(row: Indicator, copy: Indicator, found: StartingValue) -> None:
    """Let a new indicator continue another; what its reports give to start from is a baseline to be confirmed."""
    copy.continues = row
    if taken := baselines.taken_baseline(found):
        copy._change_reason = baselines.TAKEN_REASON
        copy.baseline_value, copy.baseline_period, copy.baseline_source = taken


def targets_to_set(source: Plan, target: Plan, indicators: Collection[Indicator]) -> Iterator[Target]:
    """Yield a target to be set for each period, moved into the new plan's, for which a continued indicator has one."""
    renewal = Renewal((source.period_start, source.period_end), (target.period_start, target.period_end))
    copies = {copy.continues_id: copy for copy in indicators}
    found = Target.objects.in_force().filter(indicator__in=copies).order_by("indicator", "period_start", "pk")
    # Two periods cut to the new plan's may become one.
    wanted = {
        (pk, *renewed_period(*days, renewal)): None
        for pk, *days in found.values_list("indicator", "period_start", "period_end")
    }
    for pk, start, end in wanted:
        yield Target(indicator=copies[pk], kind=Target.TargetKind.TO_BE_SET, period_start=start, period_end=end)


def renewed_period(start: date, end: date, renewal: Renewal) -> tuple[date, date]:
    """Return the period that takes the place of a promised one, cut to the new plan's."""
    first, last = renewal.new
    return tuple(min(max(renewal.day(day), first), last) for day in (start, end))


def _definition_values(row: Indicator) -> dict:
    return {name: getattr(row, name) for name in DEFINITION_FIELDS}
