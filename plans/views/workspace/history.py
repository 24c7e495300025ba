"""Who changed what in a plan, word by word, and going back to what was."""

import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.models import Element, Plan, StaleSave
from plans.text import whole_number
from plans.tracking import restoring
from plans.tracking.asked import WHOLE_PLAN, Asked, happened, people
from plans.tracking.followed import FOLLOWED
from plans.tracking.gathering import by_day
from plans.tracking.naming import person
from plans.tracking.stream import entries
from plans.views.workspace.finding import element_of, plan_to_read, plan_to_write
from plans.views.workspace.pages import page

PAGE_SIZE = 50
NAMES = ("persoana", "fel", "de-la", "pana-la")


@require_safe
@login_required
def history(request, slug):
    """Show what happened in the whole plan, the newest first."""
    plan = plan_to_read(request.user, slug)
    kinds = {kind.slug: kind.several.capitalize() for kind in FOLLOWED.values()}
    context = {
        "title": "Istoric",
        "people": {user.pk: person(user) for user in people(plan)},
        "kinds": {**kinds, WHOLE_PLAN: "Aprobări, publicări și ștergeri"},
        **stream(request, plan, asked_of(request.GET)),
    }
    return page(request, plan, "history", context)


@require_safe
@login_required
def element_history(request, slug, pk):
    """Show what happened to one element and to what hangs on it."""
    plan = plan_to_read(request.user, slug)
    element = element_of(plan, pk)
    newest = element.history.values_list("pk", flat=True).first()
    context = {"title": "Istoricul elementului", "tab": "istoric/", "element": element, "newest": newest}
    return page(request, plan, "element_history", context | stream(request, plan, Asked(element=element)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def go_back(request, slug, kind, record):
    """Show what going back to an earlier state of a row would change now; go back."""
    plan = plan_to_write(request.user, slug)
    found = record_of(plan, kind, record)
    row = found.instance_type._base_manager.filter(pk=found.id).first()
    sent = request.POST if request.method == "POST" else request.GET
    names = names_of(FOLLOWED[kind], sent.get("camp", ""))
    problems = put_back(request, found, sent) if request.method == "POST" else []
    if request.method == "POST" and not problems:
        messages.success(request, f"S-a readus din istoric: „{FOLLOWED[kind].called(found)}”.")
        return redirect(way_back(plan, found))
    context = {
        "title": "Readuceți ce era înainte",
        "tab": "istoric/",
        "kind": FOLLOWED[kind],
        "record": found,
        "named": FOLLOWED[kind].called(found),
        "row": row,
        "field": sent.get("camp", ""),
        "changes": restoring.would_change(found, row, names) if row else (),
        "problems": problems,
        "back": way_back(plan, found),
    }
    return page(request, plan, "go_back", context, status=409 if problems else 200)


def put_back(request, record, sent) -> list[str]:
    """Put back what was asked for; return why not, in sentences, when it cannot be."""
    version, name = number(sent.get("seen_version", "")), sent.get("camp", "")
    try:
        if name:
            restoring.restore_field(record, name, by=request.user, version=version)
        else:
            restoring.restore_state(record, by=request.user, version=version)
    except StaleSave:
        return ["Între timp, altcineva a salvat aici. Nu s-a schimbat nimic. Vedeți mai jos ce s-ar schimba acum."]
    except ValidationError as refused:
        return refused.messages
    return []


def record_of(plan: Plan, kind: str, key: int):
    """Return a record of the plan's history; 404 for one of another plan, and for what is not put back this way."""
    if kind not in FOLLOWED or not FOLLOWED[kind].restorable:
        raise Http404
    return get_object_or_404(FOLLOWED[kind].records(plan).exclude(history_type="-"), history_id=key)


def names_of(kind, field: str) -> list[str]:
    """Return the names of the fields to put back: the one that was asked for, or all; 404 for any other."""
    names = kind.restorable_names()
    if field and field not in names:
        raise Http404
    return [field] if field else names


def way_back(plan: Plan, record) -> str:
    """Return the address of the history that tells of the record."""
    if record.instance_type is Element and Element.objects.filter(pk=record.id).exists():
        return reverse("work:element_history", args=[plan.slug, record.id])
    return reverse("work:history", args=[plan.slug])


def stream(request, plan: Plan, asked: Asked) -> dict:
    """Return the page of the stream that the address asks for."""
    rows = Paginator(happened(plan, asked), PAGE_SIZE).get_page(request.GET.get("pagina"))
    kept = {name: request.GET[name] for name in NAMES if request.GET.get(name)}
    address = "?" + urlencode({**kept, "pagina": ""})
    return {
        "days": by_day(entries(rows.object_list, reverse("work:plan", args=[plan.slug]))),
        "rows": rows,
        "previous": rows.has_previous() and f"{address}{rows.number - 1}",
        "next": rows.has_next() and f"{address}{rows.number + 1}",
        "asked": asked,
        "is_narrowed": bool(kept),
    }


def asked_of(sent) -> Asked:
    """Return what the address asks; what cannot be understood counts as not asked."""
    kind = sent.get("fel", "")
    return Asked(
        person=number(sent.get("persoana", "")) or None,
        kind=kind if kind in FOLLOWED or kind == WHOLE_PLAN else "",
        since=day(sent.get("de-la", "")),
        until=day(sent.get("pana-la", "")),
    )


def number(text: str) -> int:
    """Return the number that a text is; 0 for any other text."""
    return whole_number(text, digits=9) or 0


def day(text: str) -> datetime.date | None:
    """Return the day that a text names; none for any other text."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
