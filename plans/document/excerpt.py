"""An element with all below it, out of a plan's document: in the document's own words, with where they are from."""

from dataclasses import dataclass, field

from plans.document.values import LEFT_OUT, Document, EditionMark, ElementLink, ElementValue, IndicatorValue, LevelValue


@dataclass(frozen=True, kw_only=True)
class DocumentExcerpt:
    """What an edition says of an element, the first of `elements`, and of all below it.

    `above` are the elements that it belongs to, the highest first; `checksum` is the edition's, of its whole document.
    """

    version: int
    plan: str
    title: str
    edition: EditionMark
    checksum: str
    is_invented: bool = field(default=False, metadata=LEFT_OUT)
    above: tuple[ElementLink, ...]
    levels: tuple[LevelValue, ...]
    elements: tuple[ElementValue, ...]
    indicators: tuple[IndicatorValue, ...]


def excerpt_of(document: Document, element: ElementValue, *, checksum: str) -> DocumentExcerpt:
    """Return what a document says of an element and of all below it."""
    elements = tuple(document.branch(element))
    places, ranks = {one.uid for one in elements}, {one.level for one in elements}
    return DocumentExcerpt(
        version=document.version,
        plan=document.slug,
        title=f"{document.title} {document.subtitle}".strip(),
        edition=document.edition,
        checksum=checksum,
        is_invented=document.is_invented,
        above=tuple(
            ElementLink(uid=one.uid, plan=document.slug, address=one.address, label=one.printed_name)
            for one in document.ancestors(element)
        ),
        levels=tuple(one for one in document.levels if one.prefix in ranks),
        elements=elements,
        indicators=tuple(one for one in document.indicators if one.element in places),
    )
