"""What is done with an element as a whole: moved, copied, taken out; each says what it saw."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_POST

from plans.editing.conflicts import conflict_response
from plans.editing.elements import actions as element_actions
from plans.editing.elements.editor_page import render_outline, search_parents
from plans.editing.elements.views import element_url
from plans.editing.removal_page import DEPENDENTS_CHANGED, removal_context, seen_lock
from plans.editing.removed_elements import element_or_removed
from plans.editing.saving import seen_version
from plans.editing.trash import actions as trash_actions
from plans.models import Element, Plan
from plans.outline import PK
from plans.workspace.lookups import element_of, plan_to_write
from portal.text import whole_number
from portal.versioning import Conflict

# What a form says of the place that was chosen.
WHERE = {"sub", "dupa"}
MOVE, COPY, REMOVE = "Mută", "Copiază", "Șterge"


@require_POST
@login_required
def shift_element(request, slug, pk):
    """Move an element one place up or down."""
    plan, row, down = *plan_and_element(request, slug, pk), "down" in request.POST
    try:
        moved = element_actions.shift(row, by=request.user, version=seen_version(request), down=down)
        messages.success(request, position_in_words(moved))
    except Conflict:
        return conflict_response(request, plan, row, action="Mută mai jos" if down else "Mută mai sus")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect(f"{element_url(row)}?mutat={'jos' if down else 'sus'}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move_element(request, slug, pk):
    """Ask under what and after what an element goes, and move it there."""
    plan, row = plan_and_element(request, slug, pk)
    if request.method != "POST":
        return render_move(request, plan, row)
    try:
        parent, after = (submitted_element(plan, request.POST.get(name)) for name in ("sub", "dupa"))
        moved = element_actions.move(row, by=request.user, version=seen_version(request), parent=parent, after=after)
    except Conflict:
        return conflict_response(request, plan, row, action=MOVE)
    except ValidationError as refused:
        return render_move(request, plan, element_of(plan, row.pk), errors=refused.messages)
    messages.success(request, f"„{Truncator(moved).chars(60)}” s-a mutat {place_in_words(moved)}.")
    return redirect(element_url(moved))


def render_move(request, plan: Plan, row: Element, errors=()) -> HttpResponse:
    """Return the page that asks where an element goes and, once it is chosen, shows it there to be confirmed."""
    sent = request.POST if request.method == "POST" else request.GET
    parent = target_parent(plan, row, whole_number(sent.get("sub")))
    beside = [one[PK] for one in element_actions.siblings(row.level, parent) if one[PK] != row.pk]
    rows = Element.objects.select_related("level").in_bulk(beside)
    order = [rows[pk] for pk in beside]
    place = chosen_place(beside, sent)
    is_chosen = sent.get("sub", "") == (str(parent.pk) if parent else "") and not sent.keys().isdisjoint(WHERE)
    question = request.GET.get("cauta", "").strip()[:200]
    context = {
        "errors": errors,
        "parent": parent,
        "beside": order,
        "before": order[place - 1] if place else None,
        "following": order[place] if place < len(order) else None,
        "is_chosen": is_chosen and not errors,
        "parents": search_parents(plan, row, question) if row.level.parent_id else [],
        "asked": question,
    }
    return render_outline(request, plan, "move", context, element=row)


def chosen_place(beside: list[int], sent) -> int:
    """Return the place among siblings that a form names: after one of them, else as the first, else as the last."""
    if sent.get("dupa") == "":
        return 0
    after = whole_number(sent.get("dupa"))
    return beside.index(after) + 1 if after in beside else len(beside)


def place_in_words(row: Element) -> str:
    """Say where an element stands: under what, between which."""
    order = [one[PK] for one in element_actions.siblings(row.level, row.parent)]
    place = order.index(row.pk)
    near = Element.objects.select_related("level").in_bulk(order[max(0, place - 1) : place + 2])
    before, after = (near.get(order[at]) if 0 <= at < len(order) else None for at in (place - 1, place + 1))
    under = f"sub „{Truncator(row.parent).chars(60)}”, " if row.parent else ""
    names = [f"„{Truncator(one).chars(40)}”" for one in (before, after) if one]
    if len(names) == 2:
        return f"{under}între {names[0]} și {names[1]}"
    if before:
        return f"{under}ultimul, după {names[0]}"
    return f"{under}primul, înainte de {names[0]}" if after else f"{under}singurul"


@require_POST
@login_required
def duplicate_element(request, slug, pk):
    """Copy an element with all that hangs on it."""
    plan, row = plan_and_element(request, slug, pk)
    try:
        uid = uuid.UUID(request.POST.get("uid", ""))
        copy = element_actions.duplicate(row, by=request.user, version=seen_version(request), uid=uid)
    except Conflict:
        return conflict_response(request, plan, row, action=COPY)
    except (ValueError, IntegrityError):
        messages.warning(request, "Nu s-a copiat nimic: apăsați din nou butonul „Copiază”.")
        return redirect(element_url(row))
    messages.success(request, f"S-a făcut copia „{copy}”, fără cod. Schimbați-i titlul și dați-i un cod.")
    return redirect(element_url(copy))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_element(request, slug, pk):
    """Show what hangs on an element, and on request take it out of the plan with all of it."""
    plan, row = plan_and_element(request, slug, pk)
    if request.method != "POST":
        return render_outline(request, plan, "remove", removal_context(row), element=row)
    try:
        removal = trash_actions.remove(row, by=request.user, plan=plan, **seen_lock(request))
    except Conflict:
        return conflict_response(request, plan, row, action=REMOVE)
    except trash_actions.DependentsChanged:
        messages.warning(request, DEPENDENTS_CHANGED)
        return redirect(request.path)
    except trash_actions.Protected:
        messages.warning(request, "Nu s-a șters nimic: de acest element depinde altceva. Vedeți mai jos.")
        return redirect(request.path)
    above = element_url(row.parent) if row.parent else reverse("plans:plan", args=[plan.slug])
    return redirect(f"{above}?sters={removal.pk}")


def position_in_words(row: Element) -> str:
    """Say which of its siblings an element is now."""
    order = [one[PK] for one in element_actions.siblings(row.level, row.parent)]
    place = order.index(row.pk) + 1
    name = row.printed_code or Truncator(row.title).chars(60)
    return f"„{name}” este acum {'primul' if place == 1 else f'al {place}-lea'} din {len(order)}."


def target_parent(plan: Plan, row: Element, chosen: int | None) -> Element | None:
    """Return the chosen element of the level above; where none such is chosen, the one that it stands under."""
    above = Element.objects.filter(level__plan=plan, level=row.level.parent_id).select_related("level")
    return above.filter(pk=chosen).first() or row.parent


def plan_and_element(request, slug, pk) -> tuple[Plan, Element]:
    """Return the plan and the element, as it was last when it was removed meanwhile."""
    plan = plan_to_write(request.user, slug)
    row = element_or_removed(plan, pk) if request.method == "POST" else element_of(plan, pk)
    return plan, row


def submitted_element(plan: Plan, pk: str | None) -> Element | None:
    """Return the element of the plan that a form names, if it names one; raise ValidationError when it is not there."""
    if not pk:
        return None
    row = Element.objects.filter(level__plan=plan, pk=whole_number(pk)).select_related("level").first()
    if row is None:
        raise ValidationError("Locul ales nu mai este în plan. Alegeți din nou.")
    return row
