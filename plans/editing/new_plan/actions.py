"""A plan begins: blank, in a shape of levels and sections, with nothing in it yet."""

import re
from collections.abc import Mapping
from itertools import count

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from plans import permissions
from plans.editing.bulk_create import bulk_create_with_history
from plans.editing.new_plan.shapes import LevelShape, PlanShape
from plans.models import Level, Plan, Section
from portal.security_log.recording import Occurrence, record_event

REASON = "Plan nou."
IDENTITY = ("slug", "short_title", "title", "subtitle", "owner_id", "reviewer_id", "period_start", "period_end")
# What stands in the workspace where a plan's address would.
RESERVED_SLUGS = {"nou", "cautare", "planuri", "calendar", "zile-libere"}
DASHES = re.compile("[\u2010-\u2015\u2212]")
ADDRESS_TAKEN = "Alt plan are deja această adresă. Scrieți alta."


def begin(plan: Plan, *, by, shape: PlanShape) -> Plan:
    """Save a new plan with the levels and the sections of a shape; the same one sent twice is made once.

    Raises PermissionDenied for who may not write for its owner, ValidationError when its values do not fit.
    """
    with transaction.atomic():
        saved = save_new_plan(plan, by=by, reason=REASON)
        if saved is plan:
            levels = _save_levels(plan, shape.levels, by)
            sections = [
                Section(
                    plan=plan,
                    position=10 * number,
                    heading=section.heading,
                    block=section.block,
                    level=levels.get(section.level),
                    numbered_columns=section.numbered_columns,
                )
                for number, section in enumerate(shape.sections, start=1)
            ]
            bulk_create_with_history(sections, by=by, reason=REASON)
    return saved


def propose_address(plan: Plan, *, by) -> None:
    """Give the plan an address made of its short title; one that no other plan has."""
    # „2016–2020” is two years: slugify would write one number.
    root = slugify(DASHES.sub("-", plan.short_title))[:45].strip("-") or "plan"
    for number in count(1):
        plan.slug = f"{root}-{number}" if number > 1 else root
        try:
            _find_duplicate(plan, by)
        except ValidationError:
            continue
        return


def check_may_begin(user) -> None:
    """Raise PermissionDenied for who may write no institution's plans, and so begin none."""
    if not permissions.editable_institutions(user).exists():
        raise PermissionDenied


def save_new_plan(plan: Plan, *, by, reason: str) -> Plan:
    """Save a new plan and return it; return the stored one when the same person has just sent the same.

    Raises PermissionDenied for who may not write for its owner, ValidationError when its values do not fit.
    """
    if not permissions.editable_institutions(by).filter(pk=plan.owner_id).exists():
        raise PermissionDenied
    # What is compared with what is stored is in the one spelling of all texts.
    plan.clean_fields()
    sent = _find_duplicate(plan, by)
    if sent is not None:
        return sent
    plan.full_clean()
    plan._history_user, plan._change_reason = by, reason
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
            record_event(Occurrence.PLAN_BEGUN, by=by, about=plan.slug, owner=plan.owner.code)
    except IntegrityError as refused:
        # Sent twice at once, or another plan took the address a moment ago.
        sent = _find_duplicate(plan, by)
        if sent is None:
            raise ValidationError({"slug": ADDRESS_TAKEN}) from refused
        return sent
    return plan


def _find_duplicate(plan: Plan, by) -> Plan | None:
    """Return the stored plan with the same address, if the same person began it with the same values."""
    if plan.slug in RESERVED_SLUGS:
        raise ValidationError({"slug": f"Adresa „{plan.slug}” este a portalului. Scrieți alta."})
    stored = Plan.objects.filter(slug=plan.slug).first()
    if stored is None:
        return None
    names = (*IDENTITY, "continues_id")
    beginning = stored.history.filter(history_type="+", history_user=by).first()
    if beginning is None or any(getattr(beginning, name) != getattr(plan, name) for name in names):
        raise ValidationError({"slug": ADDRESS_TAKEN})
    return stored


def _save_levels(plan: Plan, shapes: tuple[LevelShape, ...], by) -> Mapping[str, Level]:
    """Save the levels of a shape, in which a level stands after the one above it; return them by prefix."""
    made: dict[str, Level] = {}
    for number, shape in enumerate(shapes, start=1):
        level = Level(
            plan=plan,
            position=10 * number,
            parent=made.get(shape.parent),
            kind=shape.kind,
            name=shape.name,
            name_plural=shape.name_plural,
            prefix=shape.prefix,
            code_format=shape.code_format,
            columns=[{"field": name, "label": label} for name, label in shape.columns],
        )
        level._history_user, level._change_reason = by, REASON
        level.save()
        made[shape.prefix] = level
    return made
