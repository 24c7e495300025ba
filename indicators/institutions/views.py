"""Institutions, for administrators: how they were called, who followed them, whom to ask; and what changes them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.institutions import actions
from indicators.institutions.forms import EndInstitutionForm, InstitutionsForm, RenameForm
from indicators.institutions.handover import Handover, handover
from plans.approval.schedule import scheduled_naming, scheduled_submissions
from plans.models import Institution, Submission
from portal.administrators import require_administrator
from portal.navigation import page
from portal.romanian import long_date
from portal.versioning import Conflict


@require_safe
@login_required
def institutions(request):
    """List the institutions; the query string may filter, order and turn the pages."""
    require_administrator(request.user)
    context = {"title": "Instituții", "form": InstitutionsForm(request.GET)}
    return page(request, "indicators/institutions/list.html", context)


@require_safe
@login_required
def institution(request, code):
    """Show what is known of an institution, and what became of it."""
    row = _institution(request, code)
    changes = list(row.changes.select_related("successor", "by"))
    context = {
        "title": row.name,
        "institution": row,
        "changes": changes,
        "is_ended": bool(changes and changes[-1].successor),
        "taken_over": row.taken_over.select_related("institution"),
        "contacts": row.contacts.all(),
    }
    return page(request, "indicators/institutions/institution.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rename(request, code):
    """Record a new name."""
    row = _institution(request, code)
    form = RenameForm(request.POST or None, initial={"name": row.name, "short_name": row.short_name})
    stopped = scheduled_naming(row)
    if request.method == "POST" and form.is_valid():
        try:
            change = actions.rename_institution(row, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            text = f"Din {change.effective_on:%d.%m.%Y}, instituția se numește „{change.name}”."
            messages.success(request, f"{text} Cei care au un rol în ea primesc un mesaj.")
            _say_stopped(request, stopped)
            return redirect("indicators:institution", code)
    context = {"title": "Denumire nouă", "institution": row, "form": form, "stopped": stopped}
    context |= {"button": "Înregistrează denumirea"}
    return page(request, "indicators/institutions/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request, code):
    """Ask who follows an institution and from when, show what passes on, and record it once that was confirmed."""
    row = _institution(request, code)
    form = EndInstitutionForm(request.POST or None, institution=row)
    found = None
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        asked = {**form.cleaned_data}
        seen = asked.pop("seen")
        try:
            if "confirm" in request.POST:
                return _record_end(request, row, seen=seen, **asked)
            actions.refuse_succession(row, asked["successor"], asked["effective_on"])
        except Conflict:
            messages.error(request, "Între timp s-a schimbat ce trece la succesor. Priviți din nou, apoi confirmați.")
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        if not form.errors:
            found = handover(row, asked["successor"], asked["effective_on"])
    context = {"institution": row, "form": form, "found": found, "asked": form.cleaned_data if found else None}
    if found:
        context["stopped"] = _scheduled_plans_of(found)
        title = f"Ce trece la {form.cleaned_data['successor']}"
        return page(request, "indicators/institutions/preview.html", {**context, "title": title})
    context |= {"title": "Comasare sau desființare", "button": "Arată ce se mută"}
    return page(request, "indicators/institutions/change.html", context)


def _record_end(request, row: Institution, **asked):
    stopped = _scheduled_plans_of(handover(row, asked["successor"], asked["effective_on"]))
    change = actions.end_institution(row, by=request.user, **asked)
    text = f"„{change.former_name}” are ca succesor „{change.successor.name}”, din {change.effective_on:%d.%m.%Y}."
    messages.success(request, f"{text} Cei care au un rol în cele două instituții primesc un mesaj.")
    _say_stopped(request, stopped)
    return redirect("indicators:institution", row.code)


def _scheduled_plans_of(found: Handover) -> list[Submission]:
    """Return what is to be published at an hour and has indicators that pass to a successor."""
    plans = {row.plan_id for row in found.indicators}
    return [one for one in scheduled_submissions() if one.plan_id in plans]


def _say_stopped(request, stopped: list[Submission]) -> None:
    """Say which plans will not be published at their hour, because they are not any more what was approved."""
    for one in stopped:
        at = timezone.localtime(one.publish_at)
        messages.warning(
            request,
            f"„{one.plan.short_title}” era programat să se publice la {long_date(at)}, ora {at:%H:%M}: nu se va "
            "publica, fiindcă nu mai este ce s-a aprobat. Cine l-a aprobat și cine l-a trimis primesc un mesaj.",
        )


def _institution(request, code: str) -> Institution:
    require_administrator(request.user)
    return get_object_or_404(Institution, code=code)
