"""The plans that a person works on, and how each stands."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans import permissions
from plans.editing.plan_list.forms import STATES, WorkingPlansForm
from plans.editing.plan_list.plan_status import PlanStatus, plan_statuses, problem_counts
from plans.history.registry import TRACKED_MODELS
from portal.navigation import page
from portal.people import person_name
from portal.romanian import count


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list, in words; `problems` is None where they were not looked for."""

    standing: PlanStatus
    state: str
    changed: str
    edited_by: str
    problems: tuple[str, str] | None
    root: str


@require_safe
@login_required
def plan_list(request):
    """Show the plans that the person sees, those that were asked for."""
    mine = plan_statuses(request.user)
    form = WorkingPlansForm(request.GET, mine)
    problems = problem_counts(one for one in form.page if one.state != "publicat")
    context = {
        "title": "Planuri",
        "rows": [plan_row(one, problems.get(one.plan.pk)) for one in form.page],
        "form": form,
        "search": f"{reverse('plans:search')}?{urlencode({'cauta': form.choice('cauta')})}",
        "has_plans": bool(mine),
        "remembered": [one.plan for one in permissions.remembered_plans(request.user).values()],
        "may_begin": permissions.editable_institutions(request.user).exists(),
    }
    return page(request, "plans/editing/plan_list/plans.html", context)


def plan_row(one: PlanStatus, problems: tuple[int, int] | None) -> PlanRow:
    """Return a plan in words."""
    counts = problems and (count(problems[0], "eroare", "erori"), count(problems[1], "avertisment", "avertismente"))
    return PlanRow(
        standing=one,
        state=STATES[one.state],
        changed=changes_in_words(one.changed),
        edited_by=person_name(one.edited_by, "portalul"),
        problems=counts and tuple("" if not number else text for number, text in zip(problems, counts, strict=True)),
        root=reverse("plans:plan", args=[one.plan.slug]),
    )


def changes_in_words(changed) -> str:
    """Return how many rows of each kind changed, in the order in which kinds are told."""
    kinds = [kind for slug, kind in TRACKED_MODELS.items() if slug in changed]
    return ", ".join(
        kind.several if kind.slug == "plan" else count(changed[kind.slug], kind.one, kind.several) for kind in kinds
    )
