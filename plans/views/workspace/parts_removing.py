"""The page before something is taken out of a plan: what would go with it, what would be cut loose, what must stay."""

from collections import defaultdict

from django.apps import apps
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from plans.forms.versioned import SEEN
from plans.models import Plan, StaleSave
from plans.models.versioned import Versioned
from plans.views.workspace import pages
from plans.views.workspace.conflicts import overtaken
from plans.views.workspace.pages import page
from plans.views.workspace.parts_saving import seen_version
from plans.writing.removing import Hanging, HangsOtherwise, Protected, remove

SHOWN = 10
# The hidden field that carries what was seen to hang on the row.
FINGERPRINT = "seen_hanging"
OTHERWISE = "Nu s-a șters nimic: între timp s-a schimbat ce se șterge odată cu el. Mai jos este cum stă acum."


def removal(request, plan: Plan, row: Versioned, *, back: str, **context) -> HttpResponse:
    """Show what would go with a row, or take it out of the plan and lead back."""
    if request.method == "POST":
        try:
            remove(row, by=request.user, plan=plan, **seen(request))
        except StaleSave:
            return overtaken(request, plan, row, action="Șterge")
        except HangsOtherwise:
            messages.warning(request, OTHERWISE)
            return redirect(request.path)
        except Protected:
            messages.warning(request, "Nu s-a șters nimic: de acest rând depinde altceva. Vedeți mai jos.")
            return redirect(request.path)
        messages.success(request, f"„{row}” s-a șters. Se poate pune la loc din istoricul planului.")
        return redirect(back)
    shown = {"title": f"Ștergeți „{row}”?", "row": row, "back": back, **told(row)}
    return page(request, plan, "part_remove", {**context, **shown})


def seen(request) -> dict:
    """Return what the pressed button saw: the row's version, and the fingerprint of what hung on it, if it says."""
    return {"version": seen_version(request), "fingerprint": request.POST.get(FINGERPRINT, "")}


def told(row: Versioned) -> dict:
    """Return what goes with the row and what only names it, by kind; or what must stay, with its places."""
    try:
        hanging = Hanging(row)
    except Protected as refused:
        rows = refused.rows
        return {"must_stay": by_kind(rows), "first_place": next(filter(None, map(place_or_nothing, rows[:SHOWN])), "")}
    cut = [apps.get_model(label)._base_manager.get(pk=pk) for label, _field, pk, _named in hanging.cut[:SHOWN]]
    return {
        "goes": by_kind([one for one in hanging.named if one != row]),
        "cut": by_kind(cut),
        "carried": {SEEN: row.version, FINGERPRINT: hanging.fingerprint},
    }


def by_kind(rows: list[Model]) -> list[tuple[str, int, list[str], int]]:
    """Return rows by what they are called: the kind, how many, the first ones, how many more."""
    kinds = defaultdict(list)
    for row in rows:
        kinds[capfirst(type(row)._meta.verbose_name_plural)].append(row)
    return [
        (name, len(found), [str(row) for row in found[:SHOWN]], max(len(found) - SHOWN, 0))
        for name, found in kinds.items()
    ]


def place_or_nothing(row: Model) -> str:
    """Return where the row is changed in the workspace, empty where it has no page there."""
    return pages.place_of(row) if type(row)._meta.concrete_model in pages.PLACES else ""
