"""One indicator of a working plan: added, changed, moved in its cell, taken out."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indicators import arranging
from indicators.forms.indicators import GROUPS, NewIndicatorForm, WritingForm, writing_form
from indicators.models import Indicator
from indicators.views import writing_words
from indicators.views.writing import element_address, place_of_indicator
from plans.forms.layout import laid_out
from plans.models import Element, Plan, StaleSave
from plans.views.workspace.conflicts import overtaken
from plans.views.workspace.finding import element_of, plan_to_read, plan_to_write
from plans.views.workspace.pages import page
from plans.views.workspace.parts_removing import OTHERWISE, seen, told
from plans.views.workspace.parts_saving import seen_version
from plans.writing.removing import HangsOtherwise, Protected


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_indicator(request, slug):
    """Add an indicator to the plan, or to the element that the address names."""
    plan = plan_to_write(request.user, slug)
    element = element_of(plan, request.GET["element"]) if "element" in request.GET else None
    initial = {"uid": uuid.uuid4(), "element": element and element.pk, "joiner": next_joiner(plan, element)}
    form_class = writing_form(NewIndicatorForm)
    form = form_class(request.POST or None, instance=Indicator(plan=plan), initial=initial)
    if request.method == "POST" and form.is_valid():
        row = arranging.add(form.instance, by=request.user)
        messages.success(request, "Indicatorul este adăugat. Spuneți acum ce țintă are.")
        return redirect(place_of_indicator(row))
    context = {"title": "Indicator nou", "form": laid_out(form, GROUPS), "element": element}
    return page(request, plan, "indicators/writing/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def indicator(request, slug, pk):
    """Show an indicator with its targets; those who write the plan change it here."""
    find = plan_to_write if request.method == "POST" else plan_to_read
    plan = find(request.user, slug)
    row = indicator_of(plan, pk)
    form, is_saved = saved_or_refused(request, row) if request.method == "POST" else (form_of(row), False)
    if is_saved:
        messages.success(request, "Indicatorul este salvat.")
        return redirect(request.path)
    row = indicator_of(plan, pk)
    context = {"title": row.title, "form": laid_out(form, GROUPS), "indicator": row, **said(row)}
    return page(request, plan, "indicators/writing/indicator.html", context)


@require_POST
@login_required
def shift_indicator(request, slug, pk):
    """Move an indicator one place up or down in its cell."""
    plan = plan_to_write(request.user, slug)
    row, down = indicator_of(plan, pk), "down" in request.POST
    try:
        arranging.shift(row, by=request.user, version=seen_version(request), down=down)
    except StaleSave:
        return overtaken(request, plan, row, action="Mută mai jos" if down else "Mută mai sus")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect(f"{list_address(plan)}#indicator-{row.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_indicator(request, slug, pk):
    """Show what would go with an indicator, and on request take it out of the plan."""
    plan = plan_to_write(request.user, slug)
    row = indicator_of(plan, pk)
    if request.method == "POST":
        try:
            arranging.take_out(row, by=request.user, **seen(request))
        except StaleSave:
            return overtaken(request, plan, row, action="Șterge")
        except HangsOtherwise:
            messages.warning(request, OTHERWISE)
            return redirect(request.path)
        except Protected:
            return redirect(request.path)
        messages.success(request, f"Indicatorul „{row}” s-a șters. Se poate pune la loc din istoricul planului.")
        return redirect(list_address(plan))
    advice = (
        "Ce s-a raportat sau s-a recomandat despre el trebuie să rămână. Dacă nu se mai urmărește, lăsați-l în plan "
        "fără frecvență: nu se mai cere nicio raportare."
    )
    context = {"title": f"Ștergeți indicatorul „{row}”?", "row": row, "back": place_of_indicator(row), "advice": advice}
    return page(request, plan, "part_remove", {**context, **told(row)})


def indicator_of(plan: Plan, pk: int) -> Indicator:
    """Return an indicator of the plan; 404 for one of another plan."""
    rows = plan.indicators.select_related("plan", "institution", "element__level__plan")
    return get_object_or_404(rows, pk=pk)


def form_of(row: Indicator, data=None) -> WritingForm:
    """Return the form of an indicator that is in the plan."""
    return writing_form(WritingForm)(data, instance=row)


def saved_or_refused(request, row: Indicator) -> tuple[WritingForm, bool]:
    """Save what was sent; where someone else saved in the same moment, the form says so."""
    form = form_of(row, request.POST)
    if not form.is_valid():
        return form, False
    try:
        arranging.change(form.instance, form.save, by=request.user, is_moved="element" in form.touched)
    except StaleSave:
        form = form_of(indicator_of(row.plan, row.pk), request.POST)
        form.is_valid()
        return form, False
    return form, True


def said(row: Indicator) -> dict:
    """Return what the page of an indicator says of it: what it asks, its targets in force and those replaced."""
    targets = [(target, writing_words.promised(row, target)) for target in row.targets.select_related("act")]
    return {
        "element_address": element_address(row.element),
        "sentences": writing_words.sentences(row),
        "targets": [(target, words) for target, words in targets if target.replaced_on is None],
        "former": [(target, words) for target, words in targets if target.replaced_on is not None],
    }


def next_joiner(plan: Plan, element: Element | None) -> str:
    """Return what joins one more indicator to those of an element; a plan's own stand in rows of their own."""
    cell = plan.indicators.filter(element=element).order_by("position", "pk") if element else None
    last = cell.last() if cell is not None else None
    return (last.joiner or ", ") if last else ""


def list_address(plan: Plan) -> str:
    """Return the address of the plan's list of indicators."""
    return reverse("indicators:work_indicators", args=[plan.slug])
