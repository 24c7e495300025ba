"""What can be found beside the plans: what was reported and accepted, recommended, examined, adopted; the words."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.text import capfirst, slugify

from indicators.models import Briefing, Sitting
from indicators.oversight.sittings.members import present_members, printed_member
from indicators.progress.report_values import RecommendationValue, ReportValue
from indicators.render.briefing import document as briefing_document
from indicators.render.recommendation_list import STATES
from plans.document import IndicatorValue, to_plain
from portal.guide.content import FOLDER, guide_page
from portal.romanian import long_date, period_until
from public.search.entries import EntryKind, SearchFinding

# How a recommendation stands, by the word in the address.
RECOMMENDATION_SLUGS = {
    "open": "rec-fara-raspuns",
    "answered": "rec-cu-raspuns",
    "closed": "rec-inchisa",
    "unanswered": "rec-inchisa-fara-raspuns",
    "withdrawn": "rec-retrasa",
}
GLOSSARY = "glosar"


def recommendation_statuses() -> dict[str, str]:
    """Return how a recommendation may stand, by the word in the address."""
    return {slug: capfirst(STATES[state]) for state, slug in RECOMMENDATION_SLUGS.items()}


def report_findings(slug: str, indicator: IndicatorValue, records: Iterable[ReportValue]) -> Iterator[SearchFinding]:
    """Yield the accepted reports of an indicator that say something in words, in order."""
    for one in records:
        texts = tuple(text for text in (one.text, one.narrative, one.verdict_reason, one.no_data_reason) if text)
        if one.state == "accepted" and texts:
            yield SearchFinding(
                kind=EntryKind.REPORT,
                path=f"/planuri/{slug}/indicatori/{indicator.number}/",
                label=f"Raportare acceptată, {period_until(one.period_start, one.period_end)}",
                title=indicator.title,
                texts=texts,
                institutions=frozenset({one.institution.code} if one.institution else ()),
                years=range(one.period_start.year, one.period_end.year + 1),
            )


def recommendation_finding(one: RecommendationValue) -> SearchFinding:
    """Return a recommendation with its answer and its end."""
    reasons = [row.reason for row in (*one.extensions, *one.passings)]
    texts = (one.text, one.about, one.body.name, one.addressed_to.name, one.answer, one.closing_note, *reasons)
    return SearchFinding(
        kind=EntryKind.RECOMMENDATION,
        path=one.address,
        label=f"Recomandarea nr. {one.reference}",
        title=one.title,
        texts=tuple(text for text in texts if text),
        institutions=frozenset({one.body.code, one.addressed_to.code}),
        years=range(one.issued_on.year, one.issued_on.year + 1),
        status=RECOMMENDATION_SLUGS[one.state],
    )


def briefing_finding(row: Briefing) -> SearchFinding:
    """Return an adopted briefing or yearly report with all its chapters; it leads to its PDF."""
    value = briefing_document.from_json(row.content, checksum=row.checksum)
    return SearchFinding(
        kind=EntryKind.BRIEFING,
        path=f"/planuri/{value.plan}/informari/{row.pk}/{row.kind}.pdf",
        label=f"{briefing_document.KINDS[row.kind]}, hotărârea nr. {row.number} din {long_date(row.adopted_on)} (PDF)",
        title=value.title,
        texts=(value.sitting, *_texts_in(to_plain(value)["chapters"])),
        institutions=frozenset({value.body.code}),
        years=range(value.period_start.year, value.period_end.year + 1),
    )


def sitting_finding(row: Sitting) -> SearchFinding:
    """Return a sitting with who was there, what was on its agenda and what was concluded."""
    day = long_date(row.held_on)
    return SearchFinding(
        kind=EntryKind.SITTING,
        path=reverse("public:sitting", args=[row.pk]),
        label=row.body.name,
        title=f"Ședința {row.get_kind_display()} din {day}",
        texts=tuple(filter(None, (row.conclusions, row.agenda, *map(printed_member, present_members(row))))),
        institutions=frozenset({row.body.code}),
        years=range(row.held_on.year, row.held_on.year + 1),
    )


def glossary_findings() -> Iterator[SearchFinding]:
    """Yield the words that the glossary explains, from the rows of its tables."""
    path, heading = reverse("portal:guide_page", args=[GLOSSARY]), guide_page(GLOSSARY).title
    for line in (FOLDER / f"{GLOSSARY}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ").strip()
        if cells := _glossary_cells(line):
            label, anchor = f"Glosar, {heading[:1].lower()}{heading[1:]}", slugify(heading)
            yield SearchFinding(
                kind=EntryKind.TERM,
                path=f"{path}#{anchor}",
                label=label,
                title=cells[0][:1].upper() + cells[0][1:],
                texts=tuple(cell for cell in cells[1:] if cell),
            )


def _glossary_cells(line: str) -> list[str]:
    """Return the cells of a row that explains a word; none of a heading, a ruler or another line."""
    cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
    return cells if len(cells) > 1 and cells[0] != "cuvânt" and cells[0].strip("-") else []


def _texts_in(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, inner in value.items() if key != "key" for text in _texts_in(inner))
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in _texts_in(inner))
