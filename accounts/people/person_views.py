"""One person, for administrators: name, roles, second step, and what was done to the account."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import actions as people_actions
from accounts.people.forms import PersonForm, ReasonForm, RoleForm, RoleTermForm
from accounts.permissions import has_second_step, is_second_step_required
from accounts.personal_data import erasure
from accounts.personal_data.forms import ErasureForm
from accounts.stand_ins.queries import stand_ins_of
from plans.models import Membership
from portal.administrators import require_administrator
from portal.navigation import page
from portal.people import person_name
from portal.security_log.recording import Occurrence, record_event

LAST_ADMINISTRATOR = "Este ultimul administrator activ al portalului. Numiți întâi pe altcineva administrator."
OWN_ACCOUNT = "Nu puteți face aceasta cu propriul cont. Cereți-i altui administrator."


@require_safe
@login_required
def person(request, pk):
    """Show all that is known of a person, and what can be done."""
    someone = _get_person(request, pk)
    record_event(Occurrence.DATA_SEEN, by=request.user, person=someone)
    memberships = someone.memberships.select_related("institution", "stands_in_for__user")
    memberships = memberships.order_by("-valid_from", "institution__name")
    context = {
        "title": person_name(someone),
        "stand_ins": stand_ins_of(someone),
        "person": someone,
        "memberships": memberships,
        "today": timezone.localdate(),
        "has_second_step": has_second_step(someone),
        "is_asked": is_second_step_required(someone),
        "is_erased": people_actions.is_erased(someone),
        "events": someone.account_events.select_related("by"),
    }
    return page(request, "accounts/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rename(request, pk):
    """Change a person's name and address."""
    someone = _get_person(request, pk)
    form = PersonForm(request.POST or None, person=someone)
    return _confirm_change(
        request, someone, form, people_actions.rename, "Datele persoanei", "Salvează", "Datele sunt salvate."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_role(request, pk):
    """Give a person one more role."""
    someone = _get_person(request, pk)
    form = RoleForm(request.POST or None)
    return _confirm_change(request, someone, form, people_actions.grant, "Rol nou", "Dă rolul", "Rolul este dat.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_term(request, pk, role):
    """Change from when until when a person holds a role."""
    someone = _get_person(request, pk)
    row = get_object_or_404(someone.memberships.select_related("institution"), pk=role)
    held = {name: getattr(row, name) for name in RoleTermForm.base_fields}
    form = RoleTermForm(request.POST or None, initial=held)
    title = f"Rolul de {row.get_role_display()}, {row.institution.short_name}"

    def change(_someone, **values):
        return people_actions.change_term(row, **values)

    return _confirm_change(request, someone, form, change, title, "Salvează", "Datele rolului sunt schimbate.")


@require_POST
@login_required
def end_role(request, pk, role):
    """End a role now."""
    someone = _get_person(request, pk)
    row = get_object_or_404(Membership, pk=role, user=someone)
    people_actions.end_role(row, by=request.user)
    messages.success(request, "Rolul este încheiat: persoana citește, dar nu mai lucrează cu el.")
    return redirect("accounts:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deactivate(request, pk):
    """Close an account, with the reason."""
    someone = _get_person(request, pk)
    form = ReasonForm(request.POST or None)
    return _confirm_change(
        request,
        someone,
        form,
        people_actions.deactivate,
        "Dezactivarea contului",
        "Dezactivează contul",
        "Contul este dezactivat și toate sesiunile lui sunt închise.",
    )


@require_POST
@login_required
def reactivate(request, pk):
    """Open a closed account again."""
    someone = _get_person(request, pk)
    try:
        people_actions.reactivate(someone, by=request.user)
        messages.success(request, "Contul este din nou activ.")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("accounts:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make_administrator(request, pk):
    """Let a person administer the portal, with the reason."""
    return _set_administrator(request, pk, True, "Numirea ca administrator", "Numește administrator")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def unmake_administrator(request, pk):
    """Take the administration from a person, with the reason."""
    return _set_administrator(request, pk, False, "Încheierea administrării", "Nu mai este administrator")


def _set_administrator(request, pk: int, is_administrator: bool, title: str, button: str):
    someone = _get_person(request, pk)

    def change(person, **values):
        return people_actions.set_administrator(person, is_administrator=is_administrator, **values)

    return _confirm_change(
        request, someone, ReasonForm(request.POST or None), change, title, button, "Schimbarea este făcută."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reset_second_step(request, pk):
    """Turn off the second step of someone who lost the telephone, with the reason."""
    someone = _get_person(request, pk)
    form = ReasonForm(request.POST or None)
    return _confirm_change(
        request,
        someone,
        form,
        people_actions.reset_second_step,
        "Oprirea intrării în doi pași",
        "Oprește intrarea în doi pași",
        "Intrarea în doi pași este oprită; persoana o poate porni din nou.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase(request, pk):
    """Take the data of somebody who left out of the portal, by a right, with the number of the request."""
    someone = _get_person(request, pk)
    form = ErasureForm(request.POST or None, person=someone)
    return _confirm_change(
        request,
        someone,
        form,
        _erase,
        "Ștergerea datelor personale",
        "Șterge definitiv datele",
        "Datele personale sunt șterse. Ce a făcut persoana rămâne, fără nume.",
    )


def _erase(person, *, username: str, **values) -> None:
    try:
        erasure.erase(person, **values)
    except erasure.AccountInUse as refusal:
        raise ValidationError("Contul este activ. Dezactivați-l întâi, apoi ștergeți datele.") from refusal


def _get_person(request, pk: int):
    require_administrator(request.user)
    return get_object_or_404(get_user_model(), pk=pk)


def _confirm_change(request, someone, form, change, title: str, button: str, done: str):
    """Show the form of a change, or make the change and say so."""
    if request.method == "POST" and form.is_valid():
        try:
            change(someone, **form.cleaned_data, by=request.user)
        except people_actions.LastAdministrator:
            form.add_error(None, LAST_ADMINISTRATOR)
        except people_actions.OwnAccount:
            form.add_error(None, OWN_ACCOUNT)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, done)
            return redirect("accounts:person", someone.pk)
    context = {"title": title, "person": someone, "form": form, "button": button}
    return page(request, "accounts/people/change.html", context)
