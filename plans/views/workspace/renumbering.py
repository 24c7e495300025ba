"""The page that offers new codes: a scheme for each level, every change shown before it is made."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.models import Plan, StaleSave
from plans.templatetags.romanian import counted
from plans.views.workspace.finding import plan_to_write
from plans.views.workspace.workshop import workshop
from plans.writing.renumbering import Scheme, proposed, renumber


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def renumbering(request, slug):
    """Show which codes the chosen schemes would change, and on request change them."""
    plan = plan_to_write(request.user, slug)
    levels = list(plan.level_set.order_by("position", "pk"))
    sent = request.POST if request.method == "POST" else request.GET
    schemes = {level.pk: scheme for level in levels if (scheme := sent.get(level.prefix, "")) in Scheme.values}
    error = ""
    if request.method == "POST":
        error = refused(request, plan, schemes)
        if not error:
            return redirect("work:plan", plan.slug)
    proposal = proposed(plan, schemes)
    names = {level.pk: level.name for level in levels}
    context = {
        "levels": [(level, schemes.get(level.pk, "")) for level in levels],
        "schemes": Scheme.choices,
        "error": error,
        "seen": proposal.seen,
        "changes": [(names[change.level], change) for change in proposal.changes],
        "is_asked": any(schemes.values()),
        "is_published": plan.editions.exists(),
    }
    return workshop(request, plan, "renumber", context)


def refused(request, plan: Plan, schemes: dict[int, str]) -> str:
    """Change the codes; return why not, where it is refused."""
    try:
        count = renumber(plan, by=request.user, schemes=schemes, seen=request.POST.get("seen", ""))
    except StaleSave:
        return "Între timp, cuprinsul planului s-a schimbat. Nu s-a renumerotat nimic; mai jos este propunerea de acum."
    except ValidationError as problem:
        return " ".join(problem.messages)
    changed = counted(count, "cod s-a schimbat,coduri s-au schimbat")
    messages.success(request, f"{changed}." if count else "Nu era nimic de renumerotat.")
    return ""
