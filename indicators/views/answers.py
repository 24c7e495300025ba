"""What an institution was recommended, and its answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import evidence, overseeing, permissions
from indicators.forms.recommendations import AnswerForm, ProofForm, RecommendationsForm
from indicators.models import Recommendation
from indicators.views.finding import found, require_role
from indicators.views.recommendations import listed, refuse, told, with_names
from indicators.views.shell import page
from plans.models.versioned import StaleSave

Role = permissions.Role


@require_safe
@login_required
def received(request):
    """List what was recommended to the person's institution."""
    require_role(request.user, Role.REPORTER)
    form = RecommendationsForm(request.GET, with_names(permissions.answerable_recommendations(request.user)))
    return page(request, "oversight/received", {"title": "Recomandări primite", **listed(form)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, pk):
    """Show a recommendation to its institution; keep or send the answer, with what it rests on."""
    row = found_received(request, pk)
    sent = request.POST if request.method == "POST" else None
    is_kept = sent is not None and "send" not in sent
    form = AnswerForm(sent, row=row, initial={"text": row.answer}, is_kept=is_kept)
    adds = request.method == "POST" and "add" in request.POST
    proof = ProofForm(request.POST if adds else None, request.FILES if adds else None, prefix="dovada")
    if sent and done(request, row, form, proof if adds else None):
        return redirect(request.path)
    row.refresh_from_db()
    context = {"title": str(row), "form": form, "proof": proof, **told(row)}
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


def done(request, row: Recommendation, form: AnswerForm, proof: ProofForm | None) -> bool:
    """Keep the answer, with a new piece of evidence or not, or send it; tell whether all was done."""
    sends = "send" in request.POST
    if not form.is_valid() or (proof and not proof.is_valid()):
        return False
    row.version = form.cleaned_data["seen_version"]
    does = overseeing.answer if sends else overseeing.keep_answer
    try:
        kept = does(row, by=request.user, text=form.cleaned_data["text"])
    except (StaleSave, overseeing.WrongMoment):
        refuse(form, row)
        return False
    messages.success(request, "Răspunsul este trimis și public." if sends else "Ciorna răspunsului este păstrată.")
    return proof is None or proved(request, kept, form, proof)


def proved(request, row: Recommendation, form: AnswerForm, proof: ProofForm) -> bool:
    """Add the evidence; tell whether it was added, or say in its form why not."""
    said = proof.cleaned_data
    try:
        evidence.add(
            row, by=request.user, title=said["title"], is_public=said["is_public"], upload=said["file"], url=said["url"]
        )
    except ValidationError as error:
        proof.add_error("url" if said["url"] else "file", error.messages)
        form.data = form.data.copy()
        form.data["seen_version"] = str(row.version)
        return False
    except evidence.Closed:
        refuse(form, row)
        return False
    messages.success(request, "Dovada este adăugată.")
    return True


def found_received(request, pk) -> Recommendation:
    """Return a recommendation that the person answers."""
    theirs = Recommendation.objects.filter(addressed_to__in=permissions.institutions(request.user, *Role.values))
    return found(with_names(permissions.answerable_recommendations(request.user)), theirs, pk=pk)
