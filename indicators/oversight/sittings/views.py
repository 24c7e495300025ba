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
from indicators.models.oversight import hour_phrase
from indicators.oversight.sittings import actions as sitting_actions
from indicators.oversight.sittings.actions import is_empty
from indicators.oversight.sittings.forms import SittingForm, SittingListForm
from indicators.oversight.sittings.members import present_members, printed_member
from indicators.progress import periods
from indicators.render.briefing import document as briefing_document
from plans.extensions import announce_body_change
from portal.forms.seen import SeenVersionForm
from portal.forms.versioned import save_versioned_form
from portal.navigation import page
from portal.romanian import count, long_date
from portal.versioning import Conflict, WrongState

FROZEN = (
    "Din această ședință s-a adoptat un document: data, prezența și concluziile ei nu se mai schimbă. "
    "Nu s-a salvat nimic."
)

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
    recommendations = list(row.recommendations.select_related("addressed_to").order_by("year", "number"))
    briefings, present = list(row.briefings.defer("content").order_by("pk")), attendance(row)
    context = {
        "may_write": may_write and not row.is_frozen,
        "may_draft": may_write,
        "may_remove": may_write and not (row.conclusions or present[1] or recommendations or briefings),
        "title": sitting_title(row),
        "sitting": row,
        "examined": examined_edition(row),
        "attendance": present,
        "recommendations": recommendations,
        "briefings": briefings,
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
    if row.is_frozen:
        messages.error(request, FROZEN)
        return redirect("indicators:sitting", pk)
    return handle_sitting_form(request, row, f"Modificarea ședinței din {long_date(row.held_on)}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_sitting(request, pk):
    """Show a sitting of which nothing was recorded, and delete it."""
    row = editable_sitting(request, pk)
    form = SeenVersionForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        row.version = form.cleaned_data["seen_version"]
        try:
            sitting_actions.remove_sitting(row, by=request.user)
        except Conflict:
            messages.error(request, "Ședința nu s-a șters: între timp s-a consemnat ceva despre ea.")
            return redirect("indicators:sitting", pk)
        messages.success(request, "Ședința este ștearsă.")
        return redirect("indicators:sittings")
    if not is_empty(row):
        messages.error(request, "O ședință despre care s-a consemnat ceva nu se șterge.")
        return redirect("indicators:sitting", pk)
    context = {"title": "Ștergeți ședința?", "sitting": row, "form": form, "name": sitting_title(row)}
    return page(request, "indicators/oversight/sittings/remove.html", context)


def handle_sitting_form(request, row: Sitting, title: str):
    """Show the form of a sitting; save it, or show the members of the day that was typed."""
    form = SittingForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and "show" in request.POST:
        form.show_members()
    elif request.method == "POST":
        try:
            form, is_saved = save_sitting(request, form)
        except WrongState:
            messages.error(request, FROZEN)
            return redirect("indicators:sitting", row.pk)
        if is_saved:
            messages.success(request, "Ședința este salvată.")
            return redirect("indicators:sitting", form.instance.pk)
    context = {"title": title, "form": form, "sitting": row}
    return page(request, "indicators/oversight/sittings/sitting_form.html", context)


def save_sitting(request, form: SittingForm) -> tuple[SittingForm, bool]:
    """Save what was sent of a sitting; return its form and whether it was saved.

    One of which a document was adopted meanwhile raises WrongState.
    """

    bodies = set()

    def save():
        with transaction.atomic():
            if form.instance.pk:
                former = sitting_actions.require_open(form.instance, by=request.user)
                bodies.add(former.body)
            bodies.add(form.save().body)
            announce_body_change(*bodies)

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
    members = present_members(row)
    names, present = [*map(printed_member, members)], {one.user_id for one in members}
    valid = set(permissions.body_members(row.body, row.held_on).values_list("user", flat=True))
    total = count(len(valid | present), "membru", "membri")
    if row.is_to_come:
        return f"Ședința nu a avut loc încă. La această dată organismul are {total}.", []
    if not names:
        return f"Prezența nu este consemnată. La această dată organismul avea {total}.", []
    verb = "A fost prezent" if len(names) == 1 else "Au fost prezenți"
    return f"{verb} {len(names)} din {total}.", names


def sitting_title(row: Sitting) -> str:
    """Return what a sitting is called: of which kind, on which day and at which hour; an invitation says so."""
    name = f"ședința {row.get_kind_display()} din {long_date(row.held_on)}{hour_phrase(row.starts_at)}"
    return f"Invitație la {name}" if row.is_to_come else f"Ș{name[1:]}"


def examined_edition(row: Sitting) -> str:
    """Return which edition a sitting examined and on which period; empty when it examined none."""
    return f"{row.edition}, {periods.name(row.period_start, row.period_end)}" if row.edition_id else ""
