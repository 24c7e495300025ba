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
from indicators.models import Briefing, Sitting
from indicators.oversight import drafting, files
from indicators.oversight.briefings import actions as briefing_actions
from indicators.oversight.briefings.forms import AdoptBriefingForm, BriefingForm, BriefingListForm
from indicators.oversight.sittings.members import present_members, printed_member
from indicators.oversight.sittings.views import editable_sitting
from indicators.oversight.tasks import make_briefing_files, make_draft_file
from indicators.render.briefing import document as values
from indicators.render.briefing import words
from plans.editions.files import is_short
from plans.stand_ins import ActingNames
from portal.forms.seen import SeenVersionForm
from portal.forms.versioned import save_versioned_form
from portal.navigation import page
from portal.romanian import long_date
from portal.tasks.actions import start_job
from portal.tasks.answers import ask_to_wait, offer_job
from portal.versioning import Conflict, WrongState

CHANGED = "Între timp, altcineva a schimbat documentul. Citiți-l din nou mai jos, așa cum este acum."


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
    try:
        row = briefing_actions.draft_briefing(sitting, by=request.user, kind=kind)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("indicators:sitting", pk)
    except WrongState:
        return lead_to_existing(request, sitting, kind)
    messages.success(request, "Proiectul este redactat din date. Citiți-l și schimbați ce trebuie.")
    return redirect("indicators:briefing", row.pk)


