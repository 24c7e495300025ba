"""What assistants read: found words, plans, elements, progress and what is late, each with its permanent addresses."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils import timezone

from indicators.progress.indicator_status import StatusCounts
from indicators.progress.vocabulary import STATUS_NAMES
from indicators.render.indicator_rows import statuses_in_order
from indicators.render.overdue import overdue_institutions
from plans.document import ElementValue, to_plain
from plans.models import Edition
from public.citing.citation import Citation, element_citation, indicator_citation, plan_citation
from public.institutions.awaited import awaited_institutions
from public.models import PlanSummary, SearchEntry
from public.plan_progress import PlanProgress
from public.search.queries import Matches
from public.search.questions import read_question

MOST_FOUND = 20
# What is said of an invented plan, before anything else.
INVENTED = "Exemplu inventat: nu spune nimic despre vreo instituție reală."


class ReadingRefused(Exception):
    """What was asked for is not there, in words for who asked."""


def search(asked: Mapping) -> dict:
    """Return what is published and real and holds all the words, the best first."""
    matches = Matches(read_question(asked["query"]))
    limit = asked.get("limit", 10)
    found = [_match(one) for one in (matches[0:limit] if matches.question.phrases else [])]
    total = matches.count() if matches.question.phrases else 0
    return {"total": total, "found": found, "citations": [{"address": one["address"]} for one in found]}


def list_plans(asked: Mapping) -> dict:
    """Return the published plans, without examples, the newest first."""
    plans = [_plan_in_list(one) for one in PlanSummary.objects.real().newest_first()[:100]]
    return {"plans": plans, "citations": [{"address": one["address"]} for one in plans]}


def _match(one: SearchEntry) -> dict:
    return {
        "title": one.title,
        "label": one.label,
        "text": one.text[:600],
        "edition": one.edition,
        "address": settings.SITE_URL + one.path,
    }


def _plan_in_list(one: PlanSummary) -> dict:
    return {
        "plan": one.slug,
        "title": one.title,
        "owner": one.owner_name,
        "period": [one.period_start.isoformat(), one.period_end.isoformat()],
        "edition": one.number,
        "promise": one.promise,
        "standing": one.standing,
        "address": f"{settings.SITE_URL}/planuri/{one.slug}/editii/{one.number}/",
    }


def read_plan(asked: Mapping) -> dict:
    """Return what a plan is, its levels, and its elements as an outline."""
    progress = _progress(asked["plan"])
    document = progress.document
    return {
        **_warning(progress),
        "title": f"{document.title} {document.subtitle}".strip(),
        "owner": document.owner.name,
        "period": [document.period_start.isoformat(), document.period_end.isoformat()],
        "edition": to_plain(document.edition),
        "levels": {one.prefix: one.name for one in document.levels},
        "outline": [
            {"address": one.address, "name": one.printed_name, "under": _address(document, one.parent)}
            for one in document.elements
        ],
        "indicators": [{"number": one.number, "title": one.title} for one in document.indicators],
        "sections": [{"heading": one.heading, "text": one.body} for one in document.sections if one.body],
        "citations": _citations([plan_citation(document)]),
    }


def read_element(asked: Mapping) -> dict:
    """Return an element with all that the plan says of it, what is above and below it, and how its indicators stand."""
    progress = _progress(asked["plan"])
    document = progress.document
    element = document.by_address.get(asked["address"])
    if element is None:
        raise ReadingRefused(f"Planul nu are elementul „{asked['address']}”. Adresele le dă read_plan.")
    indicators = document.indicators_of.get(element.uid, [])
    cited = [element_citation(document, element), *(indicator_citation(document, one) for one in indicators)]
    return {
        **_warning(progress),
        "level": document.level[element.level].name,
        "element": to_plain(element),
        "above": [one.printed_name for one in document.ancestors(element)],
        "below": [_name_and_address(one) for one in document.children.get(element.uid, ())],
        "indicators": [_standing(progress, one.uid) for one in indicators],
        "citations": _citations(cited),
    }


def read_progress(asked: Mapping) -> dict:
    """Return how each indicator of a plan stands, with the sentence that says why, and how many stand how."""
    progress = _progress(asked["plan"])
    standings = statuses_in_order(progress.document, progress.standings)
    counts = StatusCounts()
    for one in standings:
        counts.add(one)
    root = f"{settings.SITE_URL}/planuri/{progress.document.slug}/"
    return {
        **_warning(progress),
        "as_of": progress.today.isoformat(),
        "counts": {STATUS_NAMES[status]: number for status, number in counts.items() if number},
        "reported": counts.reported,
        "indicators": [_standing(progress, one.indicator.uid) for one in standings],
        "citations": [*_citations([plan_citation(progress.document)]), {"address": f"{root}progres/"}],
    }


def late(asked: Mapping) -> dict:
    """Return what is late: of a plan, by who owes it; without a plan, of each institution over the real plans."""
    if "plan" in asked:
        return _late_in(_progress(asked["plan"]))
    today = timezone.localdate()
    rows = [
        {
            "institution": one.name,
            "awaited": one.words,
            "late_since": one.late_since.isoformat(),
            "address": f"{settings.SITE_URL}/institutii/{one.code}/"
            if one.code
            else f"{settings.SITE_URL}/institutii/",
        }
        for one in awaited_institutions(today)
        if one.late_since
    ]
    return {"as_of": today.isoformat(), "late": rows, "citations": [{"address": one["address"]} for one in rows]}


def _late_in(progress: PlanProgress) -> dict:
    document, today = progress.document, progress.today
    owed = [
        {
            "institution": one.name,
            "indicator": row.title,
            "period": row.period,
            "due_on": row.due_on.isoformat(),
            "days_late": row.days,
            "address": settings.SITE_URL + row.address,
        }
        for one in overdue_institutions(document, progress.standings.values(), today)
        for row in one.indicators
    ]
    unanswered = [
        {
            "institution": one.addressed_to.name,
            "recommendation": one.text,
            "deadline": one.deadline.isoformat(),
            "days_late": one.days_late(today),
            "address": settings.SITE_URL + one.address,
        }
        for one in progress.recommendations
        if one.is_late(today)
    ]
    return {
        **_warning(progress),
        "as_of": today.isoformat(),
        "reports": owed,
        "recommendations": unanswered,
        "citations": [{"address": one["address"]} for one in (*owed, *unanswered)],
    }


def _progress(slug: str) -> PlanProgress:
    edition = Edition.objects.current_of(slug)
    if edition is None:
        raise ReadingRefused(f"Niciun plan publicat nu are numele „{slug}”. Numele le dă list_plans.")
    return PlanProgress(edition.plan, edition.read())


def _standing(progress: PlanProgress, uid: str) -> dict:
    one = progress.standings[uid]
    address = f"/planuri/{progress.document.slug}/indicatori/{one.indicator.number}/"
    return {
        "number": one.indicator.number,
        "title": one.indicator.title,
        "status": STATUS_NAMES[one.status],
        "explanation": one.explanation,
        "address": settings.SITE_URL + address,
    }


def _warning(progress: PlanProgress) -> dict:
    return {"warning": INVENTED} if progress.document.is_invented else {}


def _name_and_address(one: ElementValue) -> dict:
    return {"address": one.address, "name": one.printed_name}


def _address(document, uid: str | None) -> str | None:
    return document.by_uid[uid].address if uid else None


def _citations(cited: Iterable[Citation]) -> list[dict]:
    return [{"text": one.text, "address": one.address} for one in cited]
