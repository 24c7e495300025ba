"""The security log, for administrators: read on a page, taken along as a file."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.administrators import require_administrator
from portal.csv_text import CONTENT_TYPE, csv_bytes
from portal.navigation import page
from portal.people import person_name
from portal.security_log.lists import SecurityEventsForm
from portal.security_log.models import KEEP_FOR, SecurityEvent
from portal.security_log.recording import Occurrence, record_event

HEADINGS = ("Când", "Ce", "Cine", "În ce calitate", "Despre cine", "Despre ce", "De la adresa", "Amănunte", "Cererea")


@require_safe
@login_required
def security_log(request):
    """Show what happened, the newest first."""
    require_administrator(request.user)
    context = {"title": "Jurnal de securitate", "form": SecurityEventsForm(request.GET), "days": KEEP_FOR.days}
    return page(request, "portal/security_log/log.html", context)


@require_POST
@login_required
def export_log(request):
    """Send the events that were chosen as a file; that is an event, too."""
    require_administrator(request.user)
    form = SecurityEventsForm(request.GET)
    data = csv_bytes([HEADINGS, *map(_cells, form.rows)])
    record_event(Occurrence.EXPORTED, by=request.user, about="jurnalul de securitate", rows=len(form.rows))
    name = f"jurnal-de-securitate-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=CONTENT_TYPE, headers=headers)


def _cells(event: SecurityEvent) -> tuple[str, ...]:
    return (
        timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds"),
        event.get_what_display(),
        person_name(event.by),
        event.role,
        person_name(event.person),
        event.about,
        event.address or "",
        json.dumps(event.details, ensure_ascii=False, sort_keys=True) if event.details else "",
        event.request,
    )
