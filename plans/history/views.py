"""Who changed what in a plan, word by word, and going back to what was."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans import permissions
from plans.history import restoring
from plans.history.entries import history_entries
from plans.history.forms import HistoryForm, HistoryStreamForm, PastHistoryForm
from plans.history.grouping import group_by_day
from plans.history.registry import TRACKED_MODELS
from plans.models import Element, Plan
from plans.stand_ins import acting_names
from plans.workspace.frame import page
from plans.workspace.lookups import element_of, plan_to_read, plan_to_write
from portal import navigation
from portal.text import whole_number
from portal.versioning import Conflict

ONE_DAY = datetime.timedelta(days=1)


@require_safe
@login_required
def plan_history(request, slug):
    """Show what happened in the whole plan, the newest first; to who held a role once, until its end."""
    remembered = permissions.remembered_plans(request.user).get(slug)
    if remembered is not None:
        return past_history(request, remembered)
    plan = plan_to_read(request.user, slug)
    context = {"title": "Istoric", **history_page(request.user, plan, HistoryForm(request.GET, plan))}
    return page(request, plan, "plans/history/history.html", context)


def past_history(request, remembered: permissions.RememberedPlan):
    """Show what had happened in a plan when the person's role ended, in the words of then."""
    plan, end = remembered.plan, remembered.end
    form = PastHistoryForm(request.GET, plan, end)
    days = group_by_day(history_entries(form.page.object_list, None, until=end, names=acting_names(plan)))
    context = {"title": "Istoric", "plan": plan, "last_day": end - ONE_DAY, "form": form, "days": days}
    return navigation.page(request, "plans/history/past_history.html", context)


@require_safe
@login_required
def element_history(request, slug, pk):
    """Show what happened to one element and to what hangs on it."""
    plan = plan_to_read(request.user, slug)
    element = element_of(plan, pk)
    newest = element.history.values_list("pk", flat=True).first()
    context = {"title": "Istoricul elementului", "tab": "istoric/", "element": element, "newest": newest}
    return page(
        request,
        plan,
        "plans/history/element_history.html",
        context | history_page(request.user, plan, HistoryStreamForm(request.GET, plan, element)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revert_to_record(request, slug, kind, record):
    """Show what going back to an earlier state of a row would change now; go back."""
    plan = plan_to_write(request.user, slug)
    found = record_of(plan, kind, record)
    row = found.instance_type._base_manager.filter(pk=found.id).first()
    sent = request.POST if request.method == "POST" else request.GET
    names = fields_to_restore(TRACKED_MODELS[kind], sent.get("camp", ""))
    problems = apply_revert(request, found, sent) if request.method == "POST" else []
    if request.method == "POST" and not problems:
        messages.success(request, f"S-a readus din istoric: „{TRACKED_MODELS[kind].row_name(found)}”.")
        return redirect(history_url(plan, found))
    changes = restoring.changes_to_restore(found, row, names) if row else ()
    context = {
        "title": "Readuceți ce era înainte",
        "tab": "istoric/",
        "kind": TRACKED_MODELS[kind],
        "record": found,
        "named": TRACKED_MODELS[kind].row_name(found),
        "row": row,
        "field": sent.get("camp", ""),
        "changes": changes,
        "obstacles": restoring.obstacles(found, row, names) if changes else [],
        "submission": plan.submissions.open().first(),
        "problems": problems,
        "back": history_url(plan, found),
    }
    return page(request, plan, "plans/history/go_back.html", context, status=409 if problems else 200)


def apply_revert(request, record, sent) -> list[str]:
    """Put back what was asked for; return why not, in sentences, when it cannot be."""
    version, name = whole_number(sent.get("seen_version"), digits=9) or 0, sent.get("camp", "")
    try:
        if name:
            restoring.restore_field(record, name, by=request.user, version=version)
        else:
            restoring.restore_state(record, by=request.user, version=version)
    except Conflict:
        return ["Între timp, altcineva a salvat aici. Nu s-a schimbat nimic. Vedeți mai jos ce s-ar schimba acum."]
    except ValidationError as refused:
        return refused.messages
    return []


def record_of(plan: Plan, kind: str, key: int):
    """Return a record of the plan's history; 404 for one of another plan, and for what is not put back this way."""
    if kind not in TRACKED_MODELS or not TRACKED_MODELS[kind].restorable:
        raise Http404
    return get_object_or_404(TRACKED_MODELS[kind].records(plan).exclude(history_type="-"), history_id=key)


def fields_to_restore(kind, field: str) -> list[str]:
    """Return the names of the fields to put back: the one that was asked for, or all; 404 for any other."""
    names = kind.restorable_names()
    if field and field not in names:
        raise Http404
    return [field] if field else names


def history_url(plan: Plan, record) -> str:
    """Return the address of the history that tells of the record."""
    if record.instance_type is Element and Element.objects.filter(pk=record.id).exists():
        return reverse("plans:element_history", args=[plan.slug, record.id])
    return reverse("plans:history", args=[plan.slug])


def history_page(user, plan: Plan, form: HistoryStreamForm) -> dict:
    """Return the page of the stream that the address asks for, as the user may follow it."""
    root, may_edit = reverse("plans:plan", args=[plan.slug]), permissions.may_edit(user, plan)
    entries = history_entries(form.page.object_list, root, names=acting_names(plan), may_edit=may_edit)
    return {"days": group_by_day(entries), "form": form}
