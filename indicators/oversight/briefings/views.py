"""The quarterly briefings and yearly reports: drafted from a sitting, edited, adopted, read by everyone."""

import dataclasses

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import permissions
from indicators.lookups import get_readable_or_404, require_past_role
from indicators.models import Briefing
from indicators.oversight import actions as oversight_actions
from indicators.oversight import drafting, files
from indicators.oversight.briefings.forms import AdoptBriefingForm, BriefingForm, BriefingListForm
from indicators.oversight.sittings.views import editable_sitting
from indicators.oversight.tasks import make_briefing_files, make_draft_file
from indicators.render.briefing import document as values
from indicators.render.briefing import words
from plans.editions.files import is_short
from portal.forms.versioned import save_versioned_form
from portal.navigation import page
from portal.people import person_name
from portal.romanian import long_date
from portal.tasks.actions import start_job
from portal.tasks.answers import ask_to_wait, offer_job
from portal.versioning import Conflict, WrongState


@require_safe
@login_required
def briefing_list(request):
    """List the briefings and reports that the person drafts."""
    require_past_role(request.user, *permissions.SECRETARIAT)
    rows = permissions.known_briefings(request.user).select_related("sitting", "plan").defer("content")
    form = BriefingListForm(request.GET, rows)
    return page(
        request,
        "indicators/oversight/briefings/briefings.html",
        {"title": "Informări și rapoarte", "form": form},
    )


