"""One indicator of a working plan: added, changed, moved in its cell, taken out."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indicators.editing import actions as editing_actions
from indicators.editing import sentences
from indicators.editing.forms import (
    GROUPS,
    EditIndicatorForm,
    IndicatorListForm,
    NewIndicatorForm,
    indicator_form_class,
)
from indicators.editing.indicator_list import indicator_edit_url
from indicators.models import Indicator
from plans.editing.conflicts import conflict_response
from plans.editing.elements.views import RESENT
from plans.editing.removal_page import DEPENDENTS_CHANGED, removal_context, seen_lock
from plans.editing.retirement.views import retirement_page
from plans.editing.saving import seen_version
from plans.editing.trash.actions import DependentsChanged, Protected
from plans.locking import lock_plan
from plans.models import Element, Plan
from plans.workspace import frame
from plans.workspace.frame import page
from plans.workspace.lookups import element_of, plan_to_read, plan_to_write
from portal.forms.layout import set_layout
from portal.forms.versioned import save_versioned_form, show_resent
from portal.versioning import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_indicator(request, slug):
    """Add an indicator to the plan, or to the element that the address names."""
    plan = plan_to_write(request.user, slug)
    element = element_of(plan, request.GET["element"]) if "element" in request.GET else None
    initial = {"uid": uuid.uuid4(), "element": element and element.pk, "joiner": next_joiner(plan, element)}
    form_class = indicator_form_class(NewIndicatorForm)
    form = form_class(request.POST or None, instance=Indicator(plan=plan), initial=initial)
    if request.method == "POST":
        with lock_plan(plan.pk, request.user):
            sent = form.find_duplicate()
            again = edit_indicator_form(sent, request.POST) if sent else None
            if again and show_resent(again):
                messages.warning(request, RESENT.format(name=sent))
                return render_indicator(request, sent, again)
            if sent or form.is_valid():
                return after_adding(request, sent or editing_actions.add_indicator(form.instance, by=request.user))
    context = {"title": "Indicator nou", "form": set_layout(form, GROUPS), "element": element}
    return page(request, plan, "indicators/editing/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_indicator(request, slug, pk):
    """Show an indicator with its targets; those who write the plan change it here."""
    find = plan_to_write if request.method == "POST" else plan_to_read
    plan = find(request.user, slug)
    row = indicator_or_404(plan, pk)
    form, is_saved = save_indicator(request, row) if request.method == "POST" else (edit_indicator_form(row), False)
    return after_saving(request, row) if is_saved else render_indicator(request, row, form)


@require_POST
@login_required
def shift_indicator(request, slug, pk):
    """Move an indicator one place up or down in its cell."""
    plan = plan_to_write(request.user, slug)
    row, down = indicator_or_404(plan, pk), "down" in request.POST
    try:
        editing_actions.shift_indicator(row, by=request.user, version=seen_version(request), down=down)
    except Conflict:
        return conflict_response(request, plan, row, action="Mută mai jos" if down else "Mută mai sus")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect(f"{indicator_list_url(plan)}#indicator-{row.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_indicator(request, slug, pk):
    """Show what would go with an indicator, and on request take it out of the plan."""
    plan = plan_to_write(request.user, slug)
    row = indicator_or_404(plan, pk)
    if request.method == "POST":
        try:
            editing_actions.remove_indicator(row, by=request.user, **seen_lock(request))
        except Conflict:
            return conflict_response(request, plan, row, action="Șterge")
        except DependentsChanged:
            messages.warning(request, DEPENDENTS_CHANGED)
            return redirect(request.path)
        except Protected:
            return redirect(request.path)
        messages.success(request, f"Indicatorul „{row}” s-a șters. Se poate pune la loc din istoricul planului.")
        return redirect(indicator_list_url(plan))
    advice = (
        "Ce s-a raportat sau s-a recomandat despre el trebuie să rămână. Dacă nu se mai urmărește, retrageți-l, de la "
        "pagina lui: nu se mai cere nicio raportare, iar publicul citește de ce."
    )
    context = {"title": f"Ștergeți indicatorul „{row}”?", "row": row, "back": indicator_edit_url(row), "advice": advice}
    return page(request, plan, "plans/editing/remove.html", {**context, **removal_context(row)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def retire_indicator(request, slug, pk):
    """Retire an indicator, or take the retirement back."""
    plan = plan_to_write(request.user, slug)
    row = indicator_or_404(plan, pk)
    return retirement_page(
        request,
        plan,
        row,
        lambda: indicator_or_404(plan, pk),
        back=indicator_edit_url(row),
        tab="indicatori/",
        consequence="Indicatorul nu se mai urmărește din acea zi: nu se mai datorează nicio raportare pentru el.",
    )


def after_adding(request, row: Indicator) -> HttpResponse:
    """Lead to the new indicator's targets, or to the form of one more indicator of the same element."""
    if "save_next" not in request.POST:
        messages.success(request, "Indicatorul este adăugat. Spuneți acum ce țintă are.")
        return redirect(indicator_edit_url(row))
    messages.success(request, f"S-a adăugat „{row}”, încă fără țintă. Scrieți următorul.")
    under = f"?element={row.element_id}" if row.element_id else ""
    return redirect(reverse("indicators:work_new_indicator", args=[row.plan.slug]) + under)


