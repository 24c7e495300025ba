"""The import and export screens of an admin page: a file, its preview, its confirmation; a format, its file."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

from plans.exchange.imports.forms import ExportFormatForm, ImportFileForm
from plans.exchange.imports.pages import ImportPage
from plans.exchange.imports.screen import ImportScreen
from plans.exchange.imports.tasks import CHANGED_MEANWHILE
from plans.exchange.sheets.formats import FORMATS, FORMATS_BY_EXTENSION
from plans.exchange.sheets.refusal import ImportRefused
from portal.security_log.recording import Occurrence, record_event
from portal.tasks.models import Job


class SafeImportExportMixin(ImportExportMixin):
    """Import and export for people who may use the page: checked files, a preview of everything, all or nothing."""

    formats = FORMATS

    def has_import_permission(self, request):
        """Let those import who may change rows here."""
        return self.has_change_permission(request)

    def has_export_permission(self, request):
        """Let those export who may see the rows."""
        return self.has_view_permission(request)

    def get_resource_kwargs(self, request, *args, **kwargs):
        """Tell the resource who asks, and which kind of rows the page has."""
        return {"user": request.user, "model": self.model}

    def import_action(self, request, **kwargs):
        """Take a file and show what importing it would change; save nothing."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form, screen = ImportFileForm(*_posted_form(request)), self._screen(request)
        if request.method != "POST":
            return self._import_page(request, **screen.read_job(request.GET.get("lucrare", "")))
        shown = screen.take(form)
        return redirect(shown) if isinstance(shown, Job) else self._import_page(request, form=form, **shown)

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        """Save a previewed import if it still does exactly what was shown; else show what it would do now."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            shown = self._screen(request).confirm(request.POST.get("ticket", ""))
        except ImportRefused as refused:
            messages.error(request, str(refused))
            return self._import_page(request)
        if isinstance(shown, Job):
            return redirect(shown)
        if not shown["outcome"].is_kept:
            messages.warning(request, CHANGED_MEANWHILE)
            return self._import_page(request, **shown)
        messages.success(request, f"Importul s-a încheiat: {shown['outcome'].summary}.")
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def export_action(self, request):
        """Ask for a format, then give the page's rows in it, as filtered."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        form = ExportFormatForm(*_posted_form(request))
        if form.is_valid():
            file_format = FORMATS_BY_EXTENSION[form.cleaned_data["format"]]()
            try:
                with transaction.atomic():
                    record_event(Occurrence.EXPORTED, by=request.user, about=str(self.opts.verbose_name_plural))
                    return self._do_file_export(file_format, request, self.get_export_queryset(request))
            except (IncorrectLookupParameters, DatabaseError):
                return HttpResponseRedirect(request.path)
        return self._page(request, "admin/import_export/export.html", "Export", form=form)

    def get_export_filename(self, request, queryset, file_format):
        """Name the file by its rows and the day: masuri-2026-11-21.xlsx."""
        name = slugify(self.opts.verbose_name_plural)
        return f"{name}-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"

    def import_page(self) -> ImportPage:
        """Return the page as what imports, with or without a request."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return ImportPage(
            resource=partial(self.resource_classes[0], model=self.model),
            address=reverse(f"{name}_import"),
            done=reverse(f"{name}_changelist"),
            may_import=self._may_import,
        )

    def _may_import(self, user) -> bool:
        """Tell whether a person may import here, asked outside a request."""
        request = HttpRequest()
        request.user = user
        return self.has_import_permission(request)

    def _screen(self, request):
        """Return the import of the page's rows by the person who asks."""
        return ImportScreen(user=request.user, name=self.opts.label, page=self.import_page())

    def _import_page(self, request, form=None, **context):
        form = form or ImportFileForm()
        resource = self.import_page().resource(user=request.user)
        columns = [(one.column_name, one.column_name in resource.required) for one in resource.get_import_fields()]
        return self._page(request, "admin/import_export/import.html", "Import", form=form, columns=columns, **context)

    def _page(self, request, template, title, **context):
        request.current_app = self.admin_site.name
        shared = self.admin_site.each_context(request)
        title = f"{title}: {self.opts.verbose_name_plural}"
        return TemplateResponse(request, template, {**shared, "title": title, "opts": self.opts, **context})


def _posted_form(request):
    """Return what a form takes: what was sent, nothing when the page is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else ()