def lead_to_existing(request, sitting: Sitting, kind: str):
    """Lead to the document that the body has of this period, or to the sitting that examined nothing."""
    row = briefing_actions.existing_briefing(sitting, kind)
    if row is None:
        messages.error(request, "Completați întâi ediția și perioada pe care le-a examinat ședința.")
        return redirect("indicators:sitting", sitting.pk)
    what = "un document adoptat" if row.is_adopted else "un proiect"
    messages.warning(request, f"Despre această perioadă există deja {what}; este cel de mai jos.")
    return redirect("indicators:briefing", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_draft(request, pk):
    """Show which draft will go, and delete it; what was adopted stays."""
    row = editable_briefing(request, pk)
    if row.is_adopted:
        return render_adopted(request, row)
    form = SeenVersionForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        row.version = form.cleaned_data["seen_version"]
        try:
            briefing_actions.remove_draft(row, by=request.user)
        except Conflict:
            messages.error(request, "Proiectul nu s-a șters: între timp, altcineva l-a schimbat. Citiți-l din nou.")
            return redirect("indicators:briefing", pk)
        messages.success(request, "Proiectul este șters. Din ședință se poate redacta altul.")
        return redirect("indicators:sitting", row.sitting_id)
    context = {"title": "Ștergeți proiectul?", "briefing": row, "form": form}
    return page(request, "indicators/oversight/briefings/remove.html", context)


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
    """Show what will be frozen, ask once more, and record its adoption."""
    row = editable_briefing(request, pk)
    if row.is_adopted:
        return render_adopted(request, row)
    form = AdoptBriefingForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and is_acceptable(row, form):
        if "final" not in request.POST:
            return ask_once_more(request, row, form)
        if record_adoption(request, row, form):
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
        return offer_job(request, title, why="Documentul este lung.", back=back)
    response = HttpResponse(files.file_content(row, extension), content_type=files.CONTENT_TYPES[extension])
    response["Content-Disposition"] = (
        f'{"inline" if extension == "pdf" else "attachment"}; filename="proiect.{extension}"'
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def briefing_file(request, slug, pk, kind, extension):
    """Send a file of an adopted briefing or report to anyone."""
    adopted_ones = Briefing.objects.exclude(adopted_on=None).select_related("plan__owner")
    row = get_object_or_404(adopted_ones, plan__slug=slug, pk=pk, kind=kind)
    if not (files.briefing_path(row, extension).exists() or is_short(row.content)):
        page = reverse("public:progress", args=[slug])
        return ask_to_wait(request, make_briefing_files, row.pk, page=page, page_name="Stadiul planului")
    name = f"{slug}-{words.KINDS[kind].lower().replace(' ', '-').replace('ă', 'a')}-{row.adopted_on}.{extension}"
    response = FileResponse(
        files.ensure_file(row, extension).open("rb"), filename=name, content_type=files.CONTENT_TYPES[extension]
    )
    if row.plan.is_invented:
        response["X-Robots-Tag"] = "noindex"
    response["ETag"] = f'"{row.checksum}-{extension}"'
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def save_briefing(request, form: BriefingForm) -> tuple[BriefingForm, bool]:
    """Save what was sent of a draft, with its tables made again where that was asked; tell whether it was saved."""
    row = form.instance

    def save():
        value = form.content()
        if "tables" in request.POST:
            fresh = briefing_actions.fresh_chapters(row.sitting, row.kind)
            value = dataclasses.replace(value, known_on=briefing_actions.knowledge_day(row.sitting))
            value = dataclasses.replace(value, chapters=drafting.redraft_tables(value.chapters, fresh))
        briefing_actions.save_briefing(row, by=request.user, value=value)

    return save_versioned_form(form, save, lambda: BriefingForm(request.POST, instance=Briefing.objects.get(pk=row.pk)))


def is_acceptable(row: Briefing, form: AdoptBriefingForm) -> bool:
    """Tell whether the document could be adopted as the form says, or say in the form why not."""
    said = form.cleaned_data
    if said["seen_version"] != row.version:
        form.refuse(CHANGED, row.version)
        return False
    try:
        briefing_actions.require_adoptable(row, briefing_actions.briefing_document(row), said["adopted_on"])
        number = briefing_actions.decision_number(said["number"], said["adopted_on"].year)
        briefing_actions.require_free_number(row, number, said["adopted_on"].year)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


def ask_once_more(request, row: Briefing, form: AdoptBriefingForm):
    """Say what cannot be undone: the act, what of the sitting is not written, and what the document does not tell."""
    day = form.cleaned_data["adopted_on"]
    said = " ".join(one.body for one in briefing_actions.briefing_document(row).chapters)
    context = {
        "title": "Adoptați definitiv?",
        "form": form,
        "briefing": row,
        "number": briefing_actions.decision_number(form.cleaned_data["number"], day.year),
        "day": day,
        "unwritten": unwritten_parts(row.sitting),
        "unnamed": [one for one in map(printed_member, present_members(row.sitting)) if one not in said],
        "unfinished_until": row.period_end if row.period_end > day else None,
    }
    return page(request, "indicators/oversight/briefings/adopt_once_more.html", context)


def unwritten_parts(sitting: Sitting) -> list[str]:
    """Return what of a sitting is not written yet, and could not be once its document is adopted."""
    is_written = {
        "Membrii prezenți nu sunt scriși": sitting.members_present.exists(),
        "Concluziile nu sunt scrise": bool(sitting.conclusions),
    }
    return [name for name, is_there in is_written.items() if not is_there]


def record_adoption(request, row: Briefing, form: AdoptBriefingForm) -> bool:
    """Record the adoption; tell whether it was, or say in the form why not."""
    said = form.cleaned_data
    row.version = said["seen_version"]
    try:
        briefing_actions.adopt_briefing(row, by=request.user, number=said["number"], adopted_on=said["adopted_on"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Conflict:
        row.refresh_from_db()
        form.refuse(CHANGED, row.version)
        return False
    messages.success(request, "Documentul este adoptat și public. De acum nu se mai schimbă.")
    return True


def render_adopted(request, row: Briefing):
    """Show a document that was adopted; a person who came to change it learns who recorded it and keeps the text."""
    recorder = ActingNames([row.body_id]).name(row.adopted_by, row.adopted_at)
    if request.method == "POST":
        act = f"nr. {row.number} din {long_date(row.adopted_on)}, înregistrat de {recorder}"
        messages.error(request, f"Documentul a fost adoptat ({act}) și nu se mai schimbă. Nu s-a salvat nimic.")
    typed = [text for name, text in request.POST.items() if name.startswith("body-") and text.strip()]
    context = {"title": row.title, "briefing": row, "typed": typed, "recorder": recorder, **briefing_context(row)}
    return page(request, "indicators/oversight/briefings/adopted.html", context)


def briefing_context(row: Briefing) -> dict:
    """Return the document as it prints: its act, what stands under its title, its numbered chapters."""
    value = briefing_actions.briefing_document(row)
    chapters = zip(words.headings(value), value.chapters, strict=True)
    return {"value": value, "act": words.act(value), "facts": words.facts(value), "chapters": chapters}


def readable_briefing(request, pk) -> tuple[Briefing, bool]:
    """Return a briefing and whether the person drafts it, or did so once and reads it."""
    mine = permissions.institutions(request.user, *permissions.Role.values)
    both = permissions.draftable_briefings(request.user), permissions.known_briefings(request.user)
    related = ("plan", "body", "sitting__body", "sitting__edition", "adopted_by")
    allowed, known = (one.select_related(*related).defer("sitting__edition__document") for one in both)
    return get_readable_or_404(request, allowed, known, Briefing.objects.filter(sitting__body__in=mine), pk=pk)


def editable_briefing(request, pk) -> Briefing:
    """Return a briefing that the person drafts."""
    row, may_write = readable_briefing(request, pk)
    if not may_write:
        raise PermissionDenied
    return row
