"""The page before something is taken out of a plan: what would go with it, what would be cut loose, what must stay."""

from collections import defaultdict

from django.apps import apps
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from plans.editing.conflicts import conflict_response
from plans.editing.saving import seen_version
from plans.editing.trash.actions import Dependents, DependentsChanged, Protected, remove
from plans.models import Plan
from plans.workspace import frame
from plans.workspace.frame import page
from portal.forms.seen import SEEN_VERSION
from portal.versioning import Conflict, Versioned

ROWS_LIMIT = 10
# The hidden field that carries what was seen to hang on the row.
FINGERPRINT_FIELD = "seen_hanging"
DEPENDENTS_CHANGED = "Nu s-a șters nimic: între timp s-a schimbat ce se șterge odată cu el. Mai jos este cum stă acum."


def confirm_removal(request, plan: Plan, row: Versioned, *, back: str, **context) -> HttpResponse:
    """Show what would go with a row, or take it out of the plan and lead back."""
    if request.method == "POST":
        try:
            remove(row, by=request.user, plan=plan, **seen_lock(request))
        except Conflict:
            return conflict_response(request, plan, row, action="Șterge")
        except DependentsChanged:
            messages.warning(request, DEPENDENTS_CHANGED)
            return redirect(request.path)
        except Protected:
            messages.warning(request, "Nu s-a șters nimic: de acest rând depinde altceva. Vedeți mai jos.")
            return redirect(request.path)
        messages.success(request, f"„{row}” s-a șters. Se poate pune la loc din istoricul planului.")
        return redirect(back)
    shown = {"title": f"Ștergeți „{row}”?", "row": row, "back": back, **removal_context(row)}
    return page(request, plan, "plans/editing/remove.html", {**context, **shown})


def seen_lock(request) -> dict:
    """Return what the pressed button saw: the row's version, and the fingerprint of what hung on it, if it says."""
    return {"version": seen_version(request), "fingerprint": request.POST.get(FINGERPRINT_FIELD, "")}


def removal_context(row: Versioned) -> dict:
    """Return what goes with the row and what only names it, by kind; or what must stay, with its places."""
    try:
        hanging = Dependents(row)
    except Protected as refused:
        rows = refused.rows
        return {
            "must_stay": rows_by_kind(rows),
            "first_place": next(filter(None, map(frame.edit_url, rows[:ROWS_LIMIT])), ""),
        }
    cut = [
        apps.get_model(label)._base_manager.get(pk=pk) for label, _field, pk, _named in hanging.cut_links[:ROWS_LIMIT]
    ]
    return {
        "goes": rows_by_kind([one for one in hanging.named_rows if one != row]),
        "cut": rows_by_kind(cut),
        "carried": {SEEN_VERSION: row.version, FINGERPRINT_FIELD: hanging.fingerprint},
    }


def rows_by_kind(rows: list[Model]) -> list[tuple[str, int, list[str], int]]:
    """Return rows by what they are called: the kind, how many, the first ones, how many more."""
    kinds = defaultdict(list)
    for row in rows:
        kinds[capfirst(type(row)._meta.verbose_name_plural)].append(row)
    return [
        (name, len(found), [str(row) for row in found[:ROWS_LIMIT]], max(len(found) - ROWS_LIMIT, 0))
        for name, found in kinds.items()
    ]
