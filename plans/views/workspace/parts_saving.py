"""How what is typed of a plan or of its parts is saved: once, under the plan, never over what was not seen."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from plans.forms.versioned import SEEN, VersionedForm
from plans.models import Plan, StaleSave
from plans.text import whole_number
from plans.writing import part_order

BUTTONS = "-do"


def only_rearranges(form: VersionedForm) -> bool:
    """Tell whether a button inside the form was pressed, which changes what is shown and saves nothing."""
    if not any(name.endswith(BUTTONS) for name in form.data):
        return False
    form.full_clean()
    if not form.conflicts:
        form.errors.clear()
    return True


def seen_version(request) -> int:
    """Return the version that the pressed button saw; one that was never stored where it does not say."""
    return whole_number(request.POST.get(SEEN), digits=9) or 0


def opened_at(request) -> datetime.datetime:
    """Return when the form that was sent was opened; now where it does not say."""
    try:
        return timezone.make_aware(datetime.datetime.fromisoformat(request.POST.get("opened", "")), datetime.UTC)
    except (ValueError, OverflowError):
        return timezone.now()


def opened(request) -> str:
    """Return the moment that a form of a new row carries: of its first showing, also when it is shown again."""
    return f"{opened_at(request).astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.%f}"


def added(request, form: VersionedForm):
    """Return the row that the form added, now or at a first click of the same button; None where it is refused."""
    row, since = form.instance, opened_at(request)
    try:
        if form.is_valid():
            return part_order.add(row, by=request.user, since=since)
    except ValidationError as refused:
        form.add_error(None, refused)
    rows = type(row).objects.filter(plan=row.plan_id)
    return part_order.sent_before(row, rows, by=request.user, since=since)


def changed(request, form: VersionedForm, plan: Plan) -> bool:
    """Save the form; tell whether it was saved, or let the form say why not."""
    if not form.is_valid():
        return False
    try:
        part_order.change(form.instance, form.save, by=request.user, plan=plan)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def saved_or_refused(request, make, row, plan: Plan) -> tuple[VersionedForm, bool]:
    """Save what was sent of a row and return its form; where someone saved in the same moment, the form says so."""
    form = make(request.POST, instance=row)
    if only_rearranges(form):
        return form, False
    try:
        return form, changed(request, form, plan)
    except StaleSave:
        form = make(request.POST, instance=type(row).objects.get(pk=row.pk))
        form.is_valid()
        return form, False
