"""The settings of a plan, beside its tree: its own data, sections, levels, acts, budget, signatories."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans import permissions
from plans.editing.conflicts import conflict_response
from plans.editing.plan_removal.actions import may_be_deleted
from plans.editing.removal_page import confirm_removal
from plans.editing.saving import add_row, is_rearranging, opening_time_text, save_form, seen_version
from plans.editing.settings import actions as setting_actions
from plans.editing.settings import budget_checks
from plans.editing.settings.forms import plan_form, setting_form
from plans.editing.settings.kinds import SETTING_KINDS, SettingKind, kind_of, kind_or_404
from plans.extensions import EXTENSIONS
from plans.models import Level, Plan, Section
from plans.workspace import frame
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_read, plan_to_write
from portal.forms.layout import set_layout
from portal.versioning import Conflict

ADD_ANOTHER = "again"


@require_safe
@login_required
def plan_settings(request, slug):
    """Show the plan's own data and all its settings, each kind in its order."""
    plan = plan_to_read(request.user, slug)
    lists = [(kind, list(setting_rows(plan, kind))) for kind in SETTING_KINDS]
    budget = next(rows for kind, rows in lists if kind.address == "buget")
    context = {"title": "Părțile planului", "lists": lists, "budget_checks": budget_checks.budget_checks(budget)}
    context["may_be_deleted"] = may_be_deleted(plan)
    return page(request, plan, "plans/editing/settings/settings.html", context)


def extension_warnings(plan: Plan) -> set[str]:
    """Return what other apps see in the plan that should give pause, such as targets that its period leaves out."""
    found = (problem for extension in EXTENSIONS for problem in extension.problems(plan))
    return {problem.message for problem in found if not problem.is_error}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_details(request, slug):
    """Change the plan's own data."""
    plan = plan_to_write(request.user, slug)
    form_class = plan_form(plan, owners=permissions.editable_institutions(request.user))
    form, is_saved = form_class(instance=plan), False
    if request.method == "POST":
        known = extension_warnings(plan)
        form, is_saved = save_form(request, form_class, plan, plan)
    if is_saved:
        messages.success(request, "Datele planului sunt salvate.")
        for message in sorted(extension_warnings(Plan.objects.get(pk=plan.pk)) - known):
            messages.warning(request, message)
        return redirect("plans:parts", Plan.objects.get(pk=plan.pk).slug)
    # What was refused does not name the page.
    plan = Plan.objects.select_related("owner", "reviewer").get(pk=plan.pk)
    return page(
        request, plan, "plans/editing/settings/setting.html", {"title": "Datele planului", "form": set_layout(form)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_setting(request, slug, kind):
    """Add a setting as the last of its kind."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    form_class = setting_form(kind.model, plan)
    form = form_class(request.POST or None, instance=kind.model(plan=plan), initial=kind.beginning(plan))
    if request.method == "POST" and not is_rearranging(form):
        row = add_row(request, form)
        if row is not None:
            messages.success(request, kind.saved)
            return redirect(request.path if ADD_ANOTHER in request.POST else setting_row_url(row))
    context = {"title": kind.new, "form": set_layout(form), "kind": kind, "opened": opening_time_text(request)}
    return page(request, plan, "plans/editing/settings/setting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_setting(request, slug, kind, pk):
    """Change a setting."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    row = setting_of(plan, kind, pk)
    form_class = setting_form(kind.model, plan)
    form, is_saved = form_class(instance=row), False
    if request.method == "POST":
        form, is_saved = save_form(request, form_class, row, plan)
    if is_saved:
        messages.success(request, kind.saved)
        return redirect(setting_row_url(row))
    context = {"title": str(setting_of(plan, kind, pk)), "form": set_layout(form), "kind": kind, "row": row}
    return page(request, plan, "plans/editing/settings/setting.html", context)


@require_POST
@login_required
def shift_setting(request, slug, kind, pk):
    """Move a setting one place up or down among those of its kind."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    row, down = setting_of(plan, kind, pk), "down" in request.POST
    try:
        setting_actions.shift(row, by=request.user, version=seen_version(request), down=down)
    except Conflict:
        return conflict_response(request, plan, row, action="Mută mai jos" if down else "Mută mai sus")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect(setting_row_url(row))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_setting(request, slug, kind, pk):
    """Show what would go with a setting, and on request take it out of the plan."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    return confirm_removal(request, plan, setting_of(plan, kind, pk), back=setting_list_url(plan, kind), kind=kind)


def setting_rows(plan: Plan, kind: SettingKind):
    """Return the plan's rows of one kind, each with what the list says of it."""
    rows = kind.model.objects.filter(plan=plan).order_by("position", "pk")
    if kind.model is Level:
        return rows.select_related("parent").annotate(elements_count=Count("elements"))
    return rows.select_related("level") if kind.model is Section else rows


def setting_of(plan: Plan, kind: SettingKind, pk: int):
    """A setting of the plan; 404 for one of another plan."""
    return get_object_or_404(kind.model.objects.filter(plan=plan), pk=pk)


def setting_list_url(plan: Plan, kind: SettingKind) -> str:
    """Return the address of the list of one kind."""
    return f"{reverse('plans:parts', args=[plan.slug])}#{kind.address}"


def setting_row_url(row) -> str:
    """Where in its list a setting stands."""
    return f"{reverse('plans:parts', args=[row.plan.slug])}#{kind_of(type(row)).address}-{row.pk}"


def _setting_edit_url(row) -> str:
    return reverse("plans:part", args=[row.plan.slug, kind_of(type(row)).address, row.pk])


def register_edit_urls() -> None:
    """Say where a plan and its settings are changed."""
    frame.register_edit_url(Plan, lambda plan: reverse("plans:parts", args=[plan.slug]))
    for kind in SETTING_KINDS:
        frame.register_edit_url(kind.model, _setting_edit_url)
