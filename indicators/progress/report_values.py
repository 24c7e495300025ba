"""What was reported of an indicator, as values: progress is computed from them, and pages show them."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from indicators.progress.vocabulary import judgement
from plans.document import IndicatorValue, InstitutionValue, TargetValue
from portal.display import first_sentence


@dataclass(frozen=True, kw_only=True)
class EvidenceValue:
    """What a report rests on: a file or a link, by its title and address."""

    title: str
    address: str
    is_file: bool


@dataclass(frozen=True, kw_only=True)
class ReportValue:
    """One indicator in one period (both days inclusive), as everyone may see it.

    `state` is "due" until something was sent for review, then "submitted", then "returned" or "accepted"; what is not
    accepted has no value. A ratio and a change have `numerator` and `denominator` (for a change: this period's and
    the compared period's number), a milestone has 1 or 0, others `value` or `text`. Where `no_data_reason` stands
    there is no value: that is not zero. `verdict` is "met", "partly", "not_met" or "cannot_be_judged"; `proposed` is
    what the formula proposed (a progress status). `definition` and `target` are as they were when the report was
    accepted. `first_sent_on` is when its period was first reported, whatever was given back or corrected since.
    `superseded` are the accepted reports that this one corrects, the newest first. `institution` is the one
    that owed it, which need not be the one that reports the indicator today.
    """

    indicator: str
    period_start: datetime.date
    period_end: datetime.date
    due_on: datetime.date
    state: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    no_data_reason: str = ""
    narrative: str = ""
    reported_on: datetime.date | None = None
    first_sent_on: datetime.date | None = None
    accepted_on: datetime.date | None = None
    verdict: str = ""
    verdict_reason: str = ""
    proposed: str = ""
    has_interest: bool = False
    definition: IndicatorValue | None = None
    target: TargetValue | None = None
    proofs: tuple[EvidenceValue, ...] = ()
    superseded: tuple["ReportValue", ...] = ()
    institution: InstitutionValue | None = None

    @property
    def judgement(self) -> str:
        """Return what the verdict is told as; empty without one."""
        return judgement(self.verdict, self.proposed)

    @property
    def is_judged(self) -> bool:
        """Tell whether somebody gave a verdict on what was to be judged."""
        return bool(self.verdict) and self.judgement == self.verdict

    @property
    def days_late(self) -> int:
        """Return by how many days its period was reported after the term."""
        first = self.first_sent_on or self.reported_on
        return max((first - self.due_on).days, 0) if first else 0

    @property
    def is_early(self) -> bool:
        """Tell whether it was reported before its period had ended."""
        return self.reported_on is not None and self.reported_on <= self.period_end


@dataclass(frozen=True, kw_only=True)
class ExtensionValue:
    """A later deadline of a recommendation, the day on which it was given, the one before it, and why."""

    given_on: datetime.date
    former: datetime.date
    deadline: datetime.date
    reason: str


@dataclass(frozen=True, kw_only=True)
class PassingValue:
    """A recommendation's passing to the successor of the institution that it was addressed to."""

    on: datetime.date
    former: InstitutionValue
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecommendationValue:
    """What the oversight body asked of an institution, and what came of it.

    `reference` is its number and year ("3/2026"), `about` what it concerns in words, `element` and `indicator` are the
    uids of what it concerns (both empty for the whole plan). `state` is "open", "answered" or how it ended: "closed",
    "unanswered" or "withdrawn". `extensions` are the deadlines that were given later, each with its day and reason,
    `passings` those who were asked before `addressed_to`, the first one first.
    """

    reference: str
    address: str
    plan: str
    about: str
    body: InstitutionValue
    addressed_to: InstitutionValue
    text: str
    issued_on: datetime.date
    deadline: datetime.date
    state: str
    element: str | None = None
    indicator: str | None = None
    answer: str = ""
    answered_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    closing_note: str = ""
    proofs: tuple[EvidenceValue, ...] = ()
    extensions: tuple[ExtensionValue, ...] = ()
    passings: tuple[PassingValue, ...] = ()

    @property
    def title(self) -> str:
        """What is asked, as lists and headings name it."""
        return first_sentence(self.text)

    @property
    def is_ended(self) -> bool:
        """Tell whether nothing more is expected of it."""
        return self.state not in ("open", "answered")

    def is_late(self, today: datetime.date) -> bool:
        """Tell whether it is unanswered after its deadline."""
        return self.state == "open" and today > self.deadline

    def days_late(self, today: datetime.date) -> int:
        """Return by how many days the answer came after the deadline, or stays away until today."""
        until = today if self.state == "open" else self.answered_on or self.deadline
        return max((until - self.deadline).days, 0)


@dataclass(frozen=True, kw_only=True)
class SittingValue:
    """A meeting of the oversight body: what it examined and concluded; members are as they are printed."""

    body: InstitutionValue
    kind: str
    held_on: datetime.date
    hour: datetime.time | None = None
    members_present: tuple[str, ...]
    agenda: str
    conclusions: str
