"""The quarterly briefings and yearly reports: drafted from a sitting, edited, adopted, read by everyone."""

import dataclasses

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import briefing as values
from indicators import drafting, files, overseeing, permissions
from indicators.forms.briefings import AdoptForm, BriefingForm, BriefingsForm
from indicators.models import Briefing
from indicators.render import briefing_words as words
from indicators.views.finding import require_role_once, shown
from indicators.views.oversight import found_sitting
from indicators.views.shell import page
from plans.models.versioned import StaleSave
from plans.templatetags.romanian import long_date

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@login_required
def briefings(request):
    """List the briefings and reports that the person drafts."""
    require_role_once(request.user, *permissions.SECRETARIAT)
    rows = permissions.known_briefings(request.user).select_related("sitting", "plan").defer("content")
    form = BriefingsForm(request.GET, rows)
    return page(request, "oversight/briefings", {"title": "Informări și rapoarte", "form": form, "found": form.page()})


@require_POST
@login_required
def draft_briefing(request, pk):
    """Draft a briefing or a report from a sitting, and lead to it; one that is still a draft is not drafted twice."""
    sitting, kind = found_sitting(request, pk), request.POST.get("kind", "")
    if kind not in values.KINDS:
        raise Http404
    row = sitting.briefings.filter(kind=kind, adopted_on=None).first()
    if row:
        messages.warning(request, "Din această ședință există deja un proiect; este cel de mai jos.")
        return redirect("indicators:briefing", row.pk)
    try:
        row = overseeing.draft(sitting, by=request.user, kind=kind)
    except overseeing.WrongMoment:
        messages.error(request, "Completați întâi ediția și perioada pe care le-a examinat ședința.")
        return redirect("indicators:sitting", pk)
    messages.success(request, "Proiectul este redactat din date. Citiți-l și schimbați ce trebuie.")
    return redirect("indicators:briefing", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def briefing(request, pk):
    """Show a draft to be edited, or what was adopted; save the texts, make the tables again."""
    row, may_write = shown_briefing(request, pk)
    if row.is_adopted:
        return adopted(request, row)
    if not may_write:
        return redirect("indicators:draft_file", pk, "pdf")
    form = BriefingForm(request.POST or None, instance=row)
    if request.method == "POST":
        form = saved_or_refused(request, form)
        if not form.errors:
            done = "Proiectul este salvat" + (", cu tabelele refăcute din date." if "tables" in request.POST else ".")
            messages.success(request, done)
            return redirect(request.path)
    return page(request, "oversight/briefing", {"title": words.KINDS[row.kind], "form": form, "briefing": row})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adopt(request, pk):
    """Show what will be frozen, and record its adoption."""
    row = found_briefing(request, pk)
    if row.is_adopted:
        return adopted(request, row)
    form = AdoptForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and record(request, row, form):
        return redirect("indicators:briefing", pk)
    row.refresh_from_db()
    if row.is_adopted:
        return adopted(request, row)
    context = {"title": f"Adoptare: {words.KINDS[row.kind].lower()}", "form": form, "briefing": row, **printed(row)}
    return page(request, "oversight/adopt", context)


@require_safe
@login_required
def draft_file(request, pk, extension):
    """Send a file of a draft, marked as one; what was adopted has its public address."""
    row, _may_write = shown_briefing(request, pk)
    if row.is_adopted:
        return redirect("indicators:briefing_file", row.plan.slug, row.pk, row.kind, extension)
    response = HttpResponse(files.content_of(row, extension), content_type=CONTENT_TYPES[extension])
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
    name = f"{slug}-{words.KINDS[kind].lower().replace(' ', '-').replace('ă', 'a')}-{row.adopted_on}.{extension}"
    response = FileResponse(files.make(row, extension).open("rb"), filename=name, content_type=CONTENT_TYPES[extension])
    response["ETag"] = f'"{row.checksum}-{extension}"'
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def saved_or_refused(request, form: BriefingForm) -> BriefingForm:
    """Save the draft; where someone else saved or adopted it meanwhile, return the form that says so."""
    if not form.is_valid():
        return form
    value, row = form.content(), form.instance
    if "tables" in request.POST:
        fresh = overseeing.fresh_chapters(row.sitting, row.kind)
        value = dataclasses.replace(value, chapters=drafting.redraft_tables(value.chapters, fresh))
    try:
        overseeing.edit(row, by=request.user, value=value)
    except StaleSave:
        return BriefingForm(request.POST, instance=Briefing.objects.get(pk=row.pk))
    return form


def record(request, row: Briefing, form: AdoptForm) -> bool:
    """Record the adoption; tell whether it was, or say in the form why not."""
    said = form.cleaned_data
    row.version = said["seen_version"]
    try:
        overseeing.adopt(row, by=request.user, number=said["number"], adopted_on=said["adopted_on"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except StaleSave:
        row.refresh_from_db()
        message = "Între timp, altcineva a schimbat documentul. Citiți-l din nou mai jos, așa cum este acum."
        form.refuse(row, message)
        return False
    messages.success(request, "Documentul este adoptat și public. De acum nu se mai schimbă.")
    return True


def adopted(request, row: Briefing):
    """Show a document that was adopted; a person who came to change it learns who recorded it and keeps the text."""
    if request.method == "POST":
        who = row.adopted_by.get_full_name() or row.adopted_by.get_username()
        done = f"Documentul a fost adoptat (nr. {row.number} din {long_date(row.adopted_on)}, înregistrat de {who})"
        messages.error(request, f"{done} și nu se mai schimbă. Nu s-a salvat nimic.")
    typed = [text for name, text in request.POST.items() if name.startswith("body-") and text.strip()]
    context = {"title": row.title, "briefing": row, "typed": typed, **printed(row)}
    return page(request, "oversight/adopted", context)


def printed(row: Briefing) -> dict:
    """Return the document as it prints: its act, what stands under its title, its numbered chapters."""
    value = overseeing.read(row)
    chapters = zip(words.headings(value), value.chapters, strict=True)
    return {"value": value, "act": words.act(value), "facts": words.facts(value), "chapters": chapters}


def shown_briefing(request, pk) -> tuple[Briefing, bool]:
    """Return a briefing and whether the person drafts it, or did so once and reads it."""
    mine = permissions.institutions(request.user, *permissions.Role.values)
    both = permissions.draftable_briefings(request.user), permissions.known_briefings(request.user)
    allowed, known = (one.select_related("plan", "sitting__body", "adopted_by") for one in both)
    return shown(request, allowed, known, Briefing.objects.filter(sitting__body__in=mine), pk=pk)


def found_briefing(request, pk) -> Briefing:
    """Return a briefing that the person drafts."""
    row, may_write = shown_briefing(request, pk)
    if not may_write:
        raise PermissionDenied
    return row
