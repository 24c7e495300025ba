"""Many reports of one period on one page, filled in by keyboard and saved at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from indicators import permissions, queries
from indicators.lookups import require_role
from indicators.models import Report, ReportStep
from indicators.permissions import Role
from indicators.progress import periods
from indicators.progress.aggregation import covering_target
from indicators.progress.figures import asked_in_brief
from indicators.render.values import printed_value, target_in_words
from indicators.reporting import pending
from indicators.reporting.grid import saving
from indicators.reporting.grid.forms import GridListForm, GridRowForm
from indicators.reporting.pending_forms import PendingGroupForm
from indicators.reporting.report_list import state_label
from portal import navigation
from portal.forms.grids import sent_keys
from portal.romanian import count


@dataclass(frozen=True)
class GridRow:
    """A report to be filled in, with what its indicator promises and what was accepted last."""

    form: GridRowForm
    target: str
    latest: str
    latest_period: str
    asked: str
    state: str
    note: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_grid(request):
    """Show what is owed for a period, row by row; keep what was filled in, and send it where that was asked."""
    institutions = reporter_institutions(request.user, request.GET.get("institutie", ""))
    if request.method == "POST":
        return _save(request, institutions)
    choice = PendingGroupForm(request.GET, pending.pending_groups(request.user), institutions)
    reports = pending.pending_reports(request.user, [choice.group]) if choice.group else Report.objects.none()
    shown = GridListForm(request.GET, reports).page
    return _page(request, choice, [GridRowForm(instance=report) for report in shown], shown)


def reporter_institutions(user, asked: str = "") -> dict[str, str]:
    """Return the names of the institutions that the user reports for, by code; 404 for another one that is asked."""
    require_role(user, Role.REPORTER)
    mine = dict(permissions.institutions(user, Role.REPORTER).order_by("name").values_list("code", "name"))
    if asked and asked not in mine:
        raise Http404
    return mine


def _save(request, institutions):
    """Keep and send the rows that came; show again those that were not kept, as they were typed."""
    asked = sent_keys(request.POST)
    reports = permissions.reportable_reports(request.user).filter(pk__in=asked)
    reports = list(reports.select_related("indicator__plan").order_by("indicator__number", "pk"))
    reports = [report for report in reports if report.indicator.plan_id == reports[0].indicator.plan_id]
    if not reports:
        raise Http404
    forms = [GridRowForm(request.POST, instance=report) for report in reports]
    saved = saving.save_rows(forms, by=request.user, send="trimite" in request.POST)
    saving.add_messages(request, saved)
    if len(reports) < len(asked):
        lost = count(len(asked) - len(reports), "rând", "rânduri")
        messages.warning(request, f"{lost} nu se mai raportează aici; nu s-a salvat nimic pentru ele.")
    if not saved.wrong:
        return redirect(request.get_full_path())
    return _page(request, PendingGroupForm(request.GET, pending.pending_groups(request.user), institutions), saved.rows)


def _page(request, choice: PendingGroupForm, forms: list[GridRowForm], shown=None):
    """Return the page with these rows."""
    wrong = [form for form in forms if form.errors]
    context = {
        "title": "Raportare în tabel",
        "choice": choice,
        "first": forms[0].instance if forms else None,
        "period": periods.name(forms[0].instance.period_start, forms[0].instance.period_end) if forms else "",
        "rows": _rows(forms),
        "wrong": wrong,
        "trouble": _trouble(wrong),
        "shown": shown,
    }
    return navigation.page(request, "indicators/reporting/grid/page.html", context)


def _rows(forms: list[GridRowForm]) -> list[GridRow]:
    """Return the rows with what stands beside the fields; the same number of queries for any number of rows."""
    if not forms:
        return []
    reports = [form.instance for form in forms]
    plan = reports[0].indicator.plan
    definitions = queries.published_definitions(plan)
    latest = queries.latest_accepted_reports(plan.indicators.filter(pk__in=[report.indicator_id for report in reports]))
    latest = {report.indicator_id: report for report in latest}
    steps = ReportStep.objects.filter(report__in=reports, kind=ReportStep.Kind.RETURNED).order_by("at")
    notes = dict(steps.values_list("report", "note"))
    return [
        _row(form, definitions.get(str(form.instance.indicator.uid)), latest.get(form.instance.indicator_id), notes)
        for form in forms
    ]


def _row(form: GridRowForm, definition, latest: Report | None, notes: dict[int, str]) -> GridRow:
    report = form.instance
    record = latest and queries.report_value(latest)
    return GridRow(
        form=form,
        target=target_in_words(covering_target(definition.targets, report), definition) if definition else "",
        latest=printed_value(definition, record) if definition and record else "",
        latest_period=periods.name(latest.period_start, latest.period_end) if latest else "",
        state=state_label(report),
        asked=asked_in_brief(definition) if definition else "",
        note=notes.get(report.pk, "") if report.state == Report.State.RETURNED else "",
    )


def _trouble(wrong: list[GridRowForm]) -> str:
    """Say how many rows were not saved, and how many were saved and not sent."""
    kept = sum(form.is_kept for form in wrong)
    lost = len(wrong) - kept
    said = [
        lost and count(lost, "rând nu s-a salvat", "rânduri nu s-au salvat"),
        kept and count(kept, "rând salvat nu s-a trimis", "rânduri salvate nu s-au trimis"),
    ]
    return "; ".join(filter(None, said))
