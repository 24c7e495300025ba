"""The sittings of the oversight body: their list, what was examined and concluded, who was there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from indicators import briefing, periods, permissions
from indicators.forms.oversight import SittingForm, SittingsForm
from indicators.models import Sitting
from indicators.views.finding import require_role, require_role_once, shown
from indicators.views.shell import page
from plans.models.versioned import StaleSave
from plans.templatetags.romanian import count, long_date

# What may be drafted from a sitting, as its buttons say it.
DRAFTS = {
    briefing.QUARTERLY: "Redactează informarea trimestrială",
    briefing.YEARLY: "Redactează raportul anual",
}


@require_safe
@login_required
def sittings(request):
    """List the sittings that the person writes down."""
    require_role_once(request.user, *permissions.SECRETARIAT)
    rows = permissions.known_sittings(request.user).select_related("body", "edition__plan")
    rows = rows.defer("edition__document").annotate(present=Count("members_present"))
    form = SittingsForm(request.GET, rows)
    shown = form.page()
    context = {"title": "Ședințe", "form": form, "found": shown, "rows": [(row, examined(row)) for row in shown]}
    return page(request, "oversight/sittings", context)


@require_safe
@login_required
def sitting(request, pk):
    """Show a sitting, what was recommended in it and what was drafted from it."""
    row, may_write = shown_sitting(request, pk)
    context = {
        "may_write": may_write,
        "title": f"Ședința {row.get_kind_display()} din {long_date(row.held_on)}",
        "sitting": row,
        "examined": examined(row),
        "attendance": attendance(row),
        "recommendations": row.recommendations.select_related("addressed_to").order_by("year", "number"),
        "briefings": row.briefings.defer("content").order_by("pk"),
        "drafts": DRAFTS,
        "may_recommend": permissions.institutions(request.user, permissions.Role.REVIEWER)
        .filter(pk=row.body_id)
        .exists(),
    }
    return page(request, "oversight/sitting", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_sitting(request):
    """Write down a new sitting."""
    require_role(request.user, *permissions.SECRETARIAT)
    return write_down(request, Sitting(), "Ședință nouă")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_sitting(request, pk):
    """Change what is written of a sitting."""
    row = found_sitting(request, pk)
    return write_down(request, row, f"Modificarea ședinței din {long_date(row.held_on)}")


def write_down(request, row: Sitting, title: str):
    """Show the form of a sitting; save it, or show the members of the day that was typed."""
    form = SittingForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and "show" in request.POST:
        form.show_members()
    elif request.method == "POST":
        form = saved_or_refused(request, form)
        if form.is_valid():
            messages.success(request, "Ședința este salvată.")
            return redirect("indicators:sitting", form.instance.pk)
    context = {"title": title, "form": form, "sitting": row}
    return page(request, "oversight/sitting_form", context)


def saved_or_refused(request, form: SittingForm) -> SittingForm:
    """Save the form; where someone else saved in the same moment, return the form that says so."""
    if not form.is_valid():
        return form
    try:
        with transaction.atomic():
            form.save()
    except StaleSave:
        row = Sitting.objects.get(pk=form.instance.pk)
        return SittingForm(request.POST, instance=row, user=request.user)
    return form


def shown_sitting(request, pk) -> tuple[Sitting, bool]:
    """Return a sitting and whether the person writes it down, or did so once and reads it."""
    rows = Sitting.objects.filter(body__in=permissions.institutions(request.user, *permissions.Role.values))
    both = permissions.recordable_sittings(request.user), permissions.known_sittings(request.user)
    allowed, known = (one.select_related("body", "edition__plan").defer("edition__document") for one in both)
    return shown(request, allowed, known, rows, pk=pk)


def found_sitting(request, pk) -> Sitting:
    """Return a sitting that the person writes down."""
    row, may_write = shown_sitting(request, pk)
    if not may_write:
        raise PermissionDenied
    return row


def attendance(row: Sitting) -> tuple[str, list[str]]:
    """Return how many of the body's members were present, as a sentence, and who they were."""
    present = list(row.members_present.select_related("user").order_by("user__last_name", "user__username"))
    valid = set(permissions.members(row.body, row.held_on).values_list("user", flat=True))
    names = [one.user.get_full_name() or one.user.get_username() for one in present]
    total = len(valid | {one.user_id for one in present})
    if not present:
        had = count(total, "membru", "membri")
        return f"Prezența nu este consemnată. La această dată organismul avea {had}.", []
    verb = "A fost prezent" if len(present) == 1 else "Au fost prezenți"
    return f"{verb} {len(present)} din {count(total, 'membru', 'membri')}.", names


def examined(row: Sitting) -> str:
    """Return which edition a sitting examined and on which period; empty when it examined none."""
    return f"{row.edition}, {periods.name(row.period_start, row.period_end)}" if row.edition_id else ""
