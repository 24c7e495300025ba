"""The parts of a plan that are not in its tree: its own data, sections, levels, acts, budget, signatories."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans import permissions
from plans.forms.layout import laid_out
from plans.forms.parts import part_form, plan_form
from plans.models import Level, Plan, Section, StaleSave
from plans.views.workspace import pages, parts_budget
from plans.views.workspace.conflicts import overtaken
from plans.views.workspace.finding import plan_to_read, plan_to_write
from plans.views.workspace.pages import page
from plans.views.workspace.parts_kinds import KINDS, Kind, kind_of, kind_or_404
from plans.views.workspace.parts_removing import removal
from plans.views.workspace.parts_saving import added, only_rearranges, opened, saved_or_refused, seen_version
from plans.writing import part_order

AGAIN = "again"


@require_safe
@login_required
def parts(request, slug):
    """Show the plan's own data and all its parts, each kind in its order."""
    plan = plan_to_read(request.user, slug)
    lists = [(kind, list(rows_of(plan, kind))) for kind in KINDS]
    budget = next(rows for kind, rows in lists if kind.address == "buget")
    context = {"title": "Părțile planului", "lists": lists, "budget_checks": parts_budget.checks(budget)}
    return page(request, plan, "parts", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def details(request, slug):
    """Change the plan's own data."""
    plan = plan_to_write(request.user, slug)
    form_class = plan_form(plan, owners=permissions.editable_institutions(request.user))
    form, is_saved = form_class(instance=plan), False
    if request.method == "POST":
        form, is_saved = saved_or_refused(request, form_class, plan, plan)
    if is_saved:
        messages.success(request, "Datele planului sunt salvate.")
        return redirect("work:parts", Plan.objects.get(pk=plan.pk).slug)
    # What was refused does not name the page.
    plan = Plan.objects.select_related("owner", "reviewer").get(pk=plan.pk)
    return page(request, plan, "part", {"title": "Datele planului", "form": laid_out(form)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_part(request, slug, kind):
    """Add a part as the last of its kind."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    form_class = part_form(kind.model, plan)
    form = form_class(request.POST or None, instance=kind.model(plan=plan), initial=kind.beginning(plan))
    if request.method == "POST" and not only_rearranges(form):
        row = added(request, form)
        if row is not None:
            messages.success(request, kind.saved)
            return redirect(request.path if AGAIN in request.POST else place(row))
    context = {"title": kind.new, "form": laid_out(form), "kind": kind, "opened": opened(request)}
    return page(request, plan, "part", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def part(request, slug, kind, pk):
    """Change a part."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    row = part_of(plan, kind, pk)
    form_class = part_form(kind.model, plan)
    form, is_saved = form_class(instance=row), False
    if request.method == "POST":
        form, is_saved = saved_or_refused(request, form_class, row, plan)
    if is_saved:
        messages.success(request, kind.saved)
        return redirect(place(row))
    context = {"title": str(part_of(plan, kind, pk)), "form": laid_out(form), "kind": kind, "row": row}
    return page(request, plan, "part", context)


@require_POST
@login_required
def shift_part(request, slug, kind, pk):
    """Move a part one place up or down among those of its kind."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    row, down = part_of(plan, kind, pk), "down" in request.POST
    try:
        part_order.shift(row, by=request.user, version=seen_version(request), down=down)
    except StaleSave:
        return overtaken(request, plan, row, action="Mută mai jos" if down else "Mută mai sus")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect(place(row))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_part(request, slug, kind, pk):
    """Show what would go with a part, and on request take it out of the plan."""
    plan, kind = plan_to_write(request.user, slug), kind_or_404(kind)
    return removal(request, plan, part_of(plan, kind, pk), back=address_of(plan, kind), kind=kind)


def rows_of(plan: Plan, kind: Kind):
    """Return the plan's rows of one kind, each with what the list says of it."""
    rows = kind.model.objects.filter(plan=plan).order_by("position", "pk")
    if kind.model is Level:
        return rows.select_related("parent").annotate(elements_count=Count("elements"))
    return rows.select_related("level") if kind.model is Section else rows


def part_of(plan: Plan, kind: Kind, pk: int):
    """Return a part of the plan; 404 for one of another plan."""
    return get_object_or_404(kind.model.objects.filter(plan=plan), pk=pk)


def address_of(plan: Plan, kind: Kind) -> str:
    """Return the address of the list of one kind."""
    return f"{reverse('work:parts', args=[plan.slug])}#{kind.address}"


def place(row) -> str:
    """Return where in its list a part stands."""
    return f"{reverse('work:parts', args=[row.plan.slug])}#{kind_of(type(row)).address}-{row.pk}"


def _page_of(row) -> str:
    return reverse("work:part", args=[row.plan.slug, kind_of(type(row)).address, row.pk])


# What a plan lacks is most often one of its parts.
pages.PLACES[Plan] = lambda plan: reverse("work:parts", args=[plan.slug])
for _kind in KINDS:
    pages.PLACES[_kind.model] = _page_of
