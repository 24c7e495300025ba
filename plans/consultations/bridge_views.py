"""The days that the Government declared free, as staff add them beside the legal holidays."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from plans.consultations import workdays
from plans.consultations.forms import BridgeDayForm
from plans.models import BridgeDay
from plans.permissions import is_reader
from portal import clock
from portal.navigation import page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bridge_day_list(request):
    """Show the days that are no working days this year and the next; a publisher adds those declared free."""
    may_change = workdays.may_change_bridge_days(request.user)
    if not may_change and not (request.user.is_superuser or is_reader(request.user)):
        raise PermissionDenied
    form = BridgeDayForm(request.POST or None)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            workdays.add_bridge_day(**form.cleaned_data, by=request.user)
            messages.success(request, "Ziua este adăugată.")
            return redirect("plans:bridge_days")
    year = clock.today().year
    context = {
        "title": "Zile libere",
        "form": form,
        "may_change": may_change,
        "bridge_days": BridgeDay.objects.select_related("added_by"),
        "years": [(one, workdays.holidays_of(one)) for one in (year, year + 1)],
    }
    return page(request, "plans/consultations/bridge_days.html", context)


@require_POST
@login_required
def remove_bridge_day(request, pk):
    """Take away a day that was added by mistake."""
    workdays.remove_bridge_day(get_object_or_404(BridgeDay, pk=pk), by=request.user)
    messages.success(request, "Ziua nu mai este în listă.")
    return redirect("plans:bridge_days")
