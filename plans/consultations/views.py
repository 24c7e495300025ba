"""The consultations of a plan: their list, opening one, one with its proposals and debates, its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from plans import permissions
from plans.consultations import actions as consultation_actions
from plans.consultations.forms import EndConsultationForm, OpenConsultationForm, ProposalListForm
from plans.consultations.lookups import consultation_of, consultation_to_end, plan_to_publish
from plans.consultations.records import closing_of, public_record
from plans.consultations.workdays import legal_days
from plans.editions.publishing import NotReady
from plans.models import Consultation, Plan
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_read
from portal import clock
from portal.versioning import WrongState

TAB = "consultari/"
RUNNING = "O consultare a planului este deja deschisă: încheiați-o sau opriți-o întâi."
OVER = "Între timp, consultarea s-a încheiat."
NOT_READY = "Planul are erori care îl fac de nepublicat: vedeți-le în „Aprobare și publicare”, apoi încercați din nou."


@require_safe
@login_required
def consultation_list(request, slug):
    """List the consultations of a plan, the newest first."""
    plan = plan_to_read(request.user, slug)
    found = plan.consultations.defer("document").select_related("closing")
    context = {
        "title": "Consultări publice",
        "consultations": found,
        "may_open": permissions.may_publish(request.user, plan) and not plan.consultations.running().exists(),
    }
    return page(request, plan, "plans/consultations/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_consultation(request, slug):
    """Announce the working plan as a draft, from today on."""
    plan = plan_to_publish(request.user, slug)
    form = OpenConsultationForm(request.POST or None, days=legal_days(clock.today()))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            row = consultation_actions.open_consultation(plan, by=request.user, **form.cleaned_data)
        except (ValidationError, NotReady, WrongState) as refused:
            status = 409 if isinstance(refused, WrongState) else 200
            add_refusal(form, refused)
        else:
            messages.success(request, f"Consultarea nr. {row.number} este deschisă, iar proiectul este public.")
            return redirect("plans:consultation", slug, row.number)
    context = {"title": "Deschide o consultare publică", "tab": TAB, "form": form}
    return page(request, plan, "plans/consultations/open.html", context, status)


def add_refusal(form, refused: Exception) -> None:
    """Say in the form why nothing was done."""
    if isinstance(refused, ValidationError):
        form.add_error(None, refused)
    else:
        form.add_error(None, NOT_READY if isinstance(refused, NotReady) else RUNNING)


@require_safe
@login_required
def consultation_page(request, slug, number):
    """Show a consultation to who reads the plan: its days, its proposals, its debates, what is left to do."""
    plan = plan_to_read(request.user, slug)
    row = consultation_of(plan, number)
    closing = closing_of(row)
    may_end = permissions.may_publish(request.user, plan) and closing is None
    may_write = permissions.may_edit(request.user, plan)
    context = {
        "title": str(row),
        "tab": TAB,
        "consultation": row,
        "closing": closing,
        "record": public_record(row),
        "form": ProposalListForm(request.GET, row.proposals.all()) if may_write else None,
        "debates": row.debates.all(),
        "steps": row.steps.select_related("by")[:30],
        "problems": consultation_actions.closing_problems(row) if closing is None else [],
        "lawful": legal_days(row.opened_on),
        "may_end": may_end,
        "may_act": may_write and closing is None,
    }
    return page(request, plan, "plans/consultations/consultation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def stop_consultation(request, slug, number):
    """End a consultation that should not go on, with the reason."""
    plan, row = consultation_to_end(request.user, slug, number)
    form = EndConsultationForm(request.POST or None, label="Motivul", hint="Este public, la adresa consultării.")
    context = {"title": f"Oprește consultarea nr. {number}", "action": "Oprește consultarea"}
    return _end(request, plan, row, form, context, is_stopped=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close_consultation(request, slug, number):
    """End a consultation with its report."""
    plan, row = consultation_to_end(request.user, slug, number)
    hint = "Ce s-a schimbat în plan în urma consultării. Stă în fruntea raportului, care este public."
    form = EndConsultationForm(request.POST or None, label="Concluziile", hint=hint)
    context = {"title": f"Încheie consultarea nr. {number}", "action": "Încheie cu raport"}
    return _end(request, plan, row, form, context, is_stopped=False)


def _end(request, plan: Plan, row: Consultation, form: EndConsultationForm, context: dict, *, is_stopped: bool):
    status = 200
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            if is_stopped:
                consultation_actions.stop_consultation(row, by=request.user, reason=note)
            else:
                consultation_actions.close_consultation(row, by=request.user, conclusions=note)
        except ValidationError as refused:
            form.add_error(None, refused)
        except WrongState:
            status = 409
            form.add_error(None, OVER)
        else:
            messages.success(request, "Consultarea este oprită." if is_stopped else "Raportul este public.")
            return redirect("plans:consultation", plan.slug, row.number)
    problems = [] if is_stopped else consultation_actions.closing_problems(row)
    shown = {"tab": TAB, "consultation": row, "form": form, "problems": problems, "is_stopped": is_stopped, **context}
    return page(request, plan, "plans/consultations/end.html", shown, status)
