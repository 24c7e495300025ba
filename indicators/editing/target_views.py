"""The targets of one indicator of a working plan: promised, changed, taken back while nobody has seen them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from indicators.editing import sentences, targets
from indicators.editing.indicator_list import indicator_edit_url, target_edit_url
from indicators.editing.target_forms import TargetForm, field_groups, target_form_class
from indicators.editing.views import indicator_or_404
from indicators.models import Indicator, Target
from indicators.target_periods import period_warnings
from plans.editing.conflicts import conflict_response
from plans.editing.saving import opening_time, opening_time_text, seen_version
from plans.editing.settings import actions as setting_actions
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_write
from portal.forms.layout import set_layout
from portal.forms.seen import SEEN_VERSION
from portal.forms.versioned import save_versioned_form
from portal.versioning import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_target(request, slug, pk):
    """Promise something of an indicator for a period."""
    plan = plan_to_write(request.user, slug)
    row = indicator_or_404(plan, pk)
    initial = {"period_start": plan.period_start, "period_end": plan.period_end}
    form = target_form_class(row, asks_why=False)(request.POST or None, instance=Target(indicator=row), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            target = targets.add_target(form.instance, by=request.user, plan=plan, since=opening_time(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Ținta este adăugată.")
            warn_of_period(request, target)
            return redirect(target_edit_url(target))
    return _render_target(request, plan, row, form, title="Țintă nouă", opened=opening_time_text(request))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_target(request, slug, pk, target):
    """Change a target; one that the public has seen is replaced by what is typed."""
    plan = plan_to_write(request.user, slug)
    row = indicator_or_404(plan, pk)
    data, stored = data_and_target(request, target_or_404(row, target))
    if data is None and stored.pk != target:
        return redirect("indicators:work_target", plan.slug, row.pk, stored.pk)
    form, is_saved = edit_target_form(row, stored, data), False
    if data is not None:
        form, is_saved = save_target(request, row, form)
    if is_saved:
        messages.success(request, "Ținta este salvată.")
        warn_of_period(request, form.instance)
        return redirect(target_edit_url(form.instance))
    return _render_target(request, plan, row, form, title="Schimbarea țintei", target=Target.objects.get(pk=stored.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_target(request, slug, pk, target):
    """Take back a target that the public has not seen."""
    plan = plan_to_write(request.user, slug)
    row = indicator_or_404(plan, pk)
    stored = target_or_404(row, target)
    if request.method == "POST":
        try:
            targets.remove_target(stored, by=request.user, plan=plan, version=seen_version(request))
        except Conflict:
            return conflict_response(request, plan, stored, action="Șterge")
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        else:
            messages.success(request, "Ținta s-a șters. Se poate pune la loc din istoricul planului.")
        return redirect(indicator_edit_url(row))
    context = {"title": "Ștergeți ținta?", "indicator": row, "target": stored, "must_stay": stored.must_stay}
    context["words"] = sentences.target_sentence(row, stored)
    return page(request, plan, "indicators/editing/remove_target.html", context)


def target_or_404(indicator: Indicator, pk: int) -> Target:
    """Return a target of the indicator; 404 for one of another indicator."""
    return get_object_or_404(indicator.targets.select_related("indicator__plan"), pk=pk)


def data_and_target(request, stored: Target):
    """Return what was sent and the target it is about: where that one was replaced, the one that took its place."""
    data = request.POST if request.method == "POST" else None
    if stored.replaced_on is None:
        return data, stored
    now = targets.replacement_target(stored)
    if now is None:
        raise Http404
    if data is not None:
        # What was typed over the old one is shown beside the new one, never saved over it unseen.
        data = data.copy()
        data[SEEN_VERSION] = "0"
    return data, now


def edit_target_form(indicator: Indicator, stored: Target, data=None) -> TargetForm:
    """Return the form of a target in force; it asks why where the public sees a change."""
    return target_form_class(indicator, asks_why=stored.must_stay)(data, instance=stored)


def save_target(request, indicator: Indicator, form: TargetForm) -> tuple[TargetForm, bool]:
    """Save the form; where someone else saved in the same moment, return the form that says so."""

    def remake() -> TargetForm:
        data, stored = data_and_target(request, Target.objects.get(pk=form.instance.pk))
        return edit_target_form(indicator, stored, data)

    return save_versioned_form(
        form, lambda: setting_actions.change(form.instance, form.save, by=request.user, plan=indicator.plan), remake
    )


def warn_of_period(request, target: Target) -> None:
    """Say what of the period of a saved target should give pause."""
    others = target.indicator.targets.in_force()
    for message in period_warnings(target, target.indicator.plan, others):
        messages.warning(request, message)


def _render_target(request, plan, indicator, form, **context):
    context |= {"form": set_layout(form, field_groups(form)), "indicator": indicator}
    return page(request, plan, "indicators/editing/target.html", context)
