"""The page of a plan's workbook: out as a file; in again after a preview of every change."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from plans import permissions
from plans.exchange.imports.pages import ImportPage
from plans.exchange.imports.screen import ImportScreen
from plans.exchange.imports.tasks import CHANGED_MEANWHILE
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.workbook.files import WORKBOOK_FORMATS, read_contents
from plans.exchange.workbook.forms import ChangeListForm, WorkbookFileForm, conflict_choices
from plans.exchange.workbook.plan_workbook import PlanWorkbook, run_workbook
from plans.exchange.workbook.tasks import make_workbook
from plans.models import Element, Plan
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_write
from portal.security_log.recording import Occurrence, record_event
from portal.tasks.actions import start_job
from portal.tasks.answers import offer_job
from portal.tasks.models import Job

PAGE_NAME = "plans:workbook"
# A plan of more elements takes longer than a request should.
SHORT_PLAN = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def workbook(request, slug):
    """Offer the plan as a workbook; take one back, show what it would change, and save it once that is confirmed."""
    plan = plan_to_write(request.user, slug)
    screen = ImportScreen(user=request.user, name=f"{PAGE_NAME}/{slug}", page=workbook_page(slug))
    try:
        if request.method != "POST":
            return _show(request, plan, **_read(request, screen))
        if "ticket" in request.POST:
            return _confirm(request, plan, screen)
        if "choosing" in request.POST:
            shown = screen.choose(request.POST["choosing"], conflict_choices(request.POST))
        else:
            form = WorkbookFileForm(request.POST, request.FILES, read=screen.page.read)
            shown = screen.take(form)
            if not isinstance(shown, Job) and not _waiting(shown):
                return _show(request, plan, form=form, **shown)
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return redirect(PAGE_NAME, slug)
    if isinstance(shown, Job):
        return redirect(shown)
    return redirect(f"{screen.page.address}?{urlencode({'fisier': _waiting(shown)})}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def download(request, slug, extension):
    """Give the plan as a workbook; that of a long plan is made outside the request, when asked for."""
    plan = plan_to_write(request.user, slug)
    if extension not in WORKBOOK_FORMATS:
        raise Http404
    kind, back = WORKBOOK_FORMATS[extension], reverse(PAGE_NAME, args=[slug])
    title = f"Registrul de calcul ({kind.title}): {plan.short_title}"
    if request.method == "POST":
        arguments, key = (plan.pk, request.user.pk, extension), f"registru-{extension}-{slug}"
        with transaction.atomic():
            _record_export(request, plan)
            return redirect(start_job(make_workbook, *arguments, by=request.user, title=title, key=key, back=back))
    if Element.objects.filter(level__plan=plan).count() > SHORT_PLAN:
        return offer_job(request, title, why="Planul este lung.", back=back)
    book = PlanWorkbook(plan, user=request.user)
    data = kind.write(book.file())
    # Nobody waits while the file is written; it is given once it is written down who took it.
    _record_export(request, plan)
    headers = {"Content-Disposition": f'attachment; filename="{book.file_name(extension)}"'}
    return HttpResponse(data, content_type=kind.content_type, headers=headers)


def _record_export(request, plan: Plan) -> None:
    record_event(Occurrence.EXPORTED, by=request.user, about=f"registrul de calcul al planului {plan}"[:200])


def workbook_page(slug: str) -> ImportPage:
    """Return the page of one plan as what imports, with or without a request."""
    plan = Plan.objects.get(slug=slug)
    return ImportPage(
        resource=partial(PlanWorkbook, plan),
        address=reverse(PAGE_NAME, args=[slug]),
        done=reverse("plans:plan", args=[slug]),
        may_import=lambda user: permissions.may_edit(user, plan),
        read=lambda upload: read_contents(upload, PlanWorkbook(plan, user=None).headings()),
        run=run_workbook,
    )


def _read(request, screen: ImportScreen) -> dict:
    """Return what the page shows of a file that waits, or of one that a job tried out."""
    if "fisier" in request.GET:
        return screen.read_ticket(request.GET["fisier"])
    return screen.read_job(request.GET.get("lucrare", ""))


def _waiting(shown: dict) -> str:
    """Return the ticket of a file that waits for an answer."""
    return shown.get("ticket") or shown.get("choosing") or ""


def _confirm(request, plan: Plan, screen: ImportScreen) -> HttpResponse:
    """Save a previewed import; show it again where it would do something else now."""
    shown = screen.confirm(request.POST["ticket"])
    if isinstance(shown, Job):
        return redirect(shown)
    if not shown["outcome"].is_kept:
        messages.warning(request, CHANGED_MEANWHILE)
        return _show(request, plan, **shown)
    messages.success(
        request, f"Importul s-a încheiat: {shown['outcome'].summary}. Din istoric vedeți fiecare schimbare."
    )
    return redirect("plans:plan", plan.slug)


def _show(request, plan: Plan, *, form=None, **shown) -> HttpResponse:
    """Return the page, with the changes that were chosen to be shown."""
    context = {
        "title": "Registrul de calcul al planului",
        "tab": "",
        "form": form or WorkbookFileForm(),
        "formats": WORKBOOK_FORMATS.values(),
        **shown,
    }
    if "outcome" in shown:
        data = request.GET if request.method != "POST" else {"fisier": _waiting(shown)}
        context["changes"] = ChangeListForm(data, shown["outcome"].changes)
    return page(request, plan, "plans/exchange/workbook/workbook.html", context)
