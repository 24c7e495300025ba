"""What a person is answered whose button was overtaken by somebody else's save: nothing is done unseen."""

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse

from plans.forms.versioned import SEEN, last_save
from plans.models import Plan
from plans.views.workspace.pages import page

NOT_CARRIED = {"csrfmiddlewaretoken", SEEN}


def overtaken(request, plan: Plan, row: Model, *, action: str, seen: dict[str, object] | None = None) -> HttpResponse:
    """Say at status 409 who did what meanwhile, and offer the same action again, on the row as it is now.

    `action` is what the button says; `seen` names the hidden fields that carry what was seen, with what is true now.
    """
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    now = seen or {SEEN: getattr(stored, "version", "")}
    carried = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_CARRIED]
    carried = [(name, value) for name, value in carried if name not in now] + list(now.items())
    who, when = last_save(stored) if stored else ("", "")
    context = {
        "title": "Între timp s-a schimbat",
        "row": row,
        "stored": stored,
        "who": who,
        "when": when,
        "action": action,
        "carried": carried,
        "back": reverse("work:plan", args=[plan.slug]),
    }
    return page(request, plan, "overtaken", context, status=409)
