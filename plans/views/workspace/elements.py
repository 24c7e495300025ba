"""The pages on which one element is written: its form, and the form of a new one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.forms.writing import AddingForm, WritingForm, writing_form
from plans.models import Element, Plan, StaleSave
from plans.views.access import access_of
from plans.views.workspace import pages
from plans.views.workspace.adding import Place, first_code, place_asked
from plans.views.workspace.finding import element_of, plan_to_read, plan_to_write
from plans.views.workspace.gone import gone, row_acted_on
from plans.views.workspace.looking import looked_at
from plans.views.workspace.workshop import workshop
from plans.writing.arranging import add, held

CODE_TAKEN = "Nivelul are deja un element cu acest cod."


def address_of(element: Element) -> str:
    """Return the address of the page on which the element is written."""
    return reverse("work:element", args=[element.level.plan.slug, element.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def element(request, slug, pk):
    """Show an element of the plan, with its form for who may change it; save what was written."""
    plan = plan_to_read(request.user, slug)
    if request.method == "POST":
        return saved(request, plan, row_acted_on(plan, pk))
    row = element_of(plan, pk)
    if plan.pk not in access_of(request).editable:
        return shown(request, plan, row, None)
    return shown(request, plan, row, writing_form(row.level)(instance=row, user=request.user))


def shown(request, plan: Plan, row: Element, form: WritingForm | None) -> HttpResponse:
    """Return the element's page, with its form or, for a reader, with what it says."""
    return workshop(request, plan, "element", {"form": form, **looked_at(request, plan, row)}, element=row)


def saved(request, plan: Plan, row: Element) -> HttpResponse:
    """Save the form that was sent, or show it again with what is wrong."""
    if row._state.adding:
        return gone(request, plan, row)
    try:
        with held(plan.pk, request.user):
            form = writing_form(row.level)(request.POST, instance=row, user=request.user)
            if not form.is_valid():
                return shown(request, plan, element_of(plan, row.pk), form)
            if form.has_changed():
                form.save()
    except StaleSave:
        return saved(request, plan, row_acted_on(plan, row.pk))
    except IntegrityError:
        form.add_error("code", CODE_TAKEN)
        return shown(request, plan, element_of(plan, row.pk), form)
    messages.success(request, words_of(form))
    return redirect(next_address(request, row))


def words_of(form: WritingForm) -> str:
    """Say what was saved of an element."""
    labels = [form.fields[name].label for name in form.fields if name in form.touched]
    if not labels:
        return f"Nu era nimic de salvat: „{form.instance}” este cum era."
    return f"S-a salvat „{form.instance}”: {', '.join(labels)}."


def next_address(request, row: Element) -> str:
    """Return where the pressed button leads after saving."""
    new = reverse("work:add_element", args=[row.level.plan.slug])
    if "save_below" in request.POST:
        return f"{new}?{urlencode({'sub': row.pk})}"
    if "save_next" in request.POST:
        under = {"sub": row.parent_id} if row.parent_id else {}
        return f"{new}?{urlencode({'nivel': row.level_id, **under, 'dupa': row.pk})}"
    return address_of(row)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_element(request, slug):
    """Show the form of a new element where the person asked for it; add what was written."""
    plan = plan_to_write(request.user, slug)
    try:
        place = place_asked(plan, request.GET)
    except ValidationError as refused:
        if request.method == "POST":
            return gone(request, plan, None)
        messages.error(request, refused.message)
        return redirect("work:plan", plan.slug)
    if place.level is None:
        return workshop(request, plan, "choose_level", {"place": place}, element=place.parent)
    if request.method == "POST":
        return added(request, plan, place)
    start = Element(level=place.level, parent=place.parent)
    form = writing_form(place.level, AddingForm)(
        instance=start, user=request.user, initial={"uid": start.uid, "code": first_code(place)}
    )
    return adding(request, plan, place, form)


def adding(request, plan: Plan, place: Place, form: AddingForm) -> HttpResponse:
    """Return the page with the form of a new element."""
    return workshop(request, plan, "add", {"form": form, "place": place}, element=place.after or place.parent)


def added(request, plan: Plan, place: Place) -> HttpResponse:
    """Add the element that was sent, once; or show the form again with what is wrong."""
    row = Element(level=place.level, parent=place.parent)
    form = writing_form(place.level, AddingForm)(request.POST, instance=row, user=request.user)
    sent = form.sent_before(plan)
    if sent is None:
        try:
            with held(plan.pk, request.user):
                if not form.is_valid():
                    return adding(request, plan, place, form)
                sent = form.instance
                sent.uid = form.cleaned_data["uid"]
                sent = add(sent, by=request.user, after=place.after)
                form.save_links(sent)
        except IntegrityError:
            form.add_error("code", CODE_TAKEN)
            return adding(request, plan, place, form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return adding(request, plan, place, form)
    messages.success(request, f"S-a adăugat „{sent}”.")
    return redirect(next_address(request, sent))


pages.PLACES[Element] = address_of
