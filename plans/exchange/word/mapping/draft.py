"""The plan that would come from a document: values only, nothing stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class DraftIndicator:
    """An indicator of an element, or of the whole plan."""

    title: str
    joiner: str = ""
    nature: str = "qualitative"
    is_minimal: bool = False


@dataclass
class DraftElement:
    """An element: under which other one it stands (its place in the list), what it says, where it was found.

    `carried` names the fields whose text stands once in the document for several elements.
    """

    level: str
    parent: int | None
    code: str
    title: str
    place: str
    label: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    indicators: list[DraftIndicator] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)

    def texts(self) -> Iterator[str]:
        """Yield what of the document stands in this element, each text once."""
        yield from (self.label, self.code, self.title)
        if "indicators" not in self.carried:
            yield from (text for one in self.indicators for text in (one.joiner, one.title))
        for values in (self.fields, self.own):
            yield from (text for name, text in values.items() if name not in self.carried)


@dataclass
class DraftSection:
    """A section: its heading, its text, and the block of data after it."""

    heading: str = ""
    body: list[str] = field(default_factory=list)
    block: str = ""
    level: str = ""
    numbered: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is in it."""
        return not (self.heading or self.body or self.block)


@dataclass
class DraftBudgetLine:
    """A sum that a paragraph of the budget names, with its printed share; the paragraph itself stays as it is."""

    label: str
    year: int
    amount: str
    unit: str
    share: str = ""
    is_total: bool = False


@dataclass
class DraftSignatory:
    """Who signs, in what office."""

    office: str
    name: str
    preamble: str = ""


@dataclass
class DraftProblem:
    """What stands against writing the plan, and where in the document."""

    place: str
    message: str


@dataclass
class DraftHead:
    """What the document says before its text: letterhead, annex and act, title and subtitle."""

    letterhead: list[str] = field(default_factory=list)
    annex: str = ""
    act: str = ""
    number: str = ""
    title: str = ""
    subtitle: str = ""
    linking: list[str] = field(default_factory=list)


@dataclass
class PlanDraft:
    """All of it. `set_aside` are texts that are no statements (column numbers, repeated heads), with their places."""

    head: DraftHead = field(default_factory=DraftHead)
    elements: list[DraftElement] = field(default_factory=list)
    indicators: list[DraftIndicator] = field(default_factory=list)
    sections: list[DraftSection] = field(default_factory=list)
    budget: list[DraftBudgetLine] = field(default_factory=list)
    signatories: list[DraftSignatory] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    # How the codes of a level are printed, one for each element that has one.
    formats: dict[str, list[str]] = field(default_factory=dict)
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    problems: list[DraftProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_understood: list[tuple[str, str]] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """Yield every text of the document that has a place in the plan, or was seen to be no statement."""
        head = self.head
        yield from (*head.letterhead, head.annex, head.act, head.title, head.subtitle, *head.linking)
        for element in self.elements:
            yield from element.texts()
        yield from (one.title for one in self.indicators)
        for section in self.sections:
            yield from (section.heading, *section.body)
        for one in self.signatories:
            yield from (one.preamble, one.office, one.name)
        yield from self.heads
        yield from (text for _place, text in self.set_aside)
