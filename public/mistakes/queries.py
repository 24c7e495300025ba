"""Which reports who finds: staff those of their plans, readers how many there were and what became of them."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from statistics import median

from plans import permissions
from plans.models import Edition
from plans.permissions import PUBLISHERS, held_institutions
from public.models import MistakeReport

State = MistakeReport.MistakeState


def digest_of(key: str) -> str:
    """Return what is kept of the secret that its writer follows a report by."""
    return hashlib.sha256(key.encode()).hexdigest()


def answerable_reports(user):
    """Return the reports of the plans that the person publishes that wait for something."""
    return MistakeReport.objects.filter(
        plan__in=permissions.publishable_plans(user), state__in=[State.OPEN, State.CONFIRMED]
    )


def reports_waiting_for(user):
    """Return the unanswered reports of the plans that the person publishes through a role of their own."""
    mine = MistakeReport.objects.filter(plan__owner__in=held_institutions(user, PUBLISHERS), state=State.OPEN)
    return mine.select_related("plan").order_by("due_on", "pk")


def public_reports(*, is_invented: bool = False):
    """Return the reports about plans that readers find, the newest first; what is no report of a mistake left out."""
    plans = Edition.objects.current().filter(plan__owner__is_invented=is_invented).values("plan")
    rows = MistakeReport.objects.filter(plan__in=plans).exclude(state=State.OTHER)
    return rows.select_related("plan", "edition__withdrawal").order_by("-received_at", "-pk")


@dataclass(frozen=True)
class MistakeCounts:
    """How many reports came and what became of them; `days` is how long half of the answers took at most."""

    received: int
    answered: int
    corrected: int
    confirmed: int
    waiting: int
    withdrawn: int
    days: int | None


def mistake_counts(reports) -> MistakeCounts:
    """Return the counts of some reports; one query."""
    rows = list(reports.order_by().values_list("state", "received_at__date", "answered_on"))
    states = Counter(state for state, _received, _answered in rows)
    took = [(answered - received).days for _state, received, answered in rows if answered]
    return MistakeCounts(
        received=len(rows),
        answered=len(took),
        corrected=states[State.CORRECTED],
        confirmed=states[State.CONFIRMED],
        waiting=states[State.OPEN],
        withdrawn=states[State.WITHDRAWN],
        days=int(median(took)) if took else None,
    )
