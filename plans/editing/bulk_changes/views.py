"""The page on which many elements change at once: which, what, every change shown, then all of them or none."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, redirect
from django.views.decorators.http import require_http_methods

from plans.editing.bulk_changes.actions import change_elements, propose_changes, undo_change
from plans.editing.bulk_changes.forms import GROUPS, BulkChangeForm, ElementSelectionForm
from plans.editing.bulk_changes.proposal import ElementProposal
from plans.editing.bulk_changes.undo import operation_records, propose_undo
from plans.models import Plan
from plans.outline import PK
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_write
from portal.forms.layout import set_layout
from portal.romanian import number_with_noun
from portal.text import whole_number
from portal.versioning import Conflict

SEEN = re.compile(r"(?:\b[0-9]{1,15}\.[0-9]{1,9}(?: |\Z))*")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_many(request, slug):
    """Show which elements can be chosen and what may change; show every change; make all that were shown."""
    plan = plan_to_write(request.user, slug)
    selection = ElementSelectionForm(request.GET, plan)
    form = BulkChangeForm(request.POST if request.method == "POST" else None, plan=plan)
    if not form.is_valid():
        return render_selection(request, plan, selection, form)
    if "seen" in request.POST:
        return confirm_changes(request, plan, form)
    keys = chosen_keys(request, selection)
    if not keys:
        form.add_error(None, "Bifați cel puțin un element, sau alegeți toate elementele găsite.")
        return render_selection(request, plan, selection, form)
    return render_preview(request, plan, form, keys)


def render_selection(request, plan: Plan, selection: ElementSelectionForm, form: BulkChangeForm) -> HttpResponse:
    """Return the page with the elements to choose from and what may change in them."""
    context = {
        "title": "Schimbați mai multe elemente deodată",
        "tab": "",
        "form": selection,
        "change": set_layout(form, GROUPS),
        "ticked": set(request.POST.getlist("element")),
    }
    return page(request, plan, "plans/editing/bulk_changes/selection.html", context)


def chosen_keys(request, selection: ElementSelectionForm) -> list[int]:
    """Return the keys of the elements to change, in the order shown: all that were found, or those ticked."""
    found = [row[PK] for row in selection.rows]
    if request.POST.get("choice") == "all":
        return found
    ticked = {whole_number(pk) for pk in request.POST.getlist("element")}
    return [pk for pk in found if pk in ticked]


def confirm_changes(request, plan: Plan, form: BulkChangeForm) -> HttpResponse:
    """Change the elements as they were shown; where they are not as they were, change none and show all again."""
    seen = seen_versions(request)
    if not seen:
        return redirect("plans:bulk_change", plan.slug)
    try:
        changed = change_elements(plan, by=request.user, edit=form.edit, seen=seen)
    except Conflict:
        return render_preview(request, plan, form, list(seen), seen=seen)
    told = number_with_noun(changed, "element s-a schimbat,elemente s-au schimbat")
    messages.success(request, f"{told}. Din istoric puteți anula toată schimbarea sau readuce un singur element.")
    return redirect("plans:plan", plan.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def undo(request, slug, record):
    """Show what taking back a change of many elements would make of each; take it back."""
    plan = plan_to_write(request.user, slug)
    done = get_list_or_404(operation_records(plan, record))[0]
    seen = seen_versions(request) if request.method == "POST" else {}
    if seen:
        try:
            changed = undo_change(plan, by=request.user, record=record, seen=seen)
        except Conflict:
            return render_undo(request, plan, done, seen)
        told = number_with_noun(changed, "element este din nou cum era,elemente sunt din nou cum erau")
        again = "Din istoric puteți anula și această anulare."
        messages.success(request, f"Schimbarea este anulată: {told}. {again}")
        return redirect("plans:history", plan.slug)
    return render_undo(request, plan, done, None)


def render_undo(request, plan: Plan, done, seen: dict[int, int] | None) -> HttpResponse:
    """Return the page that shows what would be as before; `seen` are the versions of an undoing that was refused."""
    proposals = propose_undo(plan, done.history_id)
    context = {"title": "Anulați toată schimbarea", "tab": "istoric/", "done_at": done.history_date}
    context |= proposals_context(proposals, seen)
    context["missing"] = len(set(seen or ()) - {one.element.pk for one in proposals})
    status = 200 if seen is None else 409
    return page(request, plan, "plans/editing/bulk_changes/undo.html", context, status)


def seen_versions(request) -> dict[int, int]:
    """Return the version at which each element was shown, by the element's key; nothing where it is not said so."""
    sent = request.POST.get("seen", "")
    pairs = (pair.split(".") for pair in sent.split()) if SEEN.fullmatch(sent) else ()
    return {int(pk): int(version) for pk, version in pairs}


def proposals_context(proposals: list[ElementProposal], seen: dict[int, int] | None) -> dict:
    """Return what a page shows of proposals; `seen` are the versions of a confirmation that was refused."""
    changing = [one for one in proposals if one.values]
    return {
        "changing": changing,
        "refused": [one for one in proposals if one.refusals],
        "seen": " ".join(f"{one.element.pk}.{one.element.version}" for one in changing),
        "is_overtaken": seen is not None,
        "meanwhile": [one.element for one in proposals if seen and seen.get(one.element.pk) != one.element.version],
    }


def render_preview(request, plan: Plan, form: BulkChangeForm, keys: list[int], *, seen=None) -> HttpResponse:
    """Return the page that shows what would change; `seen` are the versions of a confirmation that was refused."""
    proposals = propose_changes(plan, keys, form.edit)
    context = {
        "title": "Ce s-ar schimba",
        "tab": "",
        "form": form,
        "missing": len(keys) - len(proposals),
        "selection": request.get_full_path(),
        **proposals_context(proposals, seen),
    }
    return page(request, plan, "plans/editing/bulk_changes/preview.html", context, status=200 if seen is None else 409)
