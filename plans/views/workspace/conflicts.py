"""What a person is answered whose button was overtaken by somebody else's save: nothing is done unseen."""

import re

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse

from plans.forms.versioned import SEEN
from plans.models import Plan
from plans.text import UNPRINTABLE, normalise
from plans.tracking.stream import Entry
from plans.views.workspace import meanwhile, pages
from plans.views.workspace.parts_saving import seen_version

NOT_CARRIED = {"csrfmiddlewaretoken", SEEN}
NAME = re.compile(r"[\w-]{1,80}")


def overtaken(request, plan: Plan, row: Model, *, action: str, seen: dict[str, object] | None = None) -> HttpResponse:
    """Say at status 409 who did what meanwhile, and offer the same action again, on the row as it is now.

    `action` is what the button says; `seen` names the hidden fields that carry what was seen, with what is true now.
    """
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    context = {
        "title": f"{action}: nu s-a făcut încă nimic" if stored else f"{action}: nu mai este ce să se schimbe",
        "row": row,
        "stored": stored,
        "action": action,
        "back": back_to(plan, stored),
    }
    if stored is None:
        context["removal"] = meanwhile.removal_record(row)
    else:
        now = seen or {SEEN: getattr(stored, "version", "")}
        context |= {
            "saves": saves(request, stored),
            "says": meanwhile.says_now(stored),
            "carried": [*carried(request.POST, NOT_CARRIED | now.keys()), *now.items()],
            "has_files": bool(request.FILES),
        }
    return pages.page(request, plan, "overtaken", context, status=409)


def saves(request, stored: Model) -> list[Entry]:
    """Return what was saved since the version that the button carried."""
    return meanwhile.saves_since(stored, seen_version(request))


def carried(data, left_out: set[str]) -> list[tuple[str, str]]:
    """Return the posted fields as they are sent once more: in one spelling, without those left out."""
    return [
        (name, UNPRINTABLE.sub("", normalise(value)))
        for name, values in data.lists()
        for value in values
        if name not in left_out and NAME.fullmatch(name)
    ]


def back_to(plan: Plan, stored: Model | None) -> str:
    """Return the address where the person sees the row as it is, or the plan where the row has no page."""
    if stored is not None and type(stored)._meta.concrete_model in pages.PLACES:
        return pages.place_of(stored)
    return reverse("work:plan", args=[plan.slug])
