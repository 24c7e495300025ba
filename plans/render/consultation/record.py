"""What of a consultation is public, as one value: its pages, files and frozen report are made of it alone.

What an author did not want to be public, or what is not yet admitted, is not in it.
"""

import dataclasses
import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans import document
from plans.document import InstitutionValue
from plans.document.values import LEFT_OUT

VERSION = 1
ADMITTED = "admitted"
HIDDEN = "hidden"
# What a frozen record says is Romanian; readers get the same words in their language.
NOT_PUBLIC = {
    "waiting": _("Se verifică înainte de publicare."),
    "taken_back": _("Retrasă de autor."),
}
HIDDEN_NOTE = "Nu se publică: "
UNNAMED = "o persoană care nu a dorit să fie numită"
DECISIONS = {
    "accepted": _("preluată"),
    "partly": _("preluată în parte"),
    "refused": _("nepreluată"),
    "": _("fără răspuns încă"),
}
WAYS = {
    "site": _("pe site"),
    "email": _("prin e-mail"),
    "paper": _("pe hârtie"),
    "debate": _("la dezbaterea publică"),
}


@dataclass(frozen=True, kw_only=True)
class DebateValue:
    """A public debate; without minutes it was announced and not recorded yet."""

    at: datetime.datetime
    place: str
    asked_by: str
    participants: int | None
    minutes: str


@dataclass(frozen=True, kw_only=True)
class ProposalValue:
    """A line of the public register; `note` says why one that is not admitted has no text."""

    number: int
    received_on: datetime.date
    way: str
    state: str
    author: str
    about: str
    address: str
    text: str
    note: str
    decision: str
    reason: str
    decided_on: datetime.date | None

    @property
    def is_admitted(self) -> bool:
        """Tell whether its text is public."""
        return self.state == ADMITTED

    @property
    def decision_in_words(self) -> str:
        """What was answered; nothing for what is not public."""
        return DECISIONS[self.decision] if self.is_admitted else ""

    @property
    def is_named(self) -> bool:
        """Tell whether who proposes is public."""
        return bool(self.author) and self.author != UNNAMED

    @property
    def state_in_words(self) -> str:
        """Why it has no text: it is not read yet, or was taken back; nothing for what has one, or was refused it."""
        return str(NOT_PUBLIC.get(self.state, ""))

    @property
    def hidden_reason(self) -> str:
        """Why its text is not published, in the words of whoever decided it."""
        return self.note.removeprefix(HIDDEN_NOTE) if self.state == HIDDEN else ""

    @property
    def way_in_words(self) -> str:
        """How it came."""
        return WAYS[self.way]


@dataclass(frozen=True, kw_only=True)
class ClosingValue:
    """The end of a consultation."""

    at: datetime.datetime
    is_stopped: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class ConsultationFigures:
    """What Legea 52/2003 art. 13 counts; what an author took back is no proposal any more."""

    received: int
    accepted: int
    partly: int
    refused: int
    unanswered: int
    hidden: int
    taken_back: int
    debates: int
    participants: int

    @property
    def included(self) -> int:
        """How many were taken up, whole or in part."""
        return self.accepted + self.partly

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The figures with their names, in the order of the law."""
        return [
            (gettext("Propuneri primite"), self.received),
            (gettext("Propuneri preluate, în întregime sau în parte"), self.included),
            (gettext("din care preluate în întregime"), self.accepted),
            (gettext("din care preluate în parte"), self.partly),
            (gettext("Propuneri nepreluate, cu motivul scris"), self.refused),
            (gettext("Propuneri fără răspuns încă"), self.unanswered),
            (gettext("Propuneri nepublicate"), self.hidden),
            (gettext("Propuneri retrase de autori (nu sunt numărate ca primite)"), self.taken_back),
            (gettext("Dezbateri publice organizate"), self.debates),
            (gettext("Participanți la dezbaterile publice"), self.participants),
        ]


@dataclass(frozen=True, kw_only=True)
class ConsultationRecord:
    """A consultation as the public sees it on a day."""

    version: int
    number: int
    plan: str
    plan_title: str
    title: str
    owner: InstitutionValue
    opened_on: datetime.date
    proposals_until: datetime.date
    endorsement_from: datetime.date
    substantiation: str
    sending: str
    checksum: str
    debates: tuple[DebateValue, ...] = ()
    proposals: tuple[ProposalValue, ...] = ()
    closing: ClosingValue | None = None
    is_invented: bool = dataclasses.field(default=False, metadata=LEFT_OUT)

    @property
    def address(self) -> str:
        """Return its address on the portal."""
        return f"/consultari/{self.number}/"

    @property
    def is_stopped(self) -> bool:
        """Tell whether it was stopped: its draft is no longer public."""
        return bool(self.closing and self.closing.is_stopped)

    @property
    def held_debates(self) -> tuple[DebateValue, ...]:
        """The debates that were recorded."""
        return tuple(one for one in self.debates if one.minutes)

    @cached_property
    def figures(self) -> ConsultationFigures:
        """Count what the law asks for."""
        decided = [one.decision for one in self.proposals if one.is_admitted]
        states = [one.state for one in self.proposals]
        return ConsultationFigures(
            received=len(states) - states.count("taken_back"),
            accepted=decided.count("accepted"),
            partly=decided.count("partly"),
            refused=decided.count("refused"),
            unanswered=decided.count("") + states.count("waiting"),
            hidden=states.count("hidden"),
            taken_back=states.count("taken_back"),
            debates=len(self.held_debates),
            participants=sum(one.participants or 0 for one in self.held_debates),
        )


def from_json(text: str, *, checksum: str) -> ConsultationRecord:
    """Return the record of a canonical text; raise document.CorruptDocument when the checksum is not of this text."""
    return document.from_json(text, checksum=checksum, kind=ConsultationRecord)
