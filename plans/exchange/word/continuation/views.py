"""What of a document continues what of this year's plan: side by side, confirmed or corrected."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.forms import BoundField
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.document import ElementValue
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import readings
from plans.exchange.word.continuation.actions import choose_plan_before, keep_pairs
from plans.exchange.word.continuation.forms import PairsForm, PlanBeforeForm
from plans.exchange.word.continuation.pairs import Continuation, continuation_of
from plans.exchange.word.lookups import own_document
from plans.exchange.word.mapping.choices import WordMapping
from plans.exchange.word.mapping.draft import DraftElement, PlanDraft
from plans.exchange.word.understanding import understanding_of
from plans.models import WordImport
from portal.navigation import page
from portal.romanian import count
from portal.word_diff import TextRun, difference

ROWS = 100
CHOOSE = "alege"


@dataclass
class PairRow:
    """An element of the document beside what it continues; `change` are the words that differ, none where none do."""

    element: DraftElement
    level: str
    old: ElementValue | None
    old_level: str
    why: str
    change: tuple[TextRun, ...]
    indicators: str
    field: BoundField


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def continuation(request, pk):
    """Show what continues what; keep which plan is continued, or what a person says of the elements."""
    row = own_document(request.user, pk)
    try:
        if row.plan_id or not (row.mapping and readings.is_read(row)):
            return redirect(row)
        mapping = WordMapping.from_plain(row.mapping)
        draft = understanding_of(row, mapping).draft
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return redirect("plans:word_documents")
    sent = request.POST if CHOOSE in request.POST else None
    choice = PlanBeforeForm(sent, user=request.user, initial={"continues": row.continues_id})
    if choice.is_bound and choice.is_valid():
        choose_plan_before(row, by=request.user, plan=choice.cleaned_data.get("continues"))
        return redirect("plans:word_continuation", row.pk)
    context = {"title": f"Ce continuă „{row.name}”", "row": row, "choice": choice, "choose": CHOOSE}
    found = continuation_of(row, draft, mapping, by=request.user)
    if found is not None:
        numbers = Paginator(range(len(draft.elements)), ROWS).get_page(request.GET.get("pagina"))
        sent = request.POST if request.method == "POST" and not choice.is_bound else None
        form = PairsForm(sent, continuation=found, draft=draft, numbers=list(numbers))
        if form.is_bound and form.is_valid():
            keep_pairs(row, by=request.user, pairs=form.pairs)
            messages.success(request, "S-a păstrat ce continuă fiecare element.")
            return redirect(_next_address(row, numbers))
        context |= {"form": form, "found": found, "rows": _rows(found, draft, mapping, form)}
        context |= {"page": numbers, "query": QueryDict()}
    return page(request, "plans/exchange/word/continuation/pairs.html", context)


def _next_address(row: WordImport, numbers: Page) -> str:
    """Return where a person goes on after a page of elements: to the next one, or back to the document."""
    if not numbers.has_next():
        return row.get_absolute_url()
    return f"{reverse('plans:word_continuation', args=[row.pk])}?pagina={numbers.next_page_number()}"


def _rows(found: Continuation, draft: PlanDraft, mapping: WordMapping, form: PairsForm) -> list[PairRow]:
    rows = []
    for number, field in form.fields_by_number.items():
        one, old = draft.elements[number], found.pairs.get(number)
        level = mapping.level(one.level)
        old_level = found.before.level[old.level].name if old else ""
        change = difference(old.title, one.title) if old and old.title != one.title else ()
        kept = len(found.indicators(number, [each.title for each in one.indicators]))
        said = count(kept, "indicator continuat", "indicatori continuați") if kept else ""
        name = level.name if level else one.level
        rows.append(PairRow(one, name, old, old_level, _why(found, number, one, old), change, said, field))
    return rows


def _why(found: Continuation, number: int, one: DraftElement, old: ElementValue | None) -> str:
    """Return in words why an element stands beside another."""
    if number in found.said:
        return "confirmat" if old else "nou, confirmat"
    if old is None:
        return "nou: nimic nu seamănă destul"
    title = "același titlu" if one.title == old.title else "titlu apropiat"
    if not (one.code or old.code):
        return title
    return f"{'același cod' if one.code == old.code else 'alt cod'}, {title}"
