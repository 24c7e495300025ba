"""The people of the portal, for administrators: the list, and who is invited."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.invitations import actions as invitation_actions
from accounts.models import Invitation
from accounts.people.forms import InvitationForm
from accounts.people.lists import invitations_page, people_page
from portal.administrators import require_administrator
from portal.navigation import page


@require_safe
@login_required
def people(request):
    """List who has an account; the query string may filter, order and turn the pages."""
    require_administrator(request.user)
    return page(request, "accounts/people/list.html", {"title": "Persoane", **people_page(request.GET)})


@require_safe
@login_required
def invitations(request):
    """List who was invited and what became of it."""
    require_administrator(request.user)
    return page(request, "accounts/people/invitations.html", {"title": "Invitații", **invitations_page(request.GET)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request):
    """Invite a person by e-mail, or give a role to someone who has an account."""
    require_administrator(request.user)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = invitation_actions.invite(**form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _after_invite(request, made, secret)
    return page(request, "accounts/people/invite.html", {"title": "Invitați o persoană", "form": form})


def _after_invite(request, made, secret: str):
    if not secret:
        text = f"{made.user.email} are deja cont: a primit rolul, fără invitație."
        messages.success(request, text)
        return redirect("accounts:person", made.user.pk)
    return _deliver(request, made, secret)


def _deliver(request, made: Invitation, secret: str):
    invitation_actions.deliver(made, secret)
    messages.success(request, f"Invitația pleacă acum spre {made.email}. Legătura este valabilă șapte zile.")
    return redirect("accounts:invitations")


@require_POST
@login_required
def resend_invitation(request, pk):
    """Send an invitation again, with a new link."""
    return _change(request, pk, invitation_actions.renew)


@require_POST
@login_required
def withdraw_invitation(request, pk):
    """Take an invitation back."""
    return _change(request, pk, invitation_actions.withdraw)


def _change(request, pk: int, change):
    require_administrator(request.user)
    row = Invitation.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    try:
        done = change(row, by=request.user)
    except invitation_actions.InvitationNotUsable:
        messages.error(request, "Invitația a fost folosită sau retrasă între timp. Nu s-a schimbat nimic.")
        return redirect("accounts:invitations")
    if change is invitation_actions.renew:
        return _deliver(request, *done)
    messages.success(request, f"Invitația pentru {done.email} este retrasă; legătura ei nu mai este bună.")
    return redirect("accounts:invitations")
