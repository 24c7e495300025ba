"""Where a person makes and revokes the address of their calendar, and where a calendar program reads it."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.calendar_address import actions as address_actions
from accounts.models import CalendarAddress
from portal.calendar_files import CONTENT_TYPE
from portal.desk.entries import items_for
from portal.desk.feed import desk_calendar
from portal.navigation import page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendar_address(request):
    """Show whether the person has an address; make one, which is shown this once, or revoke it."""
    address = ""
    if "revoke" in request.POST:
        if address_actions.revoke_address(by=request.user):
            messages.success(request, "Adresa este revocată: calendarele care o foloseau nu mai primesc nimic.")
        return redirect("accounts:calendar")
    if "make" in request.POST:
        secret = address_actions.make_address(by=request.user)
        address = settings.SITE_URL + reverse("calendar_feed", args=[secret])
    context = {
        "title": "Adresa calendarului",
        "address": address,
        "kept": CalendarAddress.objects.filter(person=request.user).first(),
    }
    return page(request, "accounts/calendar_address/calendar_address.html", context)


@require_safe
def calendar_feed(request, secret):
    """Answer a calendar program with what waits for whoever's address it is; 404 for every other address."""
    refusal = ratelimit.consume_or_429(request, action="calendar", limit_get=True)
    if refusal:
        return refusal
    reader = address_actions.reader_of(secret)
    if reader is None:
        raise Http404
    response = HttpResponse(desk_calendar(items_for(reader, timezone.localdate()), timezone.now()), CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = 'inline; filename="de-facut.ics"'
    return response
