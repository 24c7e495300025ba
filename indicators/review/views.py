"""Where the oversight body judges what was reported: its queue, and one report at a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from indicators import permissions
from indicators.lookups import get_readable_or_404, require_past_role
from indicators.models import Report
from indicators.reporting import report_state as words
from indicators.reporting.report_case import ReviewCase, review_case
from indicators.review import actions as review_actions
from indicators.review.forms import AcceptReportForm, ReturnReportForm
from indicators.review.queue import queue_context as queue_of
from portal.navigation import page
from portal.versioning import Conflict

State = Report.State
RELATED = ("indicator__plan", "institution", "reported_by", "reviewed_by", "corrects__reported_by")


@require_safe
@login_required
def review_queue(request):
    """Show what waits for the reviewer; the query string may filter, order and turn the pages."""
    require_past_role(request.user, permissions.Role.REVIEWER)
    return page(request, "indicators/review/queue.html", {"title": "De evaluat", **queue_of(request.user, request.GET)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review_report(request, pk):
    """Show a report with all that it takes to judge it; accept it or give it back."""
    row, may_judge = _readable_report(request, pk)
    if request.method == "POST":
        return _decide(request, row)
    case = review_case(row, request.user)
    return _render_case(request, case, _forms(case, request) if may_judge else {}, may_judge=may_judge)


def _readable_report(request, pk: int) -> tuple[Report, bool]:
    """Return the report and whether the user judges it; whoever may only read it gets 403, all others 404."""
    user = request.user
    allowed, known = permissions.reviewable_reports(user), permissions.known_reviewable_reports(user)
    allowed, known = allowed.select_related(*RELATED), known.select_related(*RELATED)
    return get_readable_or_404(request, allowed, known, permissions.readable_reports(user), pk=pk)


def _decide(request, row: Report):
    """Do what the reviewer decided, or show the page again with what was typed and why it was not done."""
    if row.reported_by_id == request.user.pk:
        raise PermissionDenied
    case = review_case(row, request.user)
    forms = _forms(case, request)
    sent = _sent_form(forms)
    if sent and sent.is_current(row.version) and sent.is_valid():
        try:
            return _apply_decision(request, case, sent)
        except Conflict:
            row, _may_judge = _readable_report(request, row.pk)
            case = review_case(row, request.user)
            forms = _forms(case, request)
            sent = _sent_form(forms)
    if sent and not sent.is_current(row.version):
        sent.refuse(
            f"{words.last_action_message(row, request.user)} Citiți ce s-a trimis acum, apoi decideți.", row.version
        )
    return _render_case(request, case, forms)


def _forms(case: ReviewCase, request) -> dict[str, AcceptReportForm | ReturnReportForm]:
    """Return the forms that are offered, the one that was sent with what was typed in it."""
    row = case.report
    if row.state != State.SUBMITTED or row.reported_by_id == request.user.pk:
        return {}
    sent = {name: request.POST if name in request.POST else None for name in ("accept", "return")}
    forms = {"return": ReturnReportForm(sent["return"], row=row)}
    if case.proposal:
        forms["accept"] = AcceptReportForm(
            sent["accept"], row=row, proposal=case.proposal, has_interest=case.has_interest
        )
    return forms


def _sent_form(forms: dict) -> AcceptReportForm | ReturnReportForm | None:
    return next((form for form in forms.values() if form.is_bound), None)


def _apply_decision(request, case: ReviewCase, form):
    """Accept or give back, and lead to the queue."""
    row, about = case.report, f"„{case.report.indicator}”, {case.period}"
    if isinstance(form, AcceptReportForm):
        given = form.cleaned_data
        review_actions.accept_report(row, by=request.user, verdict=given["verdict"], reason=given["reason"])
        messages.success(request, _acceptance_message(about, case.public_address))
    else:
        review_actions.return_report(row, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, f"S-a întors instituției raportarea {about}.")
    return redirect("indicators:reviews")


def _acceptance_message(about: str, address: str) -> str:
    """Say that the verdict is public, and where."""
    if not address:
        return f"S-a acceptat raportarea {about}."
    said = 'S-a acceptat raportarea {}. Aprecierea este publică: <a href="{}">pagina indicatorului</a>.'
    return format_html(said, about, address)


def _render_case(request, case: ReviewCase, forms: dict, may_judge: bool = True):
    """Show the report; where what was sent can no longer be done, say who did what, and keep what was typed."""
    is_refused = request.method == "POST" and not forms
    context = {
        "title": case.report.indicator.title,
        "case": case,
        "accept_form": forms.get("accept"),
        "return_form": forms.get("return"),
        "may_judge": may_judge,
        "is_own": case.report.reported_by_id == request.user.pk,
        "meanwhile": words.last_action_message(case.report, request.user) if is_refused else "",
        "typed": _typed_texts(request.POST) if is_refused else [],
    }
    return page(request, "indicators/review/report.html", context)


def _typed_texts(sent) -> list[tuple[str, str]]:
    """Return what was typed in either form, by the names of the fields."""
    verdicts = dict(Report.Verdict.choices)
    typed = [
        ("Aprecierea", verdicts.get(sent.get("verdict"), "")),
        ("Motivul aprecierii", sent.get("reason", "")),
        ("Ce trebuie completat sau corectat", sent.get("intoarcere-note", "")),
    ]
    return [(name, text) for name, text in typed if text]
