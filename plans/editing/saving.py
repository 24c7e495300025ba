"""How what is typed of a plan or of its settings is saved: once, under the plan, never over what was not seen."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from plans.editing.settings import actions as setting_actions
from plans.models import Plan
from portal.forms.seen import SEEN_VERSION
from portal.forms.versioned import VersionedForm, save_versioned_form
from portal.text import whole_number

BUTTON_SUFFIX = "-do"


def is_rearranging(form: VersionedForm) -> bool:
    """Tell whether a button inside the form was pressed, which changes what is shown and saves nothing."""
    if not any(name.endswith(BUTTON_SUFFIX) for name in form.data):
        return False
    form.full_clean()
    if not form.conflicts:
        form.errors.clear()
    return True


def seen_version(request) -> int:
    """Return the version that the pressed button saw; one that was never stored where it does not say."""
    return whole_number(request.POST.get(SEEN_VERSION), digits=9) or 0


def opening_time(request) -> datetime.datetime:
    """Return when the form that was sent was opened; now where it does not say."""
    try:
        return timezone.make_aware(datetime.datetime.fromisoformat(request.POST.get("opened", "")), datetime.UTC)
    except (ValueError, OverflowError):
        return timezone.now()


def opening_time_text(request) -> str:
    """Return the moment that a form of a new row carries: of its first showing, also when it is shown again."""
    return f"{opening_time(request).astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.%f}"


def add_row(request, form: VersionedForm):
    """Return the row that the form added, now or at a first click of the same button; None where it is refused."""
    row, since = form.instance, opening_time(request)
    try:
        if form.is_valid():
            return setting_actions.add(row, by=request.user, since=since)
    except ValidationError as refused:
        form.add_error(None, refused)
    rows = type(row).objects.filter(plan=row.plan_id)
    return setting_actions.find_duplicate(row, rows, by=request.user, since=since)


def save_form(request, make, row, plan: Plan) -> tuple[VersionedForm, bool]:
    """Save what was sent of a row of the plan, or of the plan itself; return its form and whether it was saved."""
    form = make(request.POST, instance=row)
    if is_rearranging(form):
        return form, False
    return save_versioned_form(
        form,
        lambda: setting_actions.change(form.instance, form.save, by=request.user, plan=plan),
        lambda: make(request.POST, instance=type(row).objects.get(pk=row.pk)),
    )
