"""The page that offers new codes: a scheme for each level, every change shown before it is made."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.editing.elements.editor_page import render_outline
from plans.editing.renumbering.actions import Scheme, propose_codes, renumber
from plans.models import Plan
from plans.workspace.lookups import plan_to_write
from portal.romanian import number_with_noun
from portal.versioning import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def renumber_elements(request, slug):
    """Show which codes the chosen schemes would change, and on request change them."""
    plan = plan_to_write(request.user, slug)
    levels = list(plan.level_set.order_by("position", "pk"))
    sent = request.POST if request.method == "POST" else request.GET
    schemes = {level.pk: scheme for level in levels if (scheme := sent.get(level.prefix, "")) in Scheme.values}
    error = ""
    if request.method == "POST":
        error = apply_renumbering(request, plan, schemes)
        if not error:
            return redirect("plans:plan", plan.slug)
    proposal = propose_codes(plan, schemes)
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
    return render_outline(request, plan, "renumber", context)


def apply_renumbering(request, plan: Plan, schemes: dict[int, str]) -> str:
    """Change the codes; return why not, where it is refused."""
    try:
        count = renumber(plan, by=request.user, schemes=schemes, seen=request.POST.get("seen", ""))
    except Conflict:
        return "Între timp, cuprinsul planului s-a schimbat. Nu s-a renumerotat nimic; mai jos este propunerea de acum."
    except ValidationError as problem:
        return " ".join(problem.messages)
    changed = number_with_noun(count, "cod s-a schimbat,coduri s-au schimbat")
    messages.success(request, f"{changed}." if count else "Nu era nimic de renumerotat.")
    return ""
