"""What a person is answered whose button was overtaken by somebody else's save: nothing is done unseen."""

import re

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse

from plans.editing.saving import seen_version
from plans.history import changes_since
from plans.history.entries import HistoryEntry
from plans.models import Plan
from plans.workspace import frame
from portal.forms.seen import SEEN_VERSION
from portal.text import UNPRINTABLE, normalise
from portal.versioning import removal_record

NOT_RESUBMITTED = {"csrfmiddlewaretoken", SEEN_VERSION}
FIELD_NAME = re.compile(r"[\w-]{1,80}")


def conflict_response(
    request, plan: Plan, row: Model, *, action: str, seen: dict[str, object] | None = None
) -> HttpResponse:
    """Say at status 409 who did what meanwhile, and offer the same action again, on the row as it is now.

    `action` is what the button says; `seen` names the hidden fields that carry what was seen, with what is true now.
    """
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    context = {
        "title": f"{action}: nu s-a făcut încă nimic" if stored else f"{action}: nu mai este ce să se schimbe",
        "row": row,
        "stored": stored,
        "action": action,
        "back": back_url(plan, stored),
    }
    if stored is None:
        context["removal"] = removal_record(row)
    else:
        now = seen or {SEEN_VERSION: getattr(stored, "version", "")}
        context |= {
            "saves": saves_since_seen(request, stored),
            "says": changes_since.current_values(stored),
            "carried": [*resubmitted_fields(request.POST, NOT_RESUBMITTED | now.keys()), *now.items()],
            "has_files": bool(request.FILES),
        }
    return frame.page(request, plan, "plans/editing/conflict.html", context, status=409)


def saves_since_seen(request, stored: Model) -> list[HistoryEntry]:
    """Return what was saved since the version that the button carried."""
    return changes_since.saves_since(stored, seen_version(request))


def resubmitted_fields(data, left_out: set[str]) -> list[tuple[str, str]]:
    """Return the posted fields as they are sent once more: in one spelling, without those left out."""
    return [
        (name, UNPRINTABLE.sub("", normalise(value)))
        for name, values in data.lists()
        for value in values
        if name not in left_out and FIELD_NAME.fullmatch(name)
    ]


def back_url(plan: Plan, stored: Model | None) -> str:
    """Return the address where the person sees the row as it is, or the plan where the row has no page."""
    return frame.edit_url(stored) or reverse("plans:plan", args=[plan.slug])
