"""One stored row a published plan, from which the list of plans is read: a list never reads the editions."""

from django.utils.translation import gettext, override

from indicators.render.data.table_names import plan_table_names
from plans.document import Document
from plans.models import Plan
from plans.render.html.pages import element_counts
from plans.render.known_names import known_name
from portal.display import first_sentence
from portal.languages import ENGLISH, ROMANIAN
from portal.own_words import own_words
from portal.romanian import count, inside
from portal.text import alphabetical_key, fold
from public.models import InstitutionMention, PlanSummary

# How many heads of its tree the promise of a plan names, and how long each may be.
NAMED = 2
TITLE_LIMIT = 110


def store_summary(plan: Plan, current: Document | None) -> None:
    """Keep what the list of plans shows of the plan's current edition; nothing for a plan that has none."""
    if current is None:
        PlanSummary.objects.filter(plan=plan).delete()
    else:
        summary, _is_new = PlanSummary.objects.update_or_create(plan=plan, defaults=summary_values(current))
        summary.mentions.exclude(code__in=institutions_of(current)).delete()
        InstitutionMention.objects.bulk_create(mentions_of(summary, current), ignore_conflicts=True)


def summary_values(document: Document) -> dict:
    """Return the fields of a plan's summary, by name, but for the plan."""
    texts = (document.short_title, document.title, document.subtitle, document.owner.name)
    return {
        "slug": document.slug,
        "short_title": document.short_title,
        "title": document.title,
        "subtitle": document.subtitle,
        "owner_code": document.owner.code,
        "owner_name": document.owner.name,
        "period_start": document.period_start,
        "period_end": document.period_end,
        "number": document.edition.number,
        "published_at": document.edition.published_at,
        "is_invented": document.is_invented,
        "counts": element_counts(document),
        "tables": plan_table_names(document),
        "promise": _promise_in(ROMANIAN, document),
        "promise_in_english": _promise_in(ENGLISH, document),
        "originals": sum(act.original is not None for act in document.acts),
        "title_key": alphabetical_key(document.short_title),
        "search_text": fold(" ".join(texts)),
    }


def _promise_in(language: str, document: Document) -> str:
    with override(language):
        return promise_of(document)


def promise_of(document: Document) -> str:
    """Return in a sentence what a plan promises: how many it has of what heads its tree, and what the first two say."""
    heads = [element for element in document.elements if element.parent is None]
    level = next((one.level for one in heads if one.uid in document.children), heads[0].level if heads else "")
    if not level:
        return ""
    rows = document.roots(level)
    named = [own_words(f"„{first_sentence(row.title, TITLE_LIMIT).rstrip('.;')}”") for row in rows[:NAMED]]
    more = [gettext("încă %(number)s") % {"number": len(rows) - NAMED}] if len(rows) > NAMED else []
    *before, last = named + more
    kind = document.level[level]
    counted = count(len(rows), inside(known_name(kind.name)), inside(known_name(kind.name_plural)))
    said = gettext("%(before)s și %(last)s") % {"before": ", ".join(before), "last": last} if before else last
    return f"{counted}: {said}."


def mentions_of(summary: PlanSummary, document: Document) -> list[InstitutionMention]:
    """Return the institutions that a plan names as rows beside its summary."""
    return [InstitutionMention(summary=summary, code=code) for code in institutions_of(document)]


def institutions_of(document: Document) -> list[str]:
    """Return the codes of the institutions that a plan names, in order."""
    named = [document.owner, document.reviewer, *(one.institution for one in document.indicators)]
    named += [institution for element in document.elements for institution in element.institutions]
    return sorted({institution.code for institution in named if institution})
