"""The sittings of the oversight body: their list, what was examined and concluded, who was there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from indicators import permissions
from indicators.lookups import get_readable_or_404, require_past_role, require_role
from indicators.models import Sitting
from indicators.oversight.sittings.forms import SittingForm, SittingListForm
from indicators.progress import periods
from indicators.render.briefing import document as briefing_document
from portal.forms.versioned import save_versioned_form
from portal.navigation import page
from portal.people import person_name
from portal.romanian import count, long_date

# What may be drafted from a sitting, as its buttons say it.
DRAFTS = {
    briefing_document.QUARTERLY: "Redactează informarea trimestrială",
    briefing_document.YEARLY: "Redactează raportul anual",
}


@require_safe
@login_required
def sitting_list(request):
    """List the sittings that the person writes down."""
    require_past_role(request.user, *permissions.SECRETARIAT)
    rows = permissions.known_sittings(request.user).select_related("body", "edition__plan")
    rows = rows.defer("edition__document").annotate(present=Count("members_present"))
    form = SittingListForm(request.GET, rows)
    context = {
        "title": "Ședințe",
        "form": form,
        "rows": [(row, examined_edition(row)) for row in form.page],
    }
    return page(request, "indicators/oversight/sittings/sittings.html", context)


@require_safe
@login_required
def sitting_detail(request, pk):
    """Show a sitting, what was recommended in it and what was drafted from it."""
    row, may_write = readable_sitting(request, pk)
    context = {
        "may_write": may_write,
        "title": f"Ședința {row.get_kind_display()} din {long_date(row.held_on)}",
        "sitting": row,
        "examined": examined_edition(row),
        "attendance": attendance(row),
        "recommendations": row.recommendations.select_related("addressed_to").order_by("year", "number"),
        "briefings": row.briefings.defer("content").order_by("pk"),
        "drafts": DRAFTS,
        "may_recommend": permissions.institutions(request.user, permissions.Role.REVIEWER)
        .filter(pk=row.body_id)
        .exists(),
    }
    return page(request, "indicators/oversight/sittings/sitting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_sitting(request):
    """Write down a new sitting."""
    require_role(request.user, *permissions.SECRETARIAT)
    return handle_sitting_form(request, Sitting(), "Ședință nouă")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_sitting(request, pk):
    """Change what is written of a sitting."""
    row = editable_sitting(request, pk)
    return handle_sitting_form(request, row, f"Modificarea ședinței din {long_date(row.held_on)}")


def handle_sitting_form(request, row: Sitting, title: str):
    """Show the form of a sitting; save it, or show the members of the day that was typed."""
    form = SittingForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and "show" in request.POST:
        form.show_members()
    elif request.method == "POST":
        form, is_saved = save_sitting(request, form)
        if is_saved:
            messages.success(request, "Ședința este salvată.")
            return redirect("indicators:sitting", form.instance.pk)
    context = {"title": title, "form": form, "sitting": row}
    return page(request, "indicators/oversight/sittings/sitting_form.html", context)


def save_sitting(request, form: SittingForm) -> tuple[SittingForm, bool]:
    """Save what was sent of a sitting; return its form and whether it was saved."""

    def save():
        with transaction.atomic():
            form.save()

    return save_versioned_form(
        form,
        save,
        lambda: SittingForm(request.POST, instance=Sitting.objects.get(pk=form.instance.pk), user=request.user),
    )


def readable_sitting(request, pk) -> tuple[Sitting, bool]:
    """Return a sitting and whether the person writes it down, or did so once and reads it."""
    rows = Sitting.objects.filter(body__in=permissions.institutions(request.user, *permissions.Role.values))
    both = permissions.recordable_sittings(request.user), permissions.known_sittings(request.user)
    allowed, known = (one.select_related("body", "edition__plan").defer("edition__document") for one in both)
    return get_readable_or_404(request, allowed, known, rows, pk=pk)


def editable_sitting(request, pk) -> Sitting:
    """Return a sitting that the person writes down."""
    row, may_write = readable_sitting(request, pk)
    if not may_write:
        raise PermissionDenied
    return row


def attendance(row: Sitting) -> tuple[str, list[str]]:
    """Return how many of the body's members were present, as a sentence, and who they were."""
    present = list(row.members_present.select_related("user").order_by("user__last_name", "user__username"))
    valid = set(permissions.body_members(row.body, row.held_on).values_list("user", flat=True))
    names = [person_name(one.user) for one in present]
    total = len(valid | {one.user_id for one in present})
    if not present:
        had = count(total, "membru", "membri")
        return f"Prezența nu este consemnată. La această dată organismul avea {had}.", []
    verb = "A fost prezent" if len(present) == 1 else "Au fost prezenți"
    return f"{verb} {len(present)} din {count(total, 'membru', 'membri')}.", names


def examined_edition(row: Sitting) -> str:
    """Return which edition a sitting examined and on which period; empty when it examined none."""
    return f"{row.edition}, {periods.name(row.period_start, row.period_end)}" if row.edition_id else ""
