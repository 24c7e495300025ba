"""Where an institution reports: what it owes, and one report at a time, from draft to correction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import evidence, permissions, reviewing
from indicators.forms.evidence import FIELDS as EVIDENCE
from indicators.forms.reporting import ReportForm
from indicators.models import Report
from indicators.permissions import Role
from indicators.reviewing import WrongState
from indicators.views import review_words as words
from indicators.views.filling import Outcome, fill_in
from indicators.views.finding import require_role_once, shown
from indicators.views.report_list import is_late, listing, state_of, when_of
from indicators.views.review_case import case_of
from indicators.views.shell import page
from plans.models.versioned import StaleSave
from plans.wording import in_words

MEANWHILE = (StaleSave, WrongState, evidence.Closed)
NAMED = ("indicator__plan", "indicator__institution", "reported_by", "reviewed_by", "corrects__reported_by")
CHANGED = "Între timp s-a schimbat ceva la această raportare. Verificați ce este acum în pagină și încercați din nou."


@require_safe
@login_required
def reports(request):
    """Show what the person's institutions have to report; the query string may filter, order and turn the pages."""
    require_role_once(request.user, Role.REPORTER)
    return page(request, "reporting/list", {"title": "Ce am de raportat", **listing(request.user, request.GET)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request, pk):
    """Show a report with what is asked of it; keep what was filled in, send it to review."""
    row, may_fill = _shown(request, pk)
    if request.method != "POST":
        form = ReportForm(instance=row) if row.is_owed and may_fill else None
        return _show(request, row, form, **({} if may_fill else {"can_correct": False}))
    form = _filled(request, row)
    if not row.is_owed:
        return _show(request, row, None, left_over=form.left_over(), meanwhile=_last_step(row))
    try:
        outcome = fill_in(form, by=request.user)
    except MEANWHILE:
        return _try_again(request, pk)
    if not outcome.is_done:
        return _show(request, _found(request, pk), form, problem=outcome.problem)
    return _lead_on(request, row, outcome)


@require_POST
@login_required
def correct(request, pk):
    """Begin the correction of an accepted report and lead to its form; to the one begun before, if there is one."""
    row = _found(request, pk)
    try:
        correction = reviewing.correct(row, by=request.user)
    except MEANWHILE:
        correction = row.corrections.exclude(state=Report.State.ACCEPTED).first()
        messages.warning(request, "Corectura era deja începută." if correction else CHANGED)
    return redirect("indicators:report", (correction or row).pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_evidence(request, pk, proof):
    """Show what will go, then remove it."""
    row = _found(request, pk)
    found_proof = get_object_or_404(row.evidence, pk=proof)
    if request.method != "POST":
        return page(request, "reporting/remove", {"title": "Eliminați dovada?", "report": row, "proof": found_proof})
    try:
        evidence.remove(found_proof, by=request.user)
        messages.success(request, f"Dovada „{found_proof.title}” este eliminată.")
    except evidence.Closed:
        messages.error(request, "Raportarea este trimisă: dovezile ei nu se mai schimbă.")
    return redirect("indicators:report", pk)


def _shown(request, pk: int) -> tuple[Report, bool]:
    """Return the report and whether the user fills it in; 403 for others who may know of it, 404 for all others."""
    user = request.user
    mine = Report.objects.filter(indicator__institution__in=permissions.institutions(user, *Role))
    theirs = Report.objects.filter(pk=pk, pk__in=permissions.readable(user)) | mine
    allowed, known = permissions.reportable(user), permissions.known_reports(user)
    return shown(request, allowed.select_related(*NAMED), known.select_related(*NAMED), theirs, pk=pk)


def _found(request, pk: int) -> Report:
    """Return the report, if the user fills it in."""
    row, may_fill = _shown(request, pk)
    if not may_fill:
        raise PermissionDenied
    return row


def _filled(request, row: Report) -> ReportForm:
    return ReportForm(request.POST, request.FILES, instance=row, is_sent="submit" in request.POST)


def _show(request, row: Report, form: ReportForm | None, **said):
    """Return the page of a report: its form while it is owed, else what was sent and what came of it."""
    case = case_of(row, request.user)
    context = {
        "title": f"Indicatorul {row.indicator.number}, {case.period}",
        "case": case,
        "report": row,
        "state": state_of(row),
        "when": when_of(row),
        "is_late": is_late(row),
        "form": form,
        "evidence_fields": EVIDENCE,
        "proofs": list(row.evidence.all()),
        "returned": row.steps.filter(kind="returned").select_related("by").last() if row.state == "returned" else None,
        "correction": row.corrections.exclude(state=Report.State.ACCEPTED).first(),
        "can_correct": row.state == Report.State.ACCEPTED and not row.superseded_at,
    }
    return page(request, "reporting/report", context | said)


def _try_again(request, pk: int):
    """Show the report as it is now, with what was typed and what someone else did meanwhile."""
    row = _found(request, pk)
    form = _filled(request, row)
    if not row.is_owed:
        return _show(request, row, None, left_over=form.left_over(), meanwhile=_last_step(row))
    if form.is_valid():
        form.add_error(None, CHANGED)
    form.saw(row.version)
    return _show(request, row, form, problem=Outcome(form).problem)


def _last_step(row: Report) -> str:
    """Return what was done last with a report, by whom and when."""
    step = row.steps.select_related("by").last()
    done = words.STEPS[step.kind].lower()
    return f"{done} de {words.person(step.by)}, la {in_words(step.at)}"


def _lead_on(request, row: Report, outcome: Outcome):
    """Lead back to the report; to the question about the piece of evidence that is to go, where one is."""
    proof = next((one for one in row.evidence.all() if str(one.pk) == request.POST.get("remove")), None)
    if proof:
        return redirect("indicators:remove_evidence", row.pk, proof.pk)
    messages.success(request, outcome.message)
    return redirect("indicators:report", row.pk)
