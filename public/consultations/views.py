"""The public pages of consultations: their list, one with its register, its draft and files, what readers send."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from plans.consultations import files
from plans.consultations import proposals as proposal_actions
from plans.consultations.proposal_views import proposal_values
from plans.consultations.records import closing_of, public_record
from plans.consultations.subjects import proposal_subjects
from plans.consultations.tasks import make_consultation_draft
from plans.editions.files import is_short
from plans.models import Consultation, Proposal
from portal.csv_text import CONTENT_TYPE
from portal.tasks.answers import ask_to_wait
from portal.versioning import WrongState
from public.consultations.forms import PublicProposalForm, TakeBackForm
from public.consultations.listing import PublicConsultationsForm, PublicRegisterForm, listed_consultations
from public.forms.views import form_page, public_form_view
from public.pages import draft_page

OVER = _(
    "Propunerile nu se mai primesc: termenul a trecut sau consultarea s-a încheiat. Copiați textul, dacă vă trebuie."
)
FILTER_FROM = 6
DATA = {"proiect.json": "application/json", "registru.csv": CONTENT_TYPE}


@require_safe
def consultation_list(request):
    """Show the consultations on real plans; those on examples are reached from one line under them."""
    rows = listed_consultations()
    form = PublicConsultationsForm(request.GET, rows.filter(is_invented=False), today=timezone.localdate())
    context = {"form": form, "example": rows.filter(is_invented=True).first(), "today": timezone.localdate()}
    return render(request, "public/consultations/consultations.html", context)


@require_safe
def consultation_detail(request, number):
    """Show the announcement of a consultation, its days, debates, register and report; of a stopped one, why."""
    row = known_consultation(number)
    record = public_record(row)
    today = timezone.localdate()
    context = {
        "record": record,
        "form": PublicRegisterForm(request.GET, record.proposals),
        "has_filter": len(record.proposals) >= FILTER_FROM,
        "is_invented": record.is_invented,
        "receives": record.closing is None and today <= record.proposals_until,
        "today": today,
    }
    name = "stopped" if record.is_stopped else "consultation"
    return render(request, f"public/consultations/{name}.html", context, status=410 if record.is_stopped else 200)


@require_safe
def draft(request, number):
    """Show the draft as it was put to consultation."""
    row = readable_consultation(number)
    return HttpResponse(draft_page(row.plan, number).render())


@require_safe
def consultation_file(request, number, name):
    """Send a file of a consultation: its draft, or its register; a long draft's PDF is made outside the request."""
    row = readable_consultation(number)
    called = f"consultare-{number}-{name}"
    if name != "proiect.pdf":
        response = _data_file(row, name)
        response["Content-Disposition"] = f'attachment; filename="{called}"'
    elif not files.draft_path(row).exists() and not is_short(row.document):
        page = reverse("public:consultation_draft", args=[number])
        return ask_to_wait(request, make_consultation_draft, row.pk, page=page, page_name="Proiectul, ca pagină")
    else:
        content = files.make_draft_pdf(row).open("rb")
        response = FileResponse(content, filename=called, content_type="application/pdf")
    response["X-Robots-Tag"] = "noindex"
    return response


def _data_file(row: Consultation, name: str) -> HttpResponse:
    content = row.document.encode() if name == "proiect.json" else files.register_csv(public_record(row))
    return HttpResponse(content, content_type=DATA[name])


@public_form_view
def propose(request, number):
    """Take a proposal on the draft, or on the section or element that the address names."""
    row = readable_consultation(number)
    draft, anchor = row.read(), request.GET.get("element")
    named = next((one.key for one in proposal_subjects(draft).values() if one.anchor == anchor), "")
    form = PublicProposalForm(request, draft=draft, initial={"element": named})
    if request.method == "POST" and form.is_valid():
        given = proposal_values(form)
        try:
            proposal = proposal_actions.receive_proposal(row, secret=form.key, **given)
        except WrongState:
            form.add_error(None, OVER)
        else:
            return redirect("public:follow_proposal", number, proposal.secret)
    context = {
        "consultation": row,
        "is_invented": row.is_invented,
        "receives": closing_of(row) is None and timezone.localdate() <= row.proposals_until,
    }
    return form_page(request, "public/consultations/propose.html", form, **context)


@public_form_view
def follow_proposal(request, number, secret):
    """Show an author what became of their proposal, and let them take it back while the consultation runs."""
    rows = Proposal.objects.select_related("consultation__plan", "consultation__closing")
    proposal = get_object_or_404(rows, consultation__number=number, secret=secret)
    form = TakeBackForm(request)
    if request.method == "POST" and form.is_valid():
        try:
            proposal_actions.take_back_proposal(proposal)
        except WrongState:
            form.add_error(None, gettext("Consultarea s-a încheiat: propunerea nu se mai poate retrage."))
        else:
            return redirect("public:follow_proposal", number, secret)
    row = proposal.consultation
    context = {
        "proposal": proposal,
        "consultation": row,
        "is_invented": row.is_invented,
        "may_take_back": closing_of(row) is None and proposal.state != Proposal.ProposalState.TAKEN_BACK,
    }
    return form_page(request, "public/consultations/follow.html", form, **context)


def known_consultation(number: int) -> Consultation:
    """Return a consultation; 404 for a number that none has."""
    return get_object_or_404(Consultation.objects.select_related("plan"), number=number)


def readable_consultation(number: int) -> Consultation:
    """Return a consultation whose draft is public; 404 for one that is unknown or was stopped."""
    row = Consultation.objects.readable().select_related("plan").filter(number=number).first()
    if row is None:
        raise Http404
    return row
