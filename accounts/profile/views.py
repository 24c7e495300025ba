"""What a person sees of their own account: its overview, its sessions, and what each role may do."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import has_second_step, is_second_step_required
from accounts.profile import roles
from accounts.profile.devices import device_name
from accounts.stand_ins.queries import stand_ins_of
from portal.navigation import menu_items_for, page
from portal.security_log.recording import Occurrence, record_event
from portal.text import whole_number


@require_safe
@login_required
def account_overview(request):
    """Show the account: where the person works, their roles, and how they enter."""
    user = request.user
    context = {
        "title": "Contul meu",
        "work": menu_items_for(user),
        "memberships": _memberships_of(user),
        "stand_ins": stand_ins_of(user),
        "may_be_replaced": user.memberships.own().current().exists(),
        "today": timezone.localdate(),
        "has_second_step": has_second_step(user),
        "is_asked": is_second_step_required(user),
    }
    return page(request, "accounts/profile/overview.html", context)


def _memberships_of(user) -> QuerySet:
    rows = user.memberships.select_related("institution", "stands_in_for__user")
    return rows.order_by("-valid_from", "institution__name")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request):
    """List where the person is logged in; close one session, or all the others."""
    rows = UserSession.objects.purge_and_list(request.user)
    others = [row for row in rows if not row.is_current()]
    if request.method == "POST":
        return _close(request, others)
    rows.sort(key=lambda row: (not row.is_current(), -row.created_at.timestamp()))
    listed = [(row, device_name(row.user_agent)) for row in rows]
    return page(
        request, "accounts/profile/sessions.html", {"title": "Unde sunteți în cont", "rows": listed, "others": others}
    )


def _close(request, others: list[UserSession]):
    if "toate" in request.POST:
        chosen = others
    else:
        chosen = [get_object_or_404(request.user.usersession_set, pk=_number(request.POST.get("sesiune")))]
        chosen = [one for one in chosen if one in others]
    for one in chosen:
        one.end()
    if chosen:
        record_event(Occurrence.SESSION_CLOSED, by=request.user, sessions=len(chosen))
    messages.success(request, "Sesiunea este închisă." if len(chosen) == 1 else "Celelalte sesiuni sunt închise.")
    return redirect("usersessions_list")


def _number(text) -> int:
    return whole_number(text) or 0


@require_safe
@login_required
def role_table(request):
    """Show what each role may do."""
    return page(request, "accounts/profile/roles.html", {"title": "Ce poate face fiecare rol", **roles.rights_table()})
