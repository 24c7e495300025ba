"""The public debates of a consultation: announced, then recorded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.consultations import actions as consultation_actions
from plans.consultations.forms import DebateForm, DebateRecordForm
from plans.consultations.lookups import consultation_to_write, debate_of
from plans.consultations.views import OVER, TAB
from plans.workspace.frame import page
from portal.versioning import Conflict, WrongState

CHANGED = "Între timp, altcineva a salvat minuta. Deschideți dezbaterea din nou; dacă salvați, rămâne ce este aici."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def announce_debate(request, slug, number):
    """Announce a public debate."""
    plan, consultation = consultation_to_write(request.user, slug, number)
    form = DebateForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            consultation_actions.announce_debate(consultation, by=request.user, **form.cleaned_data)
        except WrongState:
            status = 409
            form.add_error(None, OVER)
        else:
            messages.success(request, "Dezbaterea este anunțată pe pagina consultării.")
            return redirect("plans:consultation", slug, number)
    context = {"title": "Anunță o dezbatere publică", "action": "Anunță dezbaterea"}
    return _page(request, plan, consultation, form, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record_debate(request, slug, number, pk):
    """Keep the minutes of a debate."""
    plan, consultation = consultation_to_write(request.user, slug, number)
    debate = debate_of(consultation, pk)
    initial = {"participants": debate.participants, "minutes": debate.minutes}
    form = DebateRecordForm(request.POST or None, row=debate, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            consultation_actions.record_debate(debate, by=request.user, version=given.pop("seen_version"), **given)
        except ValidationError as refused:
            form.add_error(None, refused)
        except WrongState:
            status = 409
            form.add_error(None, OVER)
        except Conflict:
            status = 409
            form.refuse(CHANGED, debate_of(consultation, pk).version)
        else:
            messages.success(request, "Minuta este publică.")
            return redirect("plans:consultation", slug, number)
    context = {"title": str(debate), "action": "Păstrează minuta"}
    return _page(request, plan, consultation, form, context, status)


def _page(request, plan, consultation, form, context: dict, status: int):
    shown = {"tab": TAB, "consultation": consultation, "form": form, **context}
    return page(request, plan, "plans/consultations/debate.html", shown, status)
