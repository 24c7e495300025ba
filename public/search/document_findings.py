"""What can be found of a plan as published: pure, from its document."""

from collections.abc import Iterable, Iterator

from indicators.progress.vocabulary import Status
from indicators.render.badges import STATUS_SLUGS
from plans.document import Document, ElementValue, IndicatorValue, InstitutionValue, SectionValue
from plans.document.fields import LINK_KINDS, TEXT_KINDS, names_of_kinds
from public.search.entries import EntryKind, SearchFinding

RETIRED = STATUS_SLUGS[Status.RETIRED]


class DocumentFindings:
    """Reads what one edition says; of an edition that is not the current one, what is found leads to that edition."""

    def __init__(self, document: Document, *, is_former: bool = False):
        self.document = document
        self.root = f"/planuri/{document.slug}/"
        self.years = range(document.period_start.year, document.period_end.year + 1)
        self.edition = document.edition.number if is_former else None
        self.edition_path = f"{self.root}editii/{document.edition.number}/"
        self.bodies = _codes(document.owner, document.reviewer)

    def all(self) -> Iterator[SearchFinding]:
        """Yield the plan itself, its sections, its elements; its indicators stand apart."""
        yield self.plan()
        for number, section in enumerate(self.document.sections, start=1):
            if section.heading or section.body:
                yield self.section(section, number)
        yield from map(self.element, self.document.elements)

    def plan(self) -> SearchFinding:
        """Return what the plan says of itself: its titles, acts, budget lines and signatures."""
        one = self.document
        names = (body.name for body in (one.owner, one.reviewer) if body)
        acts = (f"{act.title} {act.number} {act.annex} {act.issuer.name}" for act in one.acts)
        signed = (f"{row.preamble} {row.office} {row.name}" for row in one.signatories)
        texts = (one.title, one.subtitle, one.letterhead, *names, *acts, *(row.label for row in one.budget), *signed)
        return self._finding(EntryKind.PLAN, "", "", label="Plan", title=one.short_title, texts=_non_empty(texts),
                             institutions=self.bodies)  # fmt: skip

    def section(self, section: SectionValue, number: int) -> SearchFinding:
        """Return a section, at its place on the plan's page; one without a heading is named after the plan."""
        anchor = f"#sectiunea-{number}" if section.heading or section.block else ""
        title = section.heading or self.document.title
        return self._finding(EntryKind.SECTION, anchor, anchor, label="Secțiune", title=title,
                             texts=tuple(section.paragraphs), institutions=self.bodies)  # fmt: skip

    def element(self, element: ElementValue) -> SearchFinding:
        """Return an element with all its texts, those of the plan's own columns too."""
        texts = [getattr(element, name) for name in names_of_kinds(*TEXT_KINDS)]
        links = [one for name in names_of_kinds(*LINK_KINDS) for one in getattr(element, name)]
        texts += [one.name if isinstance(one, InstitutionValue) else one.label for one in links]
        texts += [element.retired.reason] if element.retired else []
        return self._finding(
            EntryKind.ELEMENT,
            f"{element.address}/",
            f"#{element.address}",
            label=self.document.level[element.level].name,
            title=element.printed_name,
            code=element.code,
            texts=_non_empty((*texts, *element.extra.values())),
            institutions=_codes(*element.institutions),
            status=RETIRED if element.retired else "",
        )

    def indicator(self, indicator: IndicatorValue, status: str = "") -> SearchFinding:
        """Return an indicator with what defines it and what was promised of it, and how it stands."""
        one, body = indicator, indicator.institution
        promised = [text for target in (*one.targets, *one.former_targets) for text in (target.text, target.reason)]
        texts = (one.definition, one.unit, one.verification_source, one.baseline_source, body.name if body else "")
        return self._finding(
            EntryKind.INDICATOR,
            f"indicatori/{one.number}/",
            "",
            label="Indicator",
            title=one.title,
            texts=_non_empty((*texts, *promised, one.retired.reason if one.retired else "")),
            institutions=_codes(body),
            status=status,
        )

    def _finding(self, kind: EntryKind, path: str, place: str, **values) -> SearchFinding:
        """Return something at its address under the plan's, or at its place in the edition that said it."""
        path = self.root + path if self.edition is None else self.edition_path + place
        return SearchFinding(kind=kind, path=path, years=self.years, edition=self.edition, **values)


def former_findings(documents: Iterable[Document], current: Document) -> Iterator[SearchFinding]:
    """Yield what earlier public editions, the newest first, say that no later one says in the same words."""
    said = {one.words for one in _with_indicators(DocumentFindings(current))}
    for document in documents:
        for finding in _with_indicators(DocumentFindings(document, is_former=True)):
            if finding.words not in said:
                said.add(finding.words)
                yield finding


def _with_indicators(reading: DocumentFindings) -> Iterator[SearchFinding]:
    yield from reading.all()
    yield from map(reading.indicator, reading.document.indicators)


def _codes(*bodies: InstitutionValue | None) -> frozenset[str]:
    return frozenset(body.code for body in bodies if body)


def _non_empty(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
