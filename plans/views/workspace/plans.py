"""The plans that a person works on: how each stands, and what waits for the person."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans import permissions
from plans.overview import Standing, problems_of, standings
from plans.render.listing import QUERY_LIMIT
from plans.templatetags.romanian import count
from plans.text import folded, have_words
from plans.tracking.followed import FOLLOWED
from plans.tracking.naming import person
from plans.views.shell import page

PAGE_SIZE = 25
STATES = {
    "nepublicat": "Nepublicat",
    "modificat": "Modificat de la ultima ediție",
    "publicat": "Publicat, fără schimbări",
    "asteapta": "Așteaptă aprobarea",
    "programat": "Aprobat, urmează să se publice",
    "intors": "Întors cu observații",
}
ORDERS = {"lucrate": "Cele mai recent lucrate", "titlu": "După titlu", "perioada": "Cele mai noi perioade"}


@dataclass(frozen=True)
class Row:
    """A plan in the list, in words; `problems` is None where they were not looked for."""

    standing: Standing
    state: str
    changed: str
    edited_by: str
    problems: tuple[str, str] | None
    root: str


@require_safe
@login_required
def plans(request):
    """Show the plans that the person sees, those that were asked for, and what waits for the person."""
    mine = standings(request.user)
    asked = asked_of(request.GET)
    shown = Paginator(chosen(mine, asked), PAGE_SIZE).get_page(request.GET.get("pagina"))
    problems = problems_of(one for one in shown if one.state != "publicat")
    context = {
        "title": "Planuri",
        "rows": [row_of(one, problems.get(one.plan.pk)) for one in shown],
        "found": shown,
        "asked": asked,
        "is_narrowed": any(asked[name] for name in ("cauta", "stare", "institutie")),
        "states": {state: name for state, name in STATES.items() if state in {one.state for one in mine}},
        "institutions": dict(sorted({(one.plan.owner.code, one.plan.owner.name) for one in mine}, key=lambda i: i[1])),
        "orders": ORDERS,
        "waiting": [thing for one in mine for thing in waits(one)],
        "has_plans": bool(mine),
        "may_begin": permissions.editable_institutions(request.user).exists(),
    }
    return page(request, "plans/workspace/plans.html", context)


def asked_of(sent) -> dict[str, str]:
    """Return what the address asks; what is unknown counts as not asked."""
    state, order = sent.get("stare", ""), sent.get("ordine", "")
    return {
        "cauta": sent.get("cauta", "").strip()[:QUERY_LIMIT],
        "stare": state if state in STATES else "",
        "institutie": sent.get("institutie", ""),
        "ordine": order if order in ORDERS else "lucrate",
    }


def chosen(found: list[Standing], asked: dict[str, str]) -> list[Standing]:
    """Return the plans that were asked for, in the order that was asked for."""
    words = folded(asked["cauta"]).split()
    kept = [
        one
        for one in found
        if asked["stare"] in ("", one.state)
        and asked["institutie"] in ("", one.plan.owner.code)
        and have_words(words, *searched(one))
    ]
    if asked["ordine"] == "titlu":
        return sorted(kept, key=lambda one: folded(one.plan.short_title))
    if asked["ordine"] == "perioada":
        return sorted(kept, key=lambda one: one.plan.period_start, reverse=True)
    return sorted(kept, key=lambda one: one.edited_at.timestamp() if one.edited_at else 0, reverse=True)


def searched(one: Standing) -> tuple[str, ...]:
    """Return the texts in which words are looked for."""
    plan = one.plan
    return plan.short_title, plan.title, plan.subtitle, plan.owner.name, plan.owner.short_name


def row_of(one: Standing, problems: tuple[int, int] | None) -> Row:
    """Return a plan in words."""
    counts = problems and (count(problems[0], "eroare", "erori"), count(problems[1], "avertisment", "avertismente"))
    return Row(
        standing=one,
        state=STATES[one.state],
        changed=changed_in_words(one.changed),
        edited_by=person(one.edited_by),
        problems=counts and tuple("" if not number else text for number, text in zip(problems, counts, strict=True)),
        root=reverse("work:plan", args=[one.plan.slug]),
    )


def changed_in_words(changed) -> str:
    """Return how many rows of each kind changed, in the order in which kinds are told."""
    kinds = [kind for slug, kind in FOLLOWED.items() if slug in changed]
    return ", ".join(
        kind.several if kind.slug == "plan" else count(changed[kind.slug], kind.one, kind.several) for kind in kinds
    )


def waits(one: Standing) -> list[tuple[str, str, str]]:
    """Return what of a plan waits for the person: the plan's title, in a sentence why, and where to go."""
    title, root = one.plan.short_title, reverse("work:plan", args=[one.plan.slug])
    things = []
    if one.state == "asteapta" and one.may_publish:
        things.append((title, f"așteaptă aprobarea; trimis de {person(one.submission.sent_by)}", f"{root}aprobare/"))
    if one.state == "intors" and one.may_edit:
        who = person(one.submission.decided_by)
        things.append((title, f"întors cu observații de {who}", f"{root}aprobare/"))
    if one.of_others and one.may_edit:
        discussions = count(one.of_others, "discuție deschisă", "discuții deschise")
        things.append((title, f"{discussions} de alții, încă {plural_of(one.of_others)}", f"{root}discutii/"))
    return things


def plural_of(number: int) -> str:
    """Return the word for what is not resolved yet, as its number asks."""
    return "nerezolvată" if number == 1 else "nerezolvate"
