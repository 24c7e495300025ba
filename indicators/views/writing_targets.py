"""The targets of one indicator of a working plan: promised, changed, taken back while nobody has seen them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from indicators import targets
from indicators.forms.targets import TargetForm, groups_of, target_form
from indicators.models import Indicator, Target
from indicators.views import writing_words
from indicators.views.writing import place_of_indicator, place_of_target
from indicators.views.writing_indicators import indicator_of
from plans.forms.layout import laid_out
from plans.forms.versioned import SEEN
from plans.models import StaleSave
from plans.views.workspace.conflicts import overtaken
from plans.views.workspace.finding import plan_to_write
from plans.views.workspace.pages import page
from plans.views.workspace.parts_saving import opened, opened_at, seen_version
from plans.writing import part_order


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_target(request, slug, pk):
    """Promise something of an indicator for a period."""
    plan = plan_to_write(request.user, slug)
    row = indicator_of(plan, pk)
    initial = {"period_start": plan.period_start, "period_end": plan.period_end}
    form = target_form(row, asks_why=False)(request.POST or None, instance=Target(indicator=row), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            target = targets.promise(form.instance, by=request.user, plan=plan, since=opened_at(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Ținta este adăugată.")
            return redirect(place_of_target(target))
    return _shown(request, plan, row, form, title="Țintă nouă", opened=opened(request))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def target(request, slug, pk, target):
    """Change a target; one that the public has seen is replaced by what is typed."""
    plan = plan_to_write(request.user, slug)
    row = indicator_of(plan, pk)
    data, stored = sent_of(request, target_of(row, target))
    if data is None and stored.pk != target:
        return redirect("indicators:work_target", plan.slug, row.pk, stored.pk)
    form, is_saved = form_of(row, stored, data), False
    if data is not None:
        form, is_saved = saved_or_refused(request, row, form)
    if is_saved:
        messages.success(request, "Ținta este salvată.")
        return redirect(place_of_target(form.instance))
    return _shown(request, plan, row, form, title="Schimbarea țintei", target=Target.objects.get(pk=stored.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_target(request, slug, pk, target):
    """Take back a target that the public has not seen."""
    plan = plan_to_write(request.user, slug)
    row = indicator_of(plan, pk)
    stored = target_of(row, target)
    if request.method == "POST":
        try:
            targets.take_back(stored, by=request.user, plan=plan, version=seen_version(request))
        except StaleSave:
            return overtaken(request, plan, stored, action="Șterge")
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        else:
            messages.success(request, "Ținta s-a șters. Se poate pune la loc din istoricul planului.")
        return redirect(place_of_indicator(row))
    must_stay = bool(stored.replaced_on) or stored.is_published
    context = {"title": "Ștergeți ținta?", "indicator": row, "target": stored, "must_stay": must_stay}
    context["words"] = writing_words.promised(row, stored)
    return page(request, plan, "indicators/writing/remove_target.html", context)


def target_of(indicator: Indicator, pk: int) -> Target:
    """Return a target of the indicator; 404 for one of another indicator."""
    return get_object_or_404(indicator.targets.select_related("indicator__plan"), pk=pk)


def sent_of(request, stored: Target):
    """Return what was sent and the target it is about: where that one was replaced, the one that took its place."""
    data = request.POST if request.method == "POST" else None
    if stored.replaced_on is None:
        return data, stored
    now = targets.successor(stored)
    if now is None:
        raise Http404
    if data is not None:
        # What was typed over the old one is shown beside the new one, never saved over it unseen.
        data = data.copy()
        data[SEEN] = "0"
    return data, now


def form_of(indicator: Indicator, stored: Target, data=None) -> TargetForm:
    """Return the form of a target in force; it asks why where the public has seen it."""
    return target_form(indicator, asks_why=stored.is_published)(data, instance=stored)


def saved_or_refused(request, indicator: Indicator, form: TargetForm) -> tuple[TargetForm, bool]:
    """Save the form; where someone else saved in the same moment, return the form that says so."""
    if not form.is_valid():
        return form, False
    try:
        part_order.change(form.instance, form.save, by=request.user, plan=indicator.plan)
    except ValidationError as refused:
        form.add_error(None, refused)
        return form, False
    except StaleSave:
        data, stored = sent_of(request, Target.objects.get(pk=form.instance.pk))
        form = form_of(indicator, stored, data)
        form.is_valid()
        return form, False
    return form, True


def _shown(request, plan, indicator, form, **context):
    context |= {"form": laid_out(form, groups_of(form)), "indicator": indicator}
    return page(request, plan, "indicators/writing/target.html", context)
