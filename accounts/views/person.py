"""One person, for administrators: name, roles, second step, and what was done to the account."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import administering
from accounts.forms.people import PersonForm, ReasonForm, RoleForm, TermForm
from accounts.permissions import has_second_step, must_have_second_step, require_administrator
from plans.models import Membership
from plans.views.shell import page

LAST = "Este ultimul administrator activ al portalului. Numiți întâi pe altcineva administrator."
OWN = "Nu puteți face aceasta cu propriul cont. Cereți-i altui administrator."


@require_safe
@login_required
def person(request, pk):
    """Show all that is known of a person, and what can be done."""
    someone = _found(request, pk)
    memberships = someone.memberships.select_related("institution").order_by("-valid_from", "institution__name")
    context = {
        "title": someone.get_full_name() or someone.get_username(),
        "person": someone,
        "memberships": memberships,
        "today": timezone.localdate(),
        "has_second_step": has_second_step(someone),
        "is_asked": must_have_second_step(someone),
        "is_erased": administering.is_erased(someone),
        "events": someone.account_events.select_related("by"),
    }
    return page(request, "accounts/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rename(request, pk):
    """Change a person's name and address."""
    someone = _found(request, pk)
    form = PersonForm(request.POST or None, person=someone)
    return _do(request, someone, form, administering.rename, "Datele persoanei", "Salvează", "Datele sunt salvate.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_role(request, pk):
    """Give a person one more role."""
    someone = _found(request, pk)
    form = RoleForm(request.POST or None)
    return _do(request, someone, form, administering.grant, "Rol nou", "Dă rolul", "Rolul este dat.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_term(request, pk, role):
    """Change from when until when a person holds a role."""
    someone = _found(request, pk)
    row = get_object_or_404(someone.memberships.select_related("institution"), pk=role)
    held = {"valid_from": row.valid_from, "valid_until": row.valid_until}
    form = TermForm(request.POST or None, initial=held)
    title = f"Cât este valabil rolul: {row.get_role_display()}, {row.institution.short_name}"

    def change(_someone, **values):
        return administering.change_term(row, **values)

    return _do(request, someone, form, change, title, "Salvează", "Datele rolului sunt schimbate.")


@require_POST
@login_required
def end_role(request, pk, role):
    """End a role now."""
    someone = _found(request, pk)
    row = get_object_or_404(Membership, pk=role, user=someone)
    administering.end_role(row, by=request.user)
    messages.success(request, "Rolul este încheiat: persoana citește, dar nu mai lucrează cu el.")
    return redirect("accounts:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deactivate(request, pk):
    """Close an account, with the reason."""
    someone = _found(request, pk)
    form = ReasonForm(request.POST or None)
    return _do(
        request,
        someone,
        form,
        administering.deactivate,
        "Dezactivarea contului",
        "Dezactivează contul",
        "Contul este dezactivat și toate sesiunile lui sunt închise.",
    )


@require_POST
@login_required
def reactivate(request, pk):
    """Open a closed account again."""
    someone = _found(request, pk)
    try:
        administering.reactivate(someone, by=request.user)
        messages.success(request, "Contul este din nou activ.")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("accounts:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make_administrator(request, pk):
    """Let a person administer the portal, with the reason."""
    return _administration(request, pk, True, "Numirea ca administrator", "Numește administrator")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def unmake_administrator(request, pk):
    """Take the administration from a person, with the reason."""
    return _administration(request, pk, False, "Încheierea administrării", "Nu mai este administrator")


def _administration(request, pk: int, is_administrator: bool, title: str, button: str):
    someone = _found(request, pk)

    def change(person, **values):
        return administering.set_administrator(person, is_administrator=is_administrator, **values)

    return _do(request, someone, ReasonForm(request.POST or None), change, title, button, "Schimbarea este făcută.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reset_second_step(request, pk):
    """Turn off the second step of someone who lost the telephone, with the reason."""
    someone = _found(request, pk)
    form = ReasonForm(request.POST or None)
    return _do(
        request,
        someone,
        form,
        administering.reset_second_step,
        "Oprirea intrării în doi pași",
        "Oprește intrarea în doi pași",
        "Intrarea în doi pași este oprită; persoana o poate porni din nou.",
    )


def _found(request, pk: int):
    require_administrator(request.user)
    return get_object_or_404(get_user_model(), pk=pk)


def _do(request, someone, form, change, title: str, button: str, done: str):
    """Show the form of a change, or make the change and say so."""
    if request.method == "POST" and form.is_valid():
        try:
            change(someone, **form.cleaned_data, by=request.user)
        except administering.LastAdministrator:
            form.add_error(None, LAST)
        except administering.OwnAccount:
            form.add_error(None, OWN)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, done)
            return redirect("accounts:person", someone.pk)
    context = {"title": title, "person": someone, "form": form, "button": button}
    return page(request, "accounts/people/change.html", context)
