"""What a person sees of their own account: its overview, its sessions, and what each role may do."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import roles
from accounts.devices import device
from accounts.permissions import has_second_step, must_have_second_step
from plans.text import whole_number
from plans.views.shell import open_to, page


@require_safe
@login_required
def overview(request):
    """Show the account: where the person works, their roles, and how they enter."""
    user = request.user
    context = {
        "title": "Contul meu",
        "work": open_to(user)[0],
        "memberships": user.memberships.select_related("institution").order_by("-valid_from", "institution__name"),
        "today": timezone.localdate(),
        "has_second_step": has_second_step(user),
        "is_asked": must_have_second_step(user),
    }
    return page(request, "accounts/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request):
    """List where the person is logged in; close one session, or all the others."""
    rows = UserSession.objects.purge_and_list(request.user)
    others = [row for row in rows if not row.is_current()]
    if request.method == "POST":
        return _close(request, others)
    rows.sort(key=lambda row: (not row.is_current(), -row.created_at.timestamp()))
    listed = [(row, device(row.user_agent)) for row in rows]
    return page(request, "accounts/sessions.html", {"title": "Unde sunteți în cont", "rows": listed, "others": others})


def _close(request, others: list[UserSession]):
    if "toate" in request.POST:
        chosen = others
    else:
        chosen = [get_object_or_404(request.user.usersession_set, pk=_number(request.POST.get("sesiune")))]
        chosen = [one for one in chosen if one in others]
    for one in chosen:
        one.end()
    messages.success(request, "Sesiunea este închisă." if len(chosen) == 1 else "Celelalte sesiuni sunt închise.")
    return redirect("usersessions_list")


def _number(text) -> int:
    return whole_number(text) or 0


@require_safe
@login_required
def role_table(request):
    """Show what each role may do."""
    return page(request, "accounts/roles.html", {"title": "Ce poate face fiecare rol", "table": roles.table()})