@require_POST
@login_required
def draft_briefing(request, pk):
    """Draft a briefing or a report from a sitting, and lead to it; one that is still a draft is not drafted twice."""
    sitting, kind = editable_sitting(request, pk), request.POST.get("kind", "")
    if kind not in values.KINDS:
        raise Http404
    row = sitting.briefings.filter(kind=kind, adopted_on=None).first()
    if row:
        messages.warning(request, "Din această ședință există deja un proiect; este cel de mai jos.")
        return redirect("indicators:briefing", row.pk)
    try:
        row = oversight_actions.draft_briefing(sitting, by=request.user, kind=kind)
    except WrongState:
        messages.error(request, "Completați întâi ediția și perioada pe care le-a examinat ședința.")
        return redirect("indicators:sitting", pk)
    messages.success(request, "Proiectul este redactat din date. Citiți-l și schimbați ce trebuie.")
    return redirect("indicators:briefing", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_briefing(request, pk):
    """Show a draft to be edited, or what was adopted; save the texts, make the tables again."""
    row, may_write = readable_briefing(request, pk)
    if row.is_adopted:
        return render_adopted(request, row)
    if not may_write:
        return redirect("indicators:draft_file", pk, "pdf")
    form = BriefingForm(request.POST or None, instance=row)
    if request.method == "POST":
        form, is_saved = save_briefing(request, form)
        if is_saved:
            done = "Proiectul este salvat" + (", cu tabelele refăcute din date." if "tables" in request.POST else ".")
            messages.success(request, done)
            return redirect(request.path)
    return page(
        request,
        "indicators/oversight/briefings/briefing.html",
        {"title": words.KINDS[row.kind], "form": form, "briefing": row},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adopt_briefing(request, pk):
    """Show what will be frozen, and record its adoption."""
    row = editable_briefing(request, pk)
    if row.is_adopted:
        return render_adopted(request, row)
    form = AdoptBriefingForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and record_adoption(request, row, form):
        return redirect("indicators:briefing", pk)
    row.refresh_from_db()
    if row.is_adopted:
        return render_adopted(request, row)
    context = {
        "title": f"Adoptare: {words.KINDS[row.kind].lower()}",
        "form": form,
        "briefing": row,
        **briefing_context(row),
    }
    return page(request, "indicators/oversight/briefings/adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft_file(request, pk, extension):
    """Send a file of a draft, marked as one, or make it outside the request where it is long.

    What was adopted has its public address.
    """
    row, _may_write = readable_briefing(request, pk)
    if row.is_adopted:
        return redirect("indicators:briefing_file", row.plan.slug, row.pk, row.kind, extension)
    title, back = f"{words.KINDS[row.kind]}, proiect {extension.upper()}", reverse("indicators:briefing", args=[pk])
    if request.method == "POST":
        arguments, key = (row.pk, extension, request.user.pk), f"briefing-{pk}-{extension}"
        return redirect(start_job(make_draft_file, *arguments, by=request.user, title=title, key=key, back=back))
    if not is_short(row.content):
        return offer_job(request, title, back=back)
    response = HttpResponse(files.file_content(row, extension), content_type=files.CONTENT_TYPES[extension])
    response["Content-Disposition"] = (
        f'{"inline" if extension == "pdf" else "attachment"}; filename="proiect.{extension}"'
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def briefing_file(request, slug, pk, kind, extension):
    """Send a file of an adopted briefing or report to anyone."""
    adopted_ones = Briefing.objects.exclude(adopted_on=None).select_related("plan")
    row = get_object_or_404(adopted_ones, plan__slug=slug, pk=pk, kind=kind)
    if not (files.briefing_path(row, extension).exists() or is_short(row.content)):
        return ask_to_wait(request, make_briefing_files, row.pk, page=reverse("public:progress", args=[slug]))
    name = f"{slug}-{words.KINDS[kind].lower().replace(' ', '-').replace('ă', 'a')}-{row.adopted_on}.{extension}"
    response = FileResponse(
        files.ensure_file(row, extension).open("rb"), filename=name, content_type=files.CONTENT_TYPES[extension]
    )
    response["ETag"] = f'"{row.checksum}-{extension}"'
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def save_briefing(request, form: BriefingForm) -> tuple[BriefingForm, bool]:
    """Save what was sent of a draft, with its tables made again where that was asked; tell whether it was saved."""
    row = form.instance

    def save():
        value = form.content()
        if "tables" in request.POST:
            fresh = oversight_actions.fresh_chapters(row.sitting, row.kind)
            value = dataclasses.replace(value, chapters=drafting.redraft_tables(value.chapters, fresh))
        oversight_actions.save_briefing(row, by=request.user, value=value)

    return save_versioned_form(form, save, lambda: BriefingForm(request.POST, instance=Briefing.objects.get(pk=row.pk)))


def record_adoption(request, row: Briefing, form: AdoptBriefingForm) -> bool:
    """Record the adoption; tell whether it was, or say in the form why not."""
    said = form.cleaned_data
    row.version = said["seen_version"]
    try:
        oversight_actions.adopt_briefing(row, by=request.user, number=said["number"], adopted_on=said["adopted_on"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Conflict:
        row.refresh_from_db()
        message = "Între timp, altcineva a schimbat documentul. Citiți-l din nou mai jos, așa cum este acum."
        form.refuse(message, row.version)
        return False
    messages.success(request, "Documentul este adoptat și public. De acum nu se mai schimbă.")
    return True


def render_adopted(request, row: Briefing):
    """Show a document that was adopted; a person who came to change it learns who recorded it and keeps the text."""
    if request.method == "POST":
        who = person_name(row.adopted_by)
        done = f"Documentul a fost adoptat (nr. {row.number} din {long_date(row.adopted_on)}, înregistrat de {who})"
        messages.error(request, f"{done} și nu se mai schimbă. Nu s-a salvat nimic.")
    typed = [text for name, text in request.POST.items() if name.startswith("body-") and text.strip()]
    context = {"title": row.title, "briefing": row, "typed": typed, **briefing_context(row)}
    return page(request, "indicators/oversight/briefings/adopted.html", context)


def briefing_context(row: Briefing) -> dict:
    """Return the document as it prints: its act, what stands under its title, its numbered chapters."""
    value = oversight_actions.briefing_document(row)
    chapters = zip(words.headings(value), value.chapters, strict=True)
    return {"value": value, "act": words.act(value), "facts": words.facts(value), "chapters": chapters}


def readable_briefing(request, pk) -> tuple[Briefing, bool]:
    """Return a briefing and whether the person drafts it, or did so once and reads it."""
    mine = permissions.institutions(request.user, *permissions.Role.values)
    both = permissions.draftable_briefings(request.user), permissions.known_briefings(request.user)
    allowed, known = (one.select_related("plan", "sitting__body", "adopted_by") for one in both)
    return get_readable_or_404(request, allowed, known, Briefing.objects.filter(sitting__body__in=mine), pk=pk)


def editable_briefing(request, pk) -> Briefing:
    """Return a briefing that the person drafts."""
    row, may_write = readable_briefing(request, pk)
    if not may_write:
        raise PermissionDenied
    return row