def after_saving(request, row: Indicator) -> HttpResponse:
    """Lead to the saved indicator, or to the next one as the plan reads them."""
    if "save_next" not in request.POST:
        messages.success(request, "Indicatorul este salvat.")
        return redirect(request.path)
    order = [pk for pk, _element in IndicatorListForm({}, row.plan).rows]
    following = order[order.index(row.pk) + 1 :][:1]
    if not following:
        messages.success(request, f"S-a salvat „{row}”. Era ultimul indicator al planului.")
        return redirect(f"{indicator_list_url(row.plan)}#indicator-{row.pk}")
    messages.success(request, f"S-a salvat „{row}”. Acesta este următorul indicator.")
    return redirect("indicators:work_indicator", row.plan.slug, following[0])


def render_indicator(request, row: Indicator, form: EditIndicatorForm) -> HttpResponse:
    """Return the page of an indicator as it is stored, with a form of it."""
    row = indicator_or_404(row.plan, row.pk)
    context = {"title": row.title, "form": set_layout(form, GROUPS), "indicator": row, **indicator_context(row)}
    return page(request, row.plan, "indicators/editing/indicator.html", context)


def indicator_or_404(plan: Plan, pk: int) -> Indicator:
    """Return an indicator of the plan; 404 for one of another plan."""
    rows = plan.indicators.select_related("plan", "institution", "element__level__plan")
    return get_object_or_404(rows, pk=pk)


def edit_indicator_form(row: Indicator, data=None) -> EditIndicatorForm:
    """Return the form of an indicator that is in the plan."""
    return indicator_form_class(EditIndicatorForm)(data, instance=row)


def save_indicator(request, row: Indicator) -> tuple[EditIndicatorForm, bool]:
    """Save what was sent; where someone else saved in the same moment, the form says so."""
    form = edit_indicator_form(row, request.POST)
    return save_versioned_form(
        form,
        lambda: editing_actions.change_indicator(
            form.instance, form.save, by=request.user, is_moved="element" in form.touched_fields
        ),
        lambda: edit_indicator_form(indicator_or_404(row.plan, row.pk), request.POST),
    )


def indicator_context(row: Indicator) -> dict:
    """Return what the page of an indicator says of it: what it asks, its targets in force and those replaced."""
    targets = [(target, sentences.target_sentence(row, target)) for target in row.targets.select_related("act")]
    return {
        "element_address": frame.edit_url(row.element),
        "sentences": sentences.indicator_sentences(row),
        "warning": sentences.accumulation_warning(row, [target for target, _ in targets if target.replaced_on is None]),
        "targets": [(target, words) for target, words in targets if target.replaced_on is None],
        "former": [(target, words) for target, words in targets if target.replaced_on is not None],
    }


def next_joiner(plan: Plan, element: Element | None) -> str:
    """Return what joins one more indicator to those of an element; a plan's own stand in rows of their own."""
    cell = plan.indicators.filter(element=element).order_by("position", "pk") if element else None
    last = cell.last() if cell is not None else None
    return (last.joiner or ", ") if last else ""


def indicator_list_url(plan: Plan) -> str:
    """Return the address of the plan's list of indicators."""
    return reverse("indicators:work_indicators", args=[plan.slug])
