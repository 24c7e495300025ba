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

from plans.access import access_of
from plans.document.terms import is_contradicted
from plans.editing.elements.actions import add
from plans.editing.elements.editor_page import render_outline
from plans.editing.elements.element_context import element_context
from plans.editing.elements.forms import ElementWritingForm, NewElementForm, element_form_class
from plans.editing.elements.placement import InsertionPoint, insertion_point, suggested_code
from plans.editing.removed_elements import element_or_removed, gone_response
from plans.editions.readiness import term_contradiction
from plans.locking import lock_plan
from plans.models import Element, Plan
from plans.workspace.lookups import element_of, plan_to_read, plan_to_write
from portal.forms.versioned import show_resent
from portal.versioning import Conflict

RESENT = "Formularul a mai fost trimis: „{name}” este deja în plan. Ce ați scris altfel acum stă lângă ce este în plan."
CODE_TAKEN = "Nivelul are deja un element cu acest cod."


def element_url(element: Element) -> str:
    """Return the address of the page on which the element is written."""
    return reverse("plans:element", args=[element.level.plan.slug, element.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_element(request, slug, pk):
    """Show an element of the plan, with its form for who may change it; save what was written."""
    plan = plan_to_read(request.user, slug)
    if request.method == "POST":
        return save_element(request, plan, element_or_removed(plan, pk))
    row = element_of(plan, pk)
    if plan.pk not in access_of(request).editable:
        return render_element(request, plan, row, None)
    return render_element(request, plan, row, element_form_class(row.level)(instance=row, user=request.user))


def render_element(request, plan: Plan, row: Element, form: ElementWritingForm | None) -> HttpResponse:
    """Return the element's page, with its form or, for a reader, with what it says."""
    return render_outline(request, plan, "element", {"form": form, **element_context(request, plan, row)}, element=row)


def save_element(request, plan: Plan, row: Element) -> HttpResponse:
    """Save the form that was sent, or show it again with what is wrong."""
    if row._state.adding:
        return gone_response(request, plan, row)
    try:
        with lock_plan(plan.pk, request.user):
            form = element_form_class(row.level)(request.POST, instance=row, user=request.user)
            if not form.is_valid():
                return render_element(request, plan, element_of(plan, row.pk), form)
            if form.has_changed():
                form.save()
    except Conflict:
        return save_element(request, plan, element_or_removed(plan, row.pk))
    except IntegrityError:
        form.add_error("code", CODE_TAKEN)
        return render_element(request, plan, element_of(plan, row.pk), form)
    messages.success(request, saved_message(form))
    if is_contradicted(row.completion_term, row.completion_due):
        messages.warning(request, f"Verificați: {term_contradiction(row)}")
    return redirect(next_url(request, row))


def saved_message(form: ElementWritingForm) -> str:
    """Say what was saved of an element."""
    labels = [form.fields[name].label for name in form.fields if name in form.touched_fields]
    if not labels:
        return f"Nu era nimic de salvat: „{form.instance}” este cum era."
    return f"S-a salvat „{form.instance}”: {', '.join(labels)}."


def next_url(request, row: Element) -> str:
    """Return where the pressed button leads after saving."""
    new = reverse("plans:add_element", args=[row.level.plan.slug])
    if "save_below" in request.POST:
        return f"{new}?{urlencode({'sub': row.pk})}"
    if "save_next" in request.POST:
        under = {"sub": row.parent_id} if row.parent_id else {}
        return f"{new}?{urlencode({'nivel': row.level_id, **under, 'dupa': row.pk})}"
    return element_url(row)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_element(request, slug):
    """Show the form of a new element where the person asked for it; add what was written."""
    plan = plan_to_write(request.user, slug)
    try:
        place = insertion_point(plan, request.GET)
    except ValidationError as refused:
        if request.method == "POST":
            return gone_response(request, plan, None)
        messages.error(request, refused.message)
        return redirect("plans:plan", plan.slug)
    if place.level is None:
        return render_outline(request, plan, "choose_level", {"place": place}, element=place.parent)
    if request.method == "POST":
        return save_new_element(request, plan, place)
    start = Element(level=place.level, parent=place.parent)
    form = element_form_class(place.level, NewElementForm)(
        instance=start, user=request.user, initial={"uid": start.uid, "code": suggested_code(place)}
    )
    return render_new_element(request, plan, place, form)


def render_new_element(request, plan: Plan, place: InsertionPoint, form: NewElementForm) -> HttpResponse:
    """Return the page with the form of a new element."""
    return render_outline(request, plan, "add", {"form": form, "place": place}, element=place.after or place.parent)


def render_resent_element(request, plan: Plan, sent: Element, form: ElementWritingForm) -> HttpResponse:
    """Return the page of an element whose form of a new one was sent again with other content: both are there."""
    form.helper.form_action = element_url(sent)
    messages.warning(request, RESENT.format(name=sent))
    return render_element(request, plan, element_of(plan, sent.pk), form)


def save_new_element(request, plan: Plan, place: InsertionPoint) -> HttpResponse:
    """Add the element that was sent, once; or show the form again with what is wrong."""
    row = Element(level=place.level, parent=place.parent)
    form = element_form_class(place.level, NewElementForm)(request.POST, instance=row, user=request.user)
    try:
        with lock_plan(plan.pk, request.user):
            sent = form.find_duplicate(plan)
            if sent is not None:
                again = element_form_class(sent.level)(request.POST, instance=sent, user=request.user)
                if show_resent(again):
                    return render_resent_element(request, plan, sent, again)
            elif not form.is_valid():
                return render_new_element(request, plan, place, form)
            else:
                sent = form.instance
                sent.uid = form.cleaned_data["uid"]
                sent = add(sent, by=request.user, after=place.after)
                form.save_links(sent)
    except IntegrityError:
        form.add_error("code", CODE_TAKEN)
        return render_new_element(request, plan, place, form)
    except ValidationError as refused:
        form.add_error(None, refused)
        return render_new_element(request, plan, place, form)
    messages.success(request, f"S-a adăugat „{sent}”.")
    return redirect(next_url(request, sent))
