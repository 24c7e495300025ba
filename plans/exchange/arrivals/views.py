"""A new plan from a file: what would come of it and what is not understood, then the plan."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.editing.new_plan.actions import check_may_begin
from plans.editing.new_plan.forms import NewPlanForm
from plans.exchange.arrivals.actions import take_in
from plans.exchange.arrivals.arrived_plan import ArrivedPlan, read_plan
from plans.exchange.arrivals.contents import contents_of
from plans.exchange.arrivals.forms import ArrivalForm, proposed_values
from plans.exchange.arrivals.gaps import ArrivalGaps
from plans.exchange.imports import waiting_files
from plans.exchange.imports.waiting_files import Ticket
from plans.exchange.sheets.refusal import ImportRefused
from portal.navigation import page
from portal.romanian import count

PAGE = "plan-din-fisier"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def arrive(request):
    """Take a file and show what would come of it; then make the plan, once what it is called is said."""
    check_may_begin(request.user)
    if "ticket" in request.POST:
        return _confirm(request)
    form = ArrivalForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            arrived = read_plan(upload)
        except ImportRefused as refused:
            form.add_error("file", str(refused))
        else:
            ticket = Ticket(waiting_files.keep(upload), upload.name, request.user.pk, PAGE, "")
            own = NewPlanForm(user=request.user, initial=proposed_values(arrived.document))
            return _preview(request, arrived, ticket, own)
    return _ask(request, form)


def _confirm(request):
    """Make the plan of a file that waits; say again what would come where its form does not fit."""
    try:
        ticket = waiting_files.read_ticket(request.POST["ticket"], user=request.user.pk, page=PAGE)
        arrived = read_plan(waiting_files.take(ticket))
        form = NewPlanForm(request.POST, user=request.user)
        if form.is_valid():
            plan = form.save_with(partial(take_in, arrived.document, by=request.user))
            if plan:
                waiting_files.discard(ticket)
                messages.success(request, f"Planul „{plan}” a fost adus din fișierul „{ticket.name}”.")
                return redirect("plans:plan", plan.slug)
        return _preview(request, arrived, ticket, form)
    except ImportRefused as refused:
        form = ArrivalForm({}, {})
        form.is_valid()
        form.errors.clear()
        form.add_error(None, str(refused))
        return _ask(request, form)


def _ask(request, form):
    return page(request, "plans/exchange/arrivals/ask.html", {"title": "Plan dintr-un fișier", "form": form})


def _preview(request, arrived: ArrivedPlan, ticket: Ticket, form):
    notes = [*arrived.notes, *ArrivalGaps(arrived.document).notes]
    context = {
        "title": "Ce ar veni din fișier",
        "form": form,
        "fields": form.plan_fields,
        "arrived": arrived,
        "contents": contents_of(arrived.document),
        "notes": notes,
        "said_notes": count(len(notes), "lucru nu se preia", "lucruri nu se preiau"),
        "file": ticket.name,
        "ticket": waiting_files.sign(ticket),
    }
    return page(request, "plans/exchange/arrivals/preview.html", context)
