"""A quarterly briefing or a yearly report, as adopted: frozen values, and their one canonical JSON text.

The text is `plans.document.to_json` of the briefing, by the rules of a published plan's, with its `checksum_of`.
Everything that shows a briefing reads these values and nothing else, and all of them are words that were adopted.
"""

import dataclasses
import datetime
from dataclasses import dataclass

from plans import document
from plans.document import InstitutionValue, SignatoryValue
from plans.document.values import LEFT_OUT

VERSION = 1
QUARTERLY = "quarterly"
YEARLY = "yearly"
KINDS = {QUARTERLY: "Informare trimestrială", YEARLY: "Raport anual"}


@dataclass(frozen=True, kw_only=True)
class BriefingTable:
    """Rows of printed cells under their headings; the first cell of a row names it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled_rows(self) -> list[list[tuple[str, str]]]:
        """Return the rows with each cell beside its heading, as a narrow screen reads them."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A numbered part; `key` names it whatever its heading becomes, an empty line separates the body's paragraphs."""

    key: str
    heading: str
    body: str
    tables: tuple[BriefingTable, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """Return the paragraphs of the body."""
        return document.split_paragraphs(self.body)


@dataclass(frozen=True, kw_only=True)
class BriefingDocument:
    """What an oversight body says of a plan's edition in a period (both days inclusive).

    `kind` is "quarterly" or "yearly"; until it is adopted it has no `number` and no `adopted_on`. `plan` is the plan's
    slug, `sitting` a sentence that tells in which sitting the data were examined; `known_on` is the day whose knowledge
    it tells; one about an example `is_invented`; where no `signatories` are known, the head of the body signs.
    """

    version: int
    kind: str
    number: str
    adopted_on: datetime.date | None
    title: str
    body: InstitutionValue
    plan: str
    plan_title: str
    edition: int
    period_start: datetime.date
    period_end: datetime.date
    sitting: str
    known_on: datetime.date
    chapters: tuple[Chapter, ...]
    is_invented: bool = dataclasses.field(default=False, metadata=LEFT_OUT)
    signatories: tuple[SignatoryValue, ...] = ()

    @property
    def is_adopted(self) -> bool:
        """Tell whether the body adopted it."""
        return self.adopted_on is not None


def from_json(text: str, *, checksum: str) -> BriefingDocument:
    """Return the briefing of a canonical text; raise document.CorruptDocument when the checksum is not of this text."""
    return document.from_json(text, checksum=checksum, kind=BriefingDocument)
