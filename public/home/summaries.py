"""One stored row a published plan, from which the list of plans is read: a list never reads the editions."""

from plans.document import Document
from plans.models import Plan
from plans.render.html.pages import element_counts
from portal.text import alphabetical_key, fold
from public.models import PlanSummary


def store_summary(plan: Plan, current: Document | None) -> None:
    """Keep what the list of plans shows of the plan's current edition; nothing for a plan that has none."""
    if current is None:
        PlanSummary.objects.filter(plan=plan).delete()
    else:
        PlanSummary.objects.update_or_create(plan=plan, defaults=summary_values(current))


def summary_values(document: Document) -> dict:
    """Return the fields of a plan's summary, by name, but for the plan."""
    texts = (document.short_title, document.title, document.subtitle, document.owner.name)
    return {
        "slug": document.slug,
        "short_title": document.short_title,
        "title": document.title,
        "subtitle": document.subtitle,
        "owner_name": document.owner.name,
        "period_start": document.period_start,
        "period_end": document.period_end,
        "number": document.edition.number,
        "published_at": document.edition.published_at,
        "institution_codes": f" {' '.join(institutions_of(document))} ",
        "is_invented": document.is_invented,
        "counts": element_counts(document),
        "title_key": alphabetical_key(document.short_title),
        "search_text": fold(" ".join(texts)),
    }


def institutions_of(document: Document) -> list[str]:
    """Return the codes of the institutions that a plan names, in order."""
    named = [document.owner, document.reviewer, *(one.institution for one in document.indicators)]
    named += [institution for element in document.elements for institution in element.institutions]
    return sorted({institution.code for institution in named if institution})
