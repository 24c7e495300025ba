"""The page of the portal's state, for administrators, and what can be mended from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cluj_plans.state.facts import STATE_GROUPS
from portal.administrators import require_administrator
from portal.models import Letter
from portal.navigation import page
from portal.outbox.actions import send_again
from portal.romanian import count

LETTERS_SHOWN = 50


@never_cache
@require_safe
@login_required
def state(request):
    """Show how the portal is, first what has to be done."""
    require_administrator(request.user)
    groups = [(group.name, group.facts()) for group in STATE_GROUPS]
    wrong = [fact for _name, facts in groups for fact in facts if fact.advice]
    unsent = Letter.objects.failed().exclude(sealed_body="").order_by("-created_at")
    context = {
        "title": "Starea portalului",
        "groups": groups,
        "wrong": wrong,
        "unsent": unsent[:LETTERS_SHOWN],
        "unsent_count": unsent.count(),
    }
    return page(request, "cluj_plans/state/state.html", context)


@require_POST
@login_required
def retry_letters(request):
    """Let the chosen mails, or all of them, be tried anew."""
    require_administrator(request.user)
    unsent = Letter.objects.failed()
    if "letter" in request.POST:
        unsent = unsent.filter(pk__in=request.POST.getlist("letter"))
    tried = sum(send_again(letter) for letter in unsent)
    if tried:
        messages.success(request, f"{count(tried, 'e-mail pleacă', 'e-mailuri pleacă')} din nou.")
    else:
        messages.warning(request, "Niciun e-mail nu mai era de trimis: plecaseră sau li s-a șters textul.")
    return redirect("state")
