"""Where an invitation leads: the page on which the person chooses a user name and a password."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.invitations import actions as invitation_actions
from accounts.models import Invitation
from accounts.people.forms import AcceptInvitationForm

State = Invitation.InvitationState
REFUSALS = {
    None: "Legătura nu este bună: poate nu a fost copiată întreagă sau ați primit între timp alta, mai nouă.",
    State.ACCEPTED: "Invitația a fost deja folosită. Dacă dumneavoastră ați folosit-o, intrați în cont.",
    State.WITHDRAWN: "Invitația a fost retrasă.",
    State.EXPIRED: "Invitația a expirat: legătura este valabilă șapte zile. Cereți alta celui care v-a invitat.",
}
EMAIL_TAKEN = "Există deja un cont cu această adresă de e-mail. Intrați în el sau cereți o parolă nouă."


@sensitive_post_parameters("password1", "password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request, secret):
    """Make the account of whoever has the link, and let them in."""
    refusal = ratelimit.consume_or_429(request, action="login")
    if refusal:
        return refusal
    row = invitation_actions.find(secret)
    state = row and row.state
    if state in REFUSALS:
        return _refuse(request, REFUSALS[state])
    form = AcceptInvitationForm(request.POST or None, invitation=row)
    if request.method == "POST" and form.is_valid():
        try:
            person = invitation_actions.accept(
                secret, username=form.cleaned_data["username"], password=form.cleaned_data["password1"]
            )
        except invitation_actions.InvitationNotUsable:
            return _refuse(request, REFUSALS[None])
        except invitation_actions.EmailTaken:
            return _refuse(request, EMAIL_TAKEN)
        except invitation_actions.NameTaken:
            form.add_error("username", "Cineva tocmai și-a ales acest nume. Alegeți altul.")
        else:
            return _let_in(request, person)
    return render(
        request, "accounts/invitations/accept.html", {"title": "Bine ați venit", "invitation": row, "form": form}
    )


def _refuse(request, why: str):
    return render(
        request,
        "accounts/invitations/not_accepted.html",
        {"title": "Invitația nu se poate folosi", "why": why},
        status=410,
    )


def _let_in(request, person):
    """Log the person in; the password that was just chosen counts as asked."""
    login(request, person)
    record_authentication(request, person, method="password", reauthenticated=True)
    messages.success(request, "Contul este făcut. Data viitoare intrați cu numele și parola alese acum.")
    return redirect("portal:account_home")
