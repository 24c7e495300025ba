"""The pages on which somebody is named to stand in for a person, and the ending of it."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.stand_ins import actions
from accounts.stand_ins.forms import StandInForm
from plans.models import Membership
from portal.administrators import require_administrator
from portal.navigation import page
from portal.people import person_name


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_stand_in(request):
    """Name who stands in for oneself."""
    return _name(request, request.user, redirect("accounts:overview"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def stand_in_of(request, pk):
    """Name who stands in for somebody, who may be away already."""
    require_administrator(request.user)
    person = get_object_or_404(get_user_model(), pk=pk)
    return _name(request, person, redirect("accounts:person", pk))


@require_POST
@login_required
def end_stand_in(request, pk):
    """End the standing in now."""
    row = get_object_or_404(Membership.objects.exclude(stands_in_for=None).select_related("stands_in_for"), pk=pk)
    actions.end_stand_in(row, by=request.user)
    messages.success(request, "Înlocuirea este încheiată.")
    if request.user.pk in (row.user_id, row.stands_in_for.user_id):
        return redirect("accounts:overview")
    return redirect("accounts:person", row.stands_in_for.user_id)


def _name(request, person, back):
    form = StandInForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            rows = actions.name_stand_in(person, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            text = f"{person_name(rows[0].user)} ține locul din {rows[0].valid_from:%d.%m.%Y}"
            messages.success(request, f"{text} până în {rows[0].valid_until:%d.%m.%Y}. Amândoi primiți un mesaj.")
            return back
    title = "Cine îmi ține locul" if person == request.user else f"Cine îi ține locul lui {person_name(person)}"
    context = {"title": title, "form": form, "button": "Numește", "back": back.url}
    return page(request, "accounts/stand_ins/name.html", context)
