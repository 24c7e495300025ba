"""The indicators and targets of a plan that came in from a file, as rows of the new plan."""

import uuid
from collections.abc import Iterable, Iterator, Mapping

from indicators.editing.baselines import starting_values
from indicators.editing.copying import DEFINITION_FIELDS, carry_on, targets_to_set
from indicators.models import Indicator, Target
from plans.document import Document, IndicatorValue
from plans.editing.bulk_create import bulk_create_with_history
from plans.exchange.arrivals.actions import require_fitting
from plans.exchange.arrivals.gaps import is_uid
from plans.models import AdoptionAct, Element, Institution, Plan

OWN_FIELDS = tuple(name for name in DEFINITION_FIELDS if name not in {"position", "institution_id"})
TARGET_FIELDS = (
    "kind",
    "value",
    "upper_value",
    "text",
    "period_start",
    "period_end",
    "replaced_on",
    "reason",
)


def take_in_indicators(
    document: Document,
    plan: Plan,
    elements: Mapping[str, Element],
    *,
    bodies: Mapping[str, Institution],
    continued: Mapping[str, str],
    by,
    reason: str,
) -> None:
    """Write what a document promises into a new plan, whose elements are given by their uids in the document.

    `continued` are the uids of the indicators of the plan before that the document's own continue.
    """
    acts = {act.title: act for act in plan.adoptionact_set.all()}
    rows = list(_indicators(document, plan, elements, bodies, acts))
    if continued:
        _continue_indicators(plan, document, rows, continued)
    for row in rows:
        require_fitting(row, f"Indicatorul {row.number}")
    bulk_create_with_history(rows, by=by, reason=reason)
    targets = [
        target for one, row in zip(document.indicators, rows, strict=True) for target in _targets(one, row, acts)
    ]
    targets += targets_to_set(plan.continues, plan, [row for row in rows if row.continues_id]) if continued else []
    bulk_create_with_history(targets, by=by, reason=reason)


def _indicators(
    document: Document,
    plan: Plan,
    elements: Mapping[str, Element],
    bodies: Mapping[str, Institution],
    acts: Mapping[str, AdoptionAct],
) -> Iterator[Indicator]:
    """Yield the rows of a document's indicators; they keep their uids unless the portal has one of them already."""
    uids = [one.uid for one in document.indicators if is_uid(one.uid)]
    keeps = not any(Indicator.objects.filter(uid__in=uids[at : at + 500]).exists() for at in range(0, len(uids), 500))
    for place, one in enumerate(document.indicators, start=1):
        yield Indicator(
            uid=uuid.UUID(one.uid) if keeps and is_uid(one.uid) else uuid.uuid4(),
            plan=plan,
            number=one.number,
            element=elements.get(one.element),
            position=10 * place,
            institution=one.institution and bodies.get(one.institution.code),
            retired_on=one.retired and one.retired.on,
            retired_reason=one.retired.reason if one.retired else "",
            retired_act=acts.get(one.retired.act) if one.retired else None,
            **{name: getattr(one, name) for name in OWN_FIELDS},
        )


def _continue_indicators(
    plan: Plan, document: Document, rows: Iterable[Indicator], continued: Mapping[str, str]
) -> None:
    before = Indicator.objects.filter(plan=plan.continues_id, uid__in=continued.values())
    old = {str(row.uid): row for row in before}
    found = starting_values(plan.continues, before)
    for one, row in zip(document.indicators, rows, strict=True):
        if one.uid in continued:
            continued_row = old[continued[one.uid]]
            carry_on(continued_row, row, found[continued_row.pk])


def _targets(one: IndicatorValue, row: Indicator, acts: Mapping[str, AdoptionAct]) -> Iterator[Target]:
    for target in (*one.former_targets, *one.targets):
        known = {"set_on": target.set_on} if target.set_on else {}
        made = Target(
            indicator=row,
            act=acts.get(target.act),
            **known,
            **{name: getattr(target, name) for name in TARGET_FIELDS},
        )
        require_fitting(made, f"Ținta indicatorului {one.number}")
        yield made
