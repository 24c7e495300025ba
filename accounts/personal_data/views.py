"""A person's own data: seen, taken along, erased."""

import json

from allauth.account.adapter import get_adapter
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import actions as people_actions
from accounts.people.forms import ConfirmPasswordForm
from accounts.personal_data import erasure
from accounts.personal_data.export import export
from portal.navigation import page
from portal.security_log.recording import Occurrence, record_event

LAST_ADMINISTRATOR = "Sunteți ultimul administrator activ al portalului. Numiți întâi pe altcineva administrator."


@require_safe
@login_required
def personal_data(request):
    """Say what the portal holds of the person, and what can be done about it."""
    return page(request, "accounts/personal_data/data.html", {"title": "Datele mele personale"})


@never_cache
@require_safe
@login_required
def download_data(request):
    """Send all of it as a JSON file."""
    record_event(Occurrence.DATA_EXPORTED, by=request.user, person=request.user)
    text = json.dumps(export(request.user), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="datele-mele-{timezone.localdate()}.json"'
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase_account(request):
    """Ask for the password, then take the person's data out of the portal and say so."""
    form = ConfirmPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_confirmed(request, form):
        try:
            erasure.erase(request.user, by=request.user)
        except people_actions.LastAdministrator:
            form.add_error(None, LAST_ADMINISTRATOR)
        else:
            logout(request)
            return render(request, "accounts/personal_data/erased.html", {"title": "Datele sunt șterse"})
    return page(request, "accounts/personal_data/erase.html", {"title": "Ștergerea datelor mele", "form": form})


def _is_confirmed(request, form: ConfirmPasswordForm) -> bool:
    """Tell whether the password is the person's; wrong ones are counted as at login."""
    try:
        is_right = get_adapter(request).reauthenticate(request.user, form.cleaned_data["password"])
    except ValidationError as refusal:
        form.add_error("password", refusal)
        return False
    if not is_right:
        form.add_error("password", "Parola nu este cea bună.")
    return is_right
