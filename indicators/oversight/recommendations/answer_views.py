"""What an institution was recommended, and its answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import permissions
from indicators.lookups import get_readable_or_404, require_past_role
from indicators.models import Recommendation
from indicators.oversight import actions as oversight_actions
from indicators.oversight.recommendations.forms import AnswerEvidenceForm, AnswerForm, RecommendationListForm
from indicators.oversight.recommendations.views import (
    add_conflict_error,
    list_context,
    recommendation_context,
    with_list_relations,
)
from indicators.reporting.evidence import actions as evidence_actions
from portal.navigation import page
from portal.versioning import Conflict, WrongState

Role = permissions.Role


@require_safe
@login_required
def received_list(request):
    """List what was recommended to the person's institution."""
    require_past_role(request.user, Role.REPORTER)
    form = RecommendationListForm(
        request.GET, with_list_relations(permissions.known_received_recommendations(request.user))
    )
    return page(
        request,
        "indicators/oversight/recommendations/received.html",
        {"title": "Recomandări primite", **list_context(form)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer_recommendation(request, pk):
    """Show a recommendation to its institution; keep or send the answer, with what it rests on."""
    row, may_act = readable_recommendation(request, pk)
    sent, sent_files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    is_kept = sent is not None and "send" not in sent
    form = AnswerForm(sent, row=row, initial={"text": row.answer}, is_kept=is_kept)
    proof = AnswerEvidenceForm(sent, sent_files, prefix="dovada")
    if sent is not None and save_answer(request, row, form, proof):
        return redirect(request.path)
    row.refresh_from_db()
    context = {"title": row.title, "form": form, "proof": proof, "may_act": may_act, **recommendation_context(row)}
    return page(request, "indicators/oversight/recommendations/answer.html", context)


@require_POST
@login_required
def remove_answer_evidence(request, pk, proof):
    """Remove a piece of evidence from an answer that was not sent."""
    row = answerable_recommendation(request, pk)
    try:
        evidence_actions.remove_evidence(get_object_or_404(row.evidence, pk=proof), by=request.user)
        messages.success(request, "Dovada este eliminată.")
    except WrongState:
        messages.error(request, "Răspunsul este trimis: dovezile lui nu se mai schimbă.")
    return redirect("indicators:answer", pk)


def save_answer(request, row: Recommendation, form: AnswerForm, proof: AnswerEvidenceForm) -> bool:
    """Keep the answer and add what it rests on, then send it where it is sent; tell whether all was done."""
    if "add" in request.POST:
        proof.ask()
    if not form.is_valid() or not proof.is_valid():
        return False
    try:
        return keep_and_send_answer(request, row, form, proof)
    except Conflict:
        add_conflict_error(form, row)
        return False


def keep_and_send_answer(request, row: Recommendation, form: AnswerForm, proof: AnswerEvidenceForm) -> bool:
    """Keep the answer as a draft, add the evidence to it, send it; stop at evidence that is refused."""
    text, by = form.cleaned_data["text"], request.user
    row.version = form.cleaned_data["seen_version"]
    row = oversight_actions.save_answer_draft(row, by=by, text=text)
    if proof.has_evidence:
        if not proof.add_evidence(row, by=by):
            form.see(row.version)
            return False
        messages.success(request, "Dovada este adăugată.")
    if "send" in request.POST:
        oversight_actions.send_answer(row, by=by, text=text)
        messages.success(request, "Răspunsul este trimis și public.")
    else:
        messages.success(request, "Ciorna răspunsului este păstrată.")
    return True


def readable_recommendation(request, pk) -> tuple[Recommendation, bool]:
    """Return a recommendation and whether the person answers it, or did so once and reads it."""
    theirs = Recommendation.objects.filter(addressed_to__in=permissions.institutions(request.user, *Role.values))
    allowed, known = (
        permissions.answerable_recommendations(request.user),
        permissions.known_received_recommendations(request.user),
    )
    return get_readable_or_404(request, with_list_relations(allowed), with_list_relations(known), theirs, pk=pk)


def answerable_recommendation(request, pk) -> Recommendation:
    """Return a recommendation that the person answers."""
    row, may_act = readable_recommendation(request, pk)
    if not may_act:
        raise PermissionDenied
    return row
