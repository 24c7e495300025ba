"""A page of rows of a plan: shown, and saved together or not at all."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from plans.access import access_of
from plans.locking import lock_plan
from plans.models import Plan
from plans.workspace import frame
from portal.forms.grids import GridForm, save_together, sent_keys
from portal.forms.lists import ListForm
from portal.romanian import count
from portal.versioning import Conflict

SAVED_BESIDE = "Altcineva a salvat chiar acum aceleași rânduri. Nu s-a salvat nimic; salvați din nou."
# The grids of a plan, by name and the name of their address; other apps add theirs.
GRIDS: list[tuple[str, str]] = [("Elemente", "plans:element_grid")]
# Makes the form of a row, from what was sent or from what is stored.
MakeForm = Callable[..., GridForm]


def grid_page(
    request, plan: Plan, name: str, context: dict, chosen: ListForm, forms: list[GridForm], shown=None
) -> HttpResponse:
    """Return the page with these rows; `shown` is the page of the list, missing where rows are shown again."""
    wrong = [form for form in forms if form.errors]
    grids = [(label, reverse(address, args=[plan.slug])) for label, address in GRIDS]
    rows = {"grids": grids, "form": chosen, "rows": forms, "wrong": wrong, "shown": shown}
    return frame.page(request, plan, name, {**context, **rows})


def answer_grid(
    request,
    plan: Plan,
    name: str,
    context: dict,
    chosen: ListForm,
    rows: models.QuerySet,
    *,
    keys: Sequence[int],
    make: MakeForm,
    save: Callable[[GridForm], object],
    on_saved: Callable[[list[GridForm]], None] = lambda _forms: None,
) -> HttpResponse:
    """Save the rows that were sent, all or none, and lead back; without any, show those with these keys.

    `make` takes what was sent, if anything, `instance` and `may_edit`; `on_saved` is given the forms that were saved.
    """
    if request.method == "POST":
        forms, is_saved = save_grid(request, plan, rows, lambda data, row: make(data, instance=row), save)
        if not is_saved:
            return grid_page(request, plan, name, context, chosen, forms)
        on_saved(forms)
        return redirect(request.get_full_path())
    may_edit = plan.pk in access_of(request).editable
    found = rows.in_bulk(list(keys))
    forms = [make(instance=found[pk], may_edit=may_edit) for pk in keys]
    return grid_page(request, plan, name, context, chosen, forms, chosen.page)


def save_grid(
    request, plan: Plan, rows: models.QuerySet, make: MakeForm, save: Callable[[GridForm], object]
) -> tuple[list[GridForm], bool]:
    """Save the rows that were sent where all of them may be; return their forms and whether they were saved."""
    keys = sent_keys(request.POST)
    forms, saved = [], None
    try:
        with lock_plan(plan.pk, request.user):
            found = rows.in_bulk(keys)
            forms = [make(request.POST, found[pk]) for pk in keys if pk in found]
            if not forms:
                raise Http404
            with transaction.atomic():
                saved = save_together(forms, save)
    except (Conflict, IntegrityError):
        messages.error(request, SAVED_BESIDE)
        found = rows.in_bulk(keys)
        return [make(request.POST, found[pk]) for pk in keys if pk in found], False
    if len(forms) < len(keys):
        gone = count(len(keys) - len(forms), "rând nu mai este în plan", "rânduri nu mai sunt în plan")
        messages.warning(request, f"{gone}; ce ați scris în ele nu s-a salvat.")
    if saved:
        messages.success(request, f"{'S-a' if saved == 1 else 'S-au'} salvat {count(saved, 'rând', 'rânduri')}.")
    elif saved == 0:
        messages.success(request, "Nu ați schimbat nimic.")
    return forms, saved is not None
