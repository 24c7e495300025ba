"""What a printed briefing says beside its chapters: the same words in every kind of file."""

from indicators.progress import periods
from indicators.render.briefing.document import KINDS, BriefingDocument
from portal.romanian import NO_BREAK_SPACE, long_date

DRAFT = "PROIECT"
EXAMPLE = "Exemplu, date inventate"
EXAMPLE_LINE = f"{EXAMPLE}: instituțiile, cifrele și aprecierile nu există în realitate."


def act(briefing: BriefingDocument) -> str:
    """Return the act that the briefing is an annex of, or the mark of a draft.

    >>> from datetime import date
    >>> from plans.document import InstitutionValue
    >>> body = InstitutionValue(code="atop", name="Autoritatea", short_name="ATOP Cluj")
    >>> fields = dict.fromkeys(BriefingDocument.__dataclass_fields__) | {"body": body}
    >>> act(BriefingDocument(**fields))
    'PROIECT'
    >>> act(BriefingDocument(**fields | {"number": "4", "adopted_on": date(2026, 4, 27)})).replace(NO_BREAK_SPACE, " ")
    'Anexă la Hotărârea ATOP Cluj nr. 4 din 27 aprilie 2026'
    """
    if not briefing.is_adopted:
        return DRAFT
    number = f"nr. {briefing.number} din {long_date(briefing.adopted_on)}".replace(" ", NO_BREAK_SPACE)
    return f"Anexă la Hotărârea {briefing.body.short_name} {number}"


def footer(briefing: BriefingDocument) -> str:
    """Return what stands at the foot of every page: the act; of an example, that it is one."""
    return f"{EXAMPLE} · {act(briefing)}" if briefing.is_invented else act(briefing)


def running_title(briefing: BriefingDocument) -> str:
    """Return what stands at the head of every page: what document it is, and whose; of an example, that it is."""
    parts = [EXAMPLE] if briefing.is_invented else []
    return " · ".join([*parts, KINDS[briefing.kind], briefing.body.short_name])


def facts(briefing: BriefingDocument) -> list[tuple[str, str]]:
    """Return what stands under the title, each with its name."""
    found = [
        ("Perioada", periods.name(briefing.period_start, briefing.period_end)),
        ("Planul", f"{briefing.plan_title}, ediția {briefing.edition}"),
        ("Examinare", briefing.sitting),
    ]
    return [(name, text) for name, text in found if text]


def signing(briefing: BriefingDocument) -> list[tuple[str, str]]:
    """Return who signs, as office and name; a name that is not known is left to be written."""
    known = [(one.office, one.name) for one in briefing.signatories]
    return known or [(f"Președintele {briefing.body.short_name}", "")]


def headings(briefing: BriefingDocument) -> list[str]:
    """Return the numbered headings of the chapters."""
    return [f"{number}. {chapter.heading}" for number, chapter in enumerate(briefing.chapters, 1)]
