"""A proposal at the desk of those who write the plan: checked, answered, or entered in the register."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.consultations import proposals as proposal_actions
from plans.consultations.forms import AdmitForm, AnswerProposalForm, HideForm, RegisterProposalForm
from plans.consultations.lookups import consultation_to_write, proposal_of
from plans.consultations.proposals import ProposalAuthor
from plans.consultations.records import closing_of, public_author
from plans.consultations.views import OVER, TAB
from plans.models import Proposal
from plans.workspace.frame import page
from portal import clock
from portal.languages import page_language
from portal.versioning import Conflict, WrongState

State = Proposal.ProposalState
CHANGED = "Între timp, altcineva a lucrat la propunere sau autorul și-a retras-o. Citiți-o din nou, apoi hotărâți."
DONE = {
    "admit": "Propunerea nr. {} este publică în registru.",
    "hide": "Propunerea nr. {} nu se publică; motivul este public.",
    "answer": "Răspunsul la propunerea nr. {} este public.",
}
AUTHOR_FIELDS = {"author": "name", "organisation": "organisation", "email": "email", "name_is_public": "name_is_public"}
GIVEN_FIELDS = ("element", "text", "way", "received_on")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal_page(request, slug, number, proposal):
    """Show a proposal with what can be done with it; do what was chosen."""
    plan, consultation = consultation_to_write(request.user, slug, number)
    row = proposal_of(consultation, proposal)
    chosen = request.POST.get("action", "") if request.method == "POST" else ""
    status = 200
    forms = offered_forms(row, is_over=closing_of(consultation) is not None)
    if chosen in forms:
        form = forms[chosen] = form_for(chosen, row, request.POST)
        if form.is_valid():
            try:
                do(chosen, row, by=request.user, given=form.cleaned_data)
            except Conflict:
                status = 409
                row = proposal_of(consultation, proposal)
                form.refuse(CHANGED, row.version)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, f"{DONE[chosen].format(row.number)} {_who_is_told(row)}")
                return redirect(request.path)
    context = {
        "title": str(row),
        "tab": TAB,
        "consultation": consultation,
        "proposal": row,
        "public_author": public_author(row),
        "forms": forms,
        "refused": forms.get(chosen),
        "next": consultation.proposals.filter(number__gt=row.number).order_by("number").first(),
        "steps": consultation.steps.filter(proposal=row.number).select_related("by"),
    }
    return page(request, plan, "plans/consultations/proposal.html", context, status)


def _who_is_told(row: Proposal) -> str:
    return "Autorului i se scrie." if row.email else "Autorul nu a lăsat o adresă de e-mail: nu i se scrie."


def offered_forms(row: Proposal, *, is_over: bool) -> dict:
    """Return the forms of what can be done with a proposal in its state, by name."""
    names = {
        State.WAITING: ("admit", "hide"),
        State.HIDDEN: ("admit",),
        State.ADMITTED: ("answer", "hide"),
        State.TAKEN_BACK: (),
    }
    return {} if is_over else {name: form_for(name, row) for name in names[row.state]}


def form_for(name: str, row: Proposal, data=None):
    """Return one of the forms of a proposal."""
    if name == "admit":
        return AdmitForm(data, row=row, initial={"shown_text": row.text}, prefix=name)
    if name == "hide":
        return HideForm(data, row=row, prefix=name)
    initial = {"decision": row.decision, "reason": row.reason}
    return AnswerProposalForm(data, row=row, initial=initial, prefix=name)


def do(name: str, row: Proposal, *, by, given: dict) -> None:
    """Do with a proposal what was chosen."""
    actions = {
        "admit": proposal_actions.admit_proposal,
        "hide": proposal_actions.hide_proposal,
        "answer": proposal_actions.answer_proposal,
    }
    version = given["seen_version"]
    rest = {field: value for field, value in given.items() if field != "seen_version"}
    actions[name](row, by=by, version=version, **rest)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register_proposal(request, slug, number):
    """Enter in the register a proposal that came on paper, by e-mail or in a debate."""
    plan, consultation = consultation_to_write(request.user, slug, number)
    draft = consultation.read()
    initial = {"received_on": clock.today()}
    form = RegisterProposalForm(request.POST or None, draft=draft, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            row = proposal_actions.register_proposal(consultation, by=request.user, **proposal_values(form))
        except ValidationError as refused:
            form.add_error(None, refused)
        except WrongState:
            status = 409
            form.add_error(None, OVER)
        else:
            messages.success(request, f"Este înregistrată cu numărul {row.number}.")
            return redirect("plans:proposal", slug, number, row.number)
    context = {"title": "Înregistrează o propunere", "tab": TAB, "consultation": consultation, "form": form}
    return page(request, plan, "plans/consultations/register.html", context, status)


def proposal_values(form) -> dict:
    """Return what a form of a proposal gives to the action that keeps it."""
    given = form.cleaned_data
    author = ProposalAuthor(**{name: given[field] for field, name in AUTHOR_FIELDS.items()}, language=page_language())
    return {"author": author, **{name: given[name] for name in GIVEN_FIELDS if name in given}}
