"""The pages of a desk: its list by day, and its calendar."""

from django.contrib.auth.decorators import login_required
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.desk.entries import NEAR, items_for, sources_for
from portal.desk.forms import DeskForm, by_day
from portal.desk.month import WEEKDAYS, first_of_month, month_of
from portal.navigation import page


@require_safe
@login_required
def desk(request):
    """Show what waits for the person; the query string may filter, order and turn the pages."""
    form = DeskForm(request.GET, items_for(request.user, timezone.localdate()))
    context = {
        "title": "Ce am de făcut",
        "form": form,
        "groups": form.groups(),
        "near_days": NEAR.days,
        "expected": [source.expected for source in sources_for(request.user)],
    }
    return page(request, "portal/desk/desk.html", context)


@require_safe
@login_required
def month(request):
    """Show a month of the desk, the current one where the address names none."""
    today = timezone.localdate()
    items = sorted(items_for(request.user, today), key=by_day)
    context = {
        "title": "Calendarul meu",
        "month": month_of(first_of_month(request.GET.get("luna", ""), today), items, today),
        "weekdays": WEEKDAYS,
        "undated": sum(item.entry.day is None for item in items),
    }
    return page(request, "portal/desk/month.html", context)
