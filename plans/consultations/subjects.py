"""What a proposal on a draft may be about, beside all of it: one of its sections or elements."""

from dataclasses import dataclass

from plans.document import Document
from plans.render.html.page_tree import opening_words, section_anchor, section_name


@dataclass(frozen=True)
class ProposalSubject:
    """A section or an element of a draft: the key that a proposal keeps, its name, its anchor on the draft's page."""

    key: str
    name: str
    anchor: str


def section_subjects(draft: Document) -> list[ProposalSubject]:
    """Return the sections that say something; a draft is frozen, so the place of a section is its key."""
    names = [section_name(draft, one) or opening_words(one) for one in draft.sections]
    named = [(section_anchor(number), name) for number, name in enumerate(names, start=1) if name]
    return [ProposalSubject(anchor, name, anchor) for anchor, name in named]


def element_subjects(draft: Document) -> list[ProposalSubject]:
    """Return what a proposal may be about of the tree, in printed order."""
    return [ProposalSubject(one.uid, one.printed_name, one.address) for one in draft.elements]


def proposal_subjects(draft: Document) -> dict[str, ProposalSubject]:
    """Return all that a proposal may be about, by key."""
    return {one.key: one for one in (*section_subjects(draft), *element_subjects(draft))}
