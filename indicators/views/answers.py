"""What an institution was recommended, and its answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import evidence, overseeing, permissions
from indicators.forms.recommendations import AnswerForm, ProofForm, RecommendationsForm
from indicators.models import Recommendation
from indicators.views.finding import require_role_once, shown
from indicators.views.recommendations import listed, refuse, told, with_names
from indicators.views.shell import page
from plans.models.versioned import StaleSave

Role = permissions.Role


@require_safe
@login_required
def received(request):
    """List what was recommended to the person's institution."""
    require_role_once(request.user, Role.REPORTER)
    form = RecommendationsForm(request.GET, with_names(permissions.known_received(request.user)))
    return page(request, "oversight/received", {"title": "Recomandări primite", **listed(form)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, pk):
    """Show a recommendation to its institution; keep or send the answer, with what it rests on."""
    row, may_act = shown_received(request, pk)
    sent, sent_files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    is_kept = sent is not None and "send" not in sent
    form = AnswerForm(sent, row=row, initial={"text": row.answer}, is_kept=is_kept)
    proof = ProofForm(sent, sent_files, prefix="dovada")
    if sent is not None and done(request, row, form, proof):
        return redirect(request.path)
    row.refresh_from_db()
    context = {"title": str(row), "form": form, "proof": proof, "may_act": may_act, **told(row)}
    return page(request, "oversight/answer", context)


@require_POST
@login_required
def remove_proof(request, pk, proof):
    """Remove a piece of evidence from an answer that was not sent."""
    row = found_received(request, pk)
    try:
        evidence.remove(get_object_or_404(row.evidence, pk=proof), by=request.user)
        messages.success(request, "Dovada este eliminată.")
    except evidence.Closed:
        messages.error(request, "Răspunsul este trimis: dovezile lui nu se mai schimbă.")
    return redirect("indicators:answer", pk)


def done(request, row: Recommendation, form: AnswerForm, proof: ProofForm) -> bool:
    """Keep the answer and add what it rests on, then send it where it is sent; tell whether all was done."""
    if "add" in request.POST:
        proof.ask()
    if not form.is_valid() or not proof.is_valid():
        return False
    try:
        return told_in_turn(request, row, form, proof)
    except (StaleSave, overseeing.WrongMoment, evidence.Closed):
        refuse(form, row)
        return False


def told_in_turn(request, row: Recommendation, form: AnswerForm, proof: ProofForm) -> bool:
    """Keep the answer as a draft, add the evidence to it, send it; stop at evidence that is refused."""
    text, by = form.cleaned_data["text"], request.user
    row.version = form.cleaned_data["seen_version"]
    row = overseeing.keep_answer(row, by=by, text=text)
    if proof.has_evidence:
        if not proof.add_evidence(row, by=by):
            form.see(row)
            return False
        messages.success(request, "Dovada este adăugată.")
    if "send" in request.POST:
        overseeing.answer(row, by=by, text=text)
        messages.success(request, "Răspunsul este trimis și public.")
    else:
        messages.success(request, "Ciorna răspunsului este păstrată.")
    return True


def shown_received(request, pk) -> tuple[Recommendation, bool]:
    """Return a recommendation and whether the person answers it, or did so once and reads it."""
    theirs = Recommendation.objects.filter(addressed_to__in=permissions.institutions(request.user, *Role.values))
    allowed, known = permissions.answerable_recommendations(request.user), permissions.known_received(request.user)
    return shown(request, with_names(allowed), with_names(known), theirs, pk=pk)


def found_received(request, pk) -> Recommendation:
    """Return a recommendation that the person answers."""
    row, may_act = shown_received(request, pk)
    if not may_act:
        raise PermissionDenied
    return row
