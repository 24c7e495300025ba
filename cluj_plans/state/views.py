"""The page of the portal's state, for administrators."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cluj_plans.state.facts import STATE_GROUPS
from portal.administrators import require_administrator
from portal.navigation import page


@never_cache
@require_safe
@login_required
def state(request):
    """Show how the portal is, first what has to be done."""
    require_administrator(request.user)
    groups = [(group.name, group.facts()) for group in STATE_GROUPS]
    wrong = [fact for _name, facts in groups for fact in facts if fact.advice]
    context = {"title": "Starea portalului", "groups": groups, "wrong": wrong}
    return page(request, "cluj_plans/state/state.html", context)
