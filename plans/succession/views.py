"""Next year's plan from this one: what it takes along is proposed, shown, and then copied."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from plans import permissions
from plans.access import access_of
from plans.extensions import EXTENSIONS
from plans.models import Element, Plan
from plans.outline import PK
from plans.succession.actions import LEVEL, SuccessionChoices, elements_to_copy, succeed
from plans.succession.carried_values import carried_values
from plans.succession.forms import SuccessorForm
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_write
from portal.romanian import count, inside

DETAILS = ("short_title", "title", "subtitle", "owner", "reviewer", "period_start", "period_end", "slug")
PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_successor(request, slug):
    """Propose the plan that continues this one, say what it would take along, make it."""
    source = plan_to_write(request.user, slug)
    new = Plan(letterhead=source.letterhead, continues=source)
    form = SuccessorForm(request.POST or None, source=source, user=request.user, instance=new)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and PREVIEW not in request.POST:
        made = form.save_with(lambda plan: succeed(source, by=request.user, successor=plan, chosen=form.choices))
        if made:
            messages.success(request, f"„{made}” este făcut din „{source}”. Verificați-l înainte de a-l publica.")
            return redirect("plans:plan", made.slug)
    is_shown = is_sent and PREVIEW in request.POST
    context = {
        "title": "Planul următor",
        "form": form,
        "details": [form[name] for name in DETAILS],
        "offers": [form[offer.name] for offer in form.offers],
        "others": permissions.visible_plans(request.user).filter(continues=source),
        "summary": successor_summary(source, form) if is_shown else [],
        "carried": carried_values(source, form.choices, form.renewal) if is_shown else [],
    }
    return page(request, source, "plans/succession/successor.html", context)


def succession_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return, to stand beside the plan, which plan it continues and which ones continue it; one query or two."""
    if element is not None:
        return SafeString("")
    visible = permissions.visible_plans(request.user)
    context = {
        "plan": plan,
        "before": visible.filter(pk=plan.continues_id).first() if plan.continues_id else None,
        "others": visible.filter(continues=plan).order_by("period_start", "pk"),
        "may_edit": plan.pk in access_of(request).editable,
    }
    return SafeString(render_to_string("plans/succession/_beside.html", context))


def successor_summary(source: Plan, form: SuccessorForm) -> list[tuple[str, str]]:
    """Return what the successor would take along, thing by thing, with how many of each."""
    chosen, rows = form.choices, elements_to_copy(source, form.choices)
    found = [
        ("Elemente", _elements(source, Counter(row[LEVEL] for row in rows))),
        ("Secțiuni", _sections(source, chosen)),
        ("Ani schimbați în texte", str(len(chosen.years)) if form.proposals else ""),
        ("Buget", _budget(source, chosen)),
        ("Semnatari", _signatories(source, chosen)),
        *_offer_answers(source, rows, chosen),
        ("Acte de adoptare", "niciunul: planul nou are actele lui"),
    ]
    return [(label, text) for label, text in found if text]


def _elements(source: Plan, counts: Counter) -> str:
    levels = [one for one in source.level_set.all() if counts[one.pk]]
    said = [count(counts[one.pk], inside(one.name), inside(one.name_plural)) for one in levels]
    return "; ".join(said) or "niciunul"


def _sections(source: Plan, chosen: SuccessionChoices) -> str:
    sections = count(source.section_set.count(), "secțiune", "secțiuni")
    return sections if chosen.texts else f"{sections}, numai cu titlurile"


def _budget(source: Plan, chosen: SuccessionChoices) -> str:
    """Return how many lines of the budget are taken, and how; nothing where the plan has none."""
    lines = source.budgetline_set.count()
    if not lines or not chosen.budget:
        return "nicio linie" if lines else ""
    sums = "cu sumele de acum" if chosen.budget == "sums" else "cu sumele de completat"
    return f"{count(lines, 'linie', 'linii')}, {sums}"


def _signatories(source: Plan, chosen: SuccessionChoices) -> str:
    """Return how many signatories are taken; nothing where the plan has none."""
    found = source.signatory_set.count()
    if not found or not chosen.signatories:
        return "niciunul" if found else ""
    return count(found, "semnatar", "semnatari")


def _offer_answers(source: Plan, rows: list, chosen: SuccessionChoices) -> list[tuple[str, str]]:
    """Return the answers to what other apps offer, of the elements that are taken."""
    offers = [
        offer for extension in EXTENSIONS for offer in extension.succession_offers(source, [row[PK] for row in rows])
    ]
    return [(offer.label, dict(offer.answers).get(chosen.parts.get(offer.name), "")) for offer in offers]
