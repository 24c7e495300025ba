"""What is to be reported as a sheet: out with what is owed, in as drafts after a preview of every change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators import permissions
from indicators.reporting import pending
from indicators.reporting.grid.views import reporter_institutions
from indicators.reporting.pending_forms import SheetExportForm
from indicators.reporting.sheet.resource import ReportResource
from plans.exchange.imports.forms import ImportFileForm
from plans.exchange.imports.pages import ImportPage
from plans.exchange.imports.screen import ImportScreen
from plans.exchange.imports.tasks import CHANGED_MEANWHILE
from plans.exchange.sheets.formats import FORMATS_BY_EXTENSION
from plans.exchange.sheets.refusal import ImportRefused
from portal import navigation
from portal.romanian import count
from portal.security_log.recording import Occurrence, record_event
from portal.tasks.models import Job

PAGE_NAME = "indicators:sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_sheet(request):
    """Offer what is owed as a file; take one back, show what it would change, and save it once that is confirmed."""
    institutions = reporter_institutions(request.user)
    screen = ImportScreen(user=request.user, name=PAGE_NAME, page=sheet_page())
    if "ticket" in request.POST:
        return _confirm(request, screen, institutions)
    if request.method != "POST":
        return _page(request, institutions, **screen.read_job(request.GET.get("lucrare", "")))
    form = ImportFileForm(request.POST, request.FILES)
    shown = screen.take(form)
    return redirect(shown) if isinstance(shown, Job) else _page(request, institutions, form=form, **shown)


@require_safe
@login_required
def export_sheet(request):
    """Give what is owed as a file, as chosen."""
    institutions = reporter_institutions(request.user)
    form = SheetExportForm(request.GET, groups=pending.pending_groups(request.user), institutions=institutions)
    if not form.is_valid():
        return _page(request, institutions, export=form)
    file_format = FORMATS_BY_EXTENSION[form.cleaned_data["format"]]()
    with transaction.atomic():
        rows = pending.pending_reports(request.user, form.chosen_groups())
        dataset = ReportResource(user=request.user).export(rows)
        data = file_format.export_data(dataset)
        record_event(Occurrence.EXPORTED, by=request.user, about="raportările datorate", rows=len(dataset))
    name = f"raportari-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=file_format.get_content_type(), headers=headers)


def sheet_page() -> ImportPage:
    """Return the page as what imports, with or without a request."""
    return ImportPage(
        resource=ReportResource,
        address=reverse(PAGE_NAME),
        done=reverse("indicators:grid"),
        may_import=lambda user: permissions.reportable_reports(user).exists(),
    )


def _confirm(request, screen: ImportScreen, institutions: dict[str, str]):
    """Save a previewed import; show it again where it would do something else now."""
    try:
        shown = screen.confirm(request.POST["ticket"])
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return _page(request, institutions)
    if isinstance(shown, Job):
        return redirect(shown)
    if not shown["outcome"].is_kept:
        messages.warning(request, CHANGED_MEANWHILE)
        return _page(request, institutions, **shown)
    drafts = count(shown["outcome"].changed_rows_count, "rând", "rânduri")
    messages.success(request, f"Importul s-a încheiat: {drafts} din fișier, acum ciorne. Verificați și trimiteți.")
    return redirect("indicators:grid")


def _page(request, institutions: dict[str, str], **context):
    """Return the page, with an empty form where none was sent."""
    fields = {
        "title": "Raportare cu o foaie de calcul",
        "form": ImportFileForm(),
        "columns": ReportResource.columns_in_words(),
    }
    if "export" not in context:
        fields["export"] = SheetExportForm(groups=pending.pending_groups(request.user), institutions=institutions)
    return navigation.page(request, "indicators/reporting/sheet/page.html", {**fields, **context})
