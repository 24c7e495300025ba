"""Where an institution reports: what it owes, and one report at a time, from draft to correction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import permissions
from indicators.lookups import get_readable_or_404, require_past_role
from indicators.models import Report
from indicators.permissions import Role
from indicators.reporting import actions as reporting_actions
from indicators.reporting import report_state as words
from indicators.reporting.evidence import actions as evidence_actions
from indicators.reporting.evidence.forms import FIELDS as EVIDENCE
from indicators.reporting.filling import ReportFormOutcome, fill_in
from indicators.reporting.forms import ReportForm
from indicators.reporting.report_case import review_case
from indicators.reporting.report_list import due_label, is_late, report_list_context, state_label
from portal.display import in_words
from portal.navigation import page
from portal.versioning import Conflict, WrongState

RELATED = ("indicator__plan", "institution", "reported_by", "reviewed_by", "corrects__reported_by")
CHANGED_MESSAGE = (
    "Între timp s-a schimbat ceva la această raportare. Verificați ce este acum în pagină și încercați din nou."
)


@require_safe
@login_required
def report_list(request):
    """Show what the person's institutions have to report; the query string may filter, order and turn the pages."""
    require_past_role(request.user, Role.REPORTER)
    return page(
        request,
        "indicators/reporting/list.html",
        {"title": "Ce am de raportat", **report_list_context(request.user, request.GET)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_report(request, pk):
    """Show a report with what is asked of it; keep what was filled in, send it to review."""
    row, may_fill = _readable_report(request, pk)
    if request.method != "POST":
        form = ReportForm(instance=row) if row.is_owed and may_fill else None
        return _render_report(request, row, form, **({} if may_fill else {"can_correct": False}))
    form = _bound_form(request, row)
    if not row.is_owed:
        return _render_report(request, row, None, left_over=form.left_over(), meanwhile=_last_step(row))
    try:
        outcome = fill_in(form, by=request.user)
    except Conflict:
        return _render_conflict(request, pk)
    if not outcome.is_done:
        return _render_report(request, _editable_report(request, pk), form, problem=outcome.problem)
    return _redirect_after_save(request, row, outcome)


@require_POST
@login_required
def correct_report(request, pk):
    """Begin the correction of an accepted report and lead to its form; to the one begun before, if there is one."""
    row = _editable_report(request, pk)
    try:
        correction = reporting_actions.begin_correction(row, by=request.user)
    except Conflict:
        correction = row.corrections.exclude(state=Report.State.ACCEPTED).first()
        messages.warning(request, "Corectura era deja începută." if correction else CHANGED_MESSAGE)
    return redirect("indicators:report", (correction or row).pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_evidence(request, pk, proof):
    """Show what will go, then remove it."""
    row = _editable_report(request, pk)
    found_proof = get_object_or_404(row.evidence, pk=proof)
    if request.method != "POST":
        context = {"title": "Eliminați dovada?", "report": row, "proof": found_proof}
        return page(request, "indicators/reporting/remove.html", context)
    try:
        evidence_actions.remove_evidence(found_proof, by=request.user)
        messages.success(request, f"Dovada „{found_proof.title}” este eliminată.")
    except WrongState:
        messages.error(request, "Raportarea este trimisă: dovezile ei nu se mai schimbă.")
    return redirect("indicators:report", pk)


def _readable_report(request, pk: int) -> tuple[Report, bool]:
    """Return the report and whether the user fills it in; 403 for others who may know of it, 404 for all others."""
    user = request.user
    mine = Report.objects.filter(institution__in=permissions.institutions(user, *Role))
    theirs = Report.objects.filter(pk=pk, pk__in=permissions.readable_reports(user)) | mine
    allowed, known = permissions.reportable_reports(user), permissions.known_reports(user)
    return get_readable_or_404(request, allowed.select_related(*RELATED), known.select_related(*RELATED), theirs, pk=pk)


def _editable_report(request, pk: int) -> Report:
    """Return the report, if the user fills it in."""
    row, may_fill = _readable_report(request, pk)
    if not may_fill:
        raise PermissionDenied
    return row


def _bound_form(request, row: Report) -> ReportForm:
    return ReportForm(request.POST, request.FILES, instance=row, is_sent="submit" in request.POST)


def _render_report(request, row: Report, form: ReportForm | None, **said):
    """Return the page of a report: its form while it is owed, else what was sent and what came of it."""
    case = review_case(row, request.user)
    context = {
        "title": f"Indicatorul {row.indicator.number}, {case.period}",
        "case": case,
        "report": row,
        "state": state_label(row),
        "when": due_label(row),
        "is_late": is_late(row),
        "form": form,
        "evidence_fields": EVIDENCE,
        "proofs": list(row.evidence.all()),
        "returned": row.steps.filter(kind="returned").select_related("by").last() if row.state == "returned" else None,
        "correction": row.corrections.exclude(state=Report.State.ACCEPTED).first(),
        "can_correct": row.state == Report.State.ACCEPTED and not row.superseded_at,
    }
    return page(request, "indicators/reporting/report.html", context | said)


def _render_conflict(request, pk: int):
    """Show the report as it is now, with what was typed and what someone else did meanwhile."""
    row = _editable_report(request, pk)
    form = _bound_form(request, row)
    if not row.is_owed:
        return _render_report(request, row, None, left_over=form.left_over(), meanwhile=_last_step(row))
    if form.is_valid():
        form.add_error(None, CHANGED_MESSAGE)
    form.see(row.version)
    return _render_report(request, row, form, problem=ReportFormOutcome(form).problem)


def _last_step(row: Report) -> str:
    """Return what was done last with a report, by whom and when."""
    step = row.steps.select_related("by").last()
    done = words.STEPS[step.kind].lower()
    return f"{done} de {words.acting_names(row).name(step.by, step.at)}, la {in_words(step.at)}"


def _redirect_after_save(request, row: Report, outcome: ReportFormOutcome):
    """Lead back to the report; to the question about the piece of evidence that is to go, where one is."""
    proof = next((one for one in row.evidence.all() if str(one.pk) == request.POST.get("remove")), None)
    if proof:
        return redirect("indicators:remove_evidence", row.pk, proof.pk)
    messages.success(request, outcome.message)
    return redirect("indicators:report", row.pk)
