"""Where the oversight body judges what was reported: its queue, and one report at a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from indicators import permissions, reviewing
from indicators.forms.review import AcceptForm, ReturnForm
from indicators.models import Report
from indicators.reviewing import WrongState
from indicators.views import review_words as words
from indicators.views.finding import require_role_once, shown
from indicators.views.review_case import Case, case_of
from indicators.views.review_queue import queue as queue_of
from indicators.views.shell import page
from plans.forms.versioned import SEEN
from plans.models.versioned import StaleSave

State = Report.State
NAMED = ("indicator__plan", "indicator__institution", "reported_by", "reviewed_by", "corrects__reported_by")


@require_safe
@login_required
def queue(request):
    """Show what waits for the reviewer; the query string may filter, order and turn the pages."""
    require_role_once(request.user, permissions.Role.REVIEWER)
    return page(request, "review/queue", {"title": "De evaluat", **queue_of(request.user, request.GET)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request, pk):
    """Show a report with all that it takes to judge it; accept it or give it back."""
    row, may_judge = _shown(request, pk)
    if request.method == "POST":
        return _decide(request, row)
    case = case_of(row, request.user)
    return _show(request, case, _forms(case, request) if may_judge else {}, may_judge=may_judge)


def _shown(request, pk: int) -> tuple[Report, bool]:
    """Return the report and whether the user judges it; whoever may only read it gets 403, all others 404."""
    user = request.user
    allowed, known = permissions.reviewable(user), permissions.known_reviews(user)
    allowed, known = allowed.select_related(*NAMED), known.select_related(*NAMED)
    return shown(request, allowed, known, permissions.readable(user), pk=pk)


def _decide(request, row: Report):
    """Do what the reviewer decided, or show the page again with what was typed and why it was not done."""
    if row.reported_by_id == request.user.pk:
        raise PermissionDenied
    case = case_of(row, request.user)
    forms = _forms(case, request)
    sent = _sent(forms)
    if sent and sent.saw(row.version) and sent.is_valid():
        try:
            return _done(request, case, sent)
        except (WrongState, StaleSave):
            row, _may_judge = _shown(request, row.pk)
            case = case_of(row, request.user)
            forms = _forms(case, request)
            sent = _sent(forms)
    if sent and not sent.saw(row.version):
        sent.refuse(f"{words.meanwhile(row, request.user)} Citiți ce s-a trimis acum, apoi decideți.", row.version)
    return _show(request, case, forms)


def _forms(case: Case, request) -> dict[str, AcceptForm | ReturnForm]:
    """Return the forms that are offered, the one that was sent with what was typed in it."""
    row = case.report
    if row.state != State.SUBMITTED or row.reported_by_id == request.user.pk:
        return {}
    seen = {"initial": {SEEN: row.version}}
    sent = {name: {"data": request.POST} if name in request.POST else seen for name in ("accept", "return")}
    forms = {"return": ReturnForm(**sent["return"])}
    if case.proposal:
        forms["accept"] = AcceptForm(proposed=case.proposal.verdict, has_interest=case.has_interest, **sent["accept"])
    return forms


def _sent(forms: dict) -> AcceptForm | ReturnForm | None:
    return next((form for form in forms.values() if form.is_bound), None)


def _done(request, case: Case, form):
    """Accept or give back, and lead to the queue."""
    row, about = case.report, f"„{case.report.indicator}”, {case.period}"
    if isinstance(form, AcceptForm):
        given = form.cleaned_data
        reviewing.accept(row, by=request.user, verdict=given["verdict"], reason=given["reason"])
        messages.success(request, _accepted(about, case.public_address))
    else:
        reviewing.return_(row, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, f"S-a întors instituției raportarea {about}.")
    return redirect("indicators:reviews")


def _accepted(about: str, address: str) -> str:
    """Say that the verdict is public, and where."""
    if not address:
        return f"S-a acceptat raportarea {about}."
    said = 'S-a acceptat raportarea {}. Aprecierea este publică: <a href="{}">pagina indicatorului</a>.'
    return format_html(said, about, address)


def _show(request, case: Case, forms: dict, may_judge: bool = True):
    """Show the report; where what was sent can no longer be done, say who did what, and keep what was typed."""
    is_refused = request.method == "POST" and not forms
    context = {
        "title": case.report.indicator.title,
        "case": case,
        "accept_form": forms.get("accept"),
        "return_form": forms.get("return"),
        "may_judge": may_judge,
        "is_own": case.report.reported_by_id == request.user.pk,
        "meanwhile": words.meanwhile(case.report, request.user) if is_refused else "",
        "typed": _typed(request.POST) if is_refused else [],
    }
    return page(request, "review/report", context)


def _typed(sent) -> list[tuple[str, str]]:
    """Return what was typed in either form, by the names of the fields."""
    verdicts = dict(Report.Verdict.choices)
    typed = [
        ("Aprecierea", verdicts.get(sent.get("verdict"), "")),
        ("Motivul aprecierii", sent.get("reason", "")),
        ("Ce trebuie completat sau corectat", sent.get("intoarcere-note", "")),
    ]
    return [(name, text) for name, text in typed if text]
