"""A plan from Word: upload, see how it is understood, correct that, make the plan; take it back."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans import permissions
from plans.access import access_of
from plans.editing.new_plan.actions import check_may_begin
from plans.editing.new_plan.forms import NewPlanForm
from plans.editing.saving import seen_version
from plans.editing.trash.actions import Protected
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import actions, originals, readings, tasks
from plans.exchange.word.continuation.pairs import Continuation, continuation_of
from plans.exchange.word.forms import DocumentForm, MappingForm
from plans.exchange.word.lookups import own_document
from plans.exchange.word.mapping.choices import WordMapping
from plans.exchange.word.mapping.draft import PlanDraft
from plans.exchange.word.pictures import proposed_owner, proposed_period, section_rows, summary
from plans.exchange.word.understanding import Understanding, understanding_of
from plans.models import Element, Plan, WordImport
from plans.workspace import frame
from plans.workspace.lookups import plan_to_write
from portal.forms.seen import SEEN_VERSION
from portal.navigation import page
from portal.romanian import period_until
from portal.tasks.actions import start_job
from portal.tasks.models import Job
from portal.versioning import Conflict

CREATE = "creeaza"
BACK = "/lucru/nou/word/"
# A plan of so many elements is written in less than a second.
WRITTEN_AT_ONCE = 300


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def documents(request):
    """Take a document; show those of the person of which no plan came yet."""
    check_may_begin(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*sent, user=request.user)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            row = actions.upload(said["document"], by=request.user, continues=said.get("continues"))
        except ImportRefused as refused:
            form.add_error("document", str(refused))
        else:
            return _open(row)
    waiting = WordImport.objects.filter(added_by=request.user, plan=None)
    context = {"title": "Un plan din Word", "form": form, "rows": waiting}
    return page(request, "plans/exchange/word/documents.html", context)


def _open(row: WordImport) -> HttpResponse:
    """Lead to the page of a document, or to the wait for one that is still to be read."""
    if row.mapping and readings.is_read(row):
        return redirect(row)
    title, key = f"Citirea documentului {row.name}", f"{tasks.read_document.name}-{row.pk}"
    return redirect(start_job(tasks.read_document, row.pk, by=row.added_by, title=title, key=key, back=BACK))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def document(request, pk):
    """Show a document beside the plan that would come of it; keep corrections; make the plan."""
    row = own_document(request.user, pk)
    if row.plan_id:
        return redirect("plans:plan", row.plan.slug)
    try:
        if not (row.mapping and readings.is_read(row)):
            return _open(row)
        read = readings.read(row)
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return redirect("plans:word_documents")
    mapping = WordMapping.from_plain(row.mapping)
    form = MappingForm(request.POST or None, document=read, mapping=mapping)
    is_changed = False
    if request.method == "POST" and form.is_valid():
        said = form.choices()
        is_changed = said != mapping
        if is_changed:
            actions.correct(row, by=request.user, mapping=said)
            mapping, form = said, MappingForm(document=read, mapping=said)
    understanding = understanding_of(row, mapping)
    draft = understanding.draft
    continued = continuation_of(row, draft, mapping, by=request.user)
    details = _details_form(request, draft, continued, is_sent=CREATE in request.POST and not is_changed)
    if details.is_bound and not form.errors and details.is_valid():
        is_long = len(draft.elements) > WRITTEN_AT_ONCE
        made = details.save_with(partial(_enqueue_plan if is_long else _create_plan, row, request.user))
        if isinstance(made, Job):
            return redirect(made)
        if made:
            messages.success(request, f"„{made}” este făcut din „{row.name}”. Verificați-l înainte de a-l publica.")
            return redirect("plans:plan", made.slug)
    if is_changed and CREATE in request.POST:
        messages.warning(request, "Ați schimbat cum se înțelege documentul. Vedeți mai jos planul, apoi creați-l.")
    context = _context(row, read, mapping, form, draft, details) | {"continued": continued}
    context |= _preview(understanding, number=request.GET.get("pagina"))
    return page(request, "plans/exchange/word/document.html", context)


def _create_plan(row: WordImport, by, plan: Plan) -> Plan:
    return actions.create_plan(row, by=by, plan=plan)


def _enqueue_plan(row: WordImport, by, plan: Plan) -> Job:
    """Let the worker write a long plan."""
    title, key = f"Scrierea planului {plan.short_title}", f"{tasks.make_plan.name}-{row.pk}"
    values = tasks.plan_values(plan)
    return start_job(tasks.make_plan, row.pk, values, by.pk, by=by, title=title, key=key, back=row.get_absolute_url())


def _details_form(request, draft: PlanDraft, continued: Continuation | None, *, is_sent: bool) -> NewPlanForm:
    """Return the form of what the plan is called: as it was sent, or proposed from what is known of it."""
    if is_sent:
        return NewPlanForm(request.POST, user=request.user, instance=Plan())
    head = draft.head
    start, end = proposed_period(f"{head.title} {head.subtitle}")
    years = "" if start is None else f" {period_until(start, end)}"
    proposed = {
        "title": head.title,
        "subtitle": head.subtitle,
        "short_title": f"{head.title[:100]}{years if head.title else ''}",
        "period_start": start,
        "period_end": end,
    }
    owner = proposed_owner(NewPlanForm(user=request.user).fields["owner"].queryset, head)
    proposed |= {"owner": owner} if owner else {}
    if continued is not None:
        proposed |= {"owner": continued.plan.owner_id, "reviewer": continued.plan.reviewer_id}
    sent = {name: request.POST[name] for name in NewPlanForm.Meta.fields if request.POST.get(name)}
    return NewPlanForm(user=request.user, initial={**proposed, **sent})


def _context(row, read, mapping, form, draft, details) -> dict:
    return {
        "title": f"Planul din „{row.name}”",
        "row": row,
        "form": form,
        "details_form": details,
        "details": details.plan_fields,
        "draft": draft,
        "sections": section_rows(draft, mapping),
        "summary": summary(draft, mapping),
        "create": CREATE,
    }


def _preview(understanding: Understanding, *, number: str | None) -> dict:
    """Return the page of the document and of its plan that is asked for, and the ways to the others."""
    pages = Paginator(understanding.pages, 1).get_page(number)

    def link(anchor: str) -> str:
        place = understanding.page_numbers.get(anchor, pages.number)
        return anchor and (f"#{anchor}" if place == pages.number else f"?pagina={place}#{anchor}")

    unread, _by_paragraph = understanding.unread
    return {
        "elements": understanding.elements,
        "pages": pages,
        "shown": pages.object_list[0],
        "unread": [(place, text, link(anchor)) for place, text, anchor in unread],
    }


@require_safe
@login_required
def original(request, pk):
    """Send a document as it was uploaded, to who uploaded it and to who reads the plan that came of it."""
    row = get_object_or_404(WordImport, pk=pk)
    mine = row.added_by_id == request.user.pk
    if not mine and not permissions.visible_plans(request.user).filter(pk=row.plan_id).exists():
        raise Http404
    try:
        file = originals.original_path(row.checksum).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=row.name, content_type="application/octet-stream")


@require_POST
@login_required
def forget_document(request, pk):
    """Delete a document of which no plan came."""
    row = own_document(request.user, pk)
    actions.forget(row, by=request.user)
    messages.success(request, f"Documentul „{row.name}” s-a șters.")
    return redirect("plans:word_documents")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def taking_back(request, slug):
    """Show whether the plan that came of a document can be taken back; take it back."""
    plan = plan_to_write(request.user, slug)
    row = get_object_or_404(WordImport.objects.select_related("added_by"), plan=plan)
    if request.method == "POST":
        try:
            actions.take_back(row, by=request.user, version=seen_version(request))
        except (actions.NotAsItCame, Conflict, Protected):
            messages.warning(request, "Importul nu s-a anulat: la plan s-a lucrat de atunci.")
            return redirect(request.path)
        messages.success(request, f"Importul s-a anulat: „{plan}” nu mai este.")
        return redirect("plans:plans")
    context = {
        "title": f"Anulați importul din „{row.name}”?",
        "row": row,
        "is_possible": actions.is_as_it_came(row),
        "carried": {SEEN_VERSION: plan.version},
        "back": reverse("plans:plan", args=[plan.slug]),
    }
    return frame.page(request, plan, "plans/exchange/word/taking_back.html", context)


def origin_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return, to stand beside a plan or an element that came from Word, where it came from; one query."""
    row = WordImport.objects.filter(plan=plan).only("name", "checksum", "added_at").first()
    place = ""
    if row and element is not None:
        place = row.elements.filter(element=element).values_list("place", flat=True).first()
        row = row if place else None
    if row is None:
        return SafeString("")
    may_edit = plan.pk in access_of(request).editable and element is None
    context = {"row": row, "plan": plan, "place": place, "may_edit": may_edit}
    return SafeString(render_to_string("plans/exchange/word/_origin.html", context))
