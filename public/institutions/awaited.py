"""Whose answers real plans await, and what is late: added up over all plans from their stored rows."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Min, Sum
from django.utils.translation import gettext_lazy as _

from plans.models import Institution
from portal.romanian import CountedNoun, count
from public.models import AwaitedAnswer

Kind = AwaitedAnswer.AwaitedKind
NOBODY = _("Fără instituție stabilită")
PLAN = ("plan__slug", "plan__public_summary__short_title")
# What is said of how many answers of a kind, and of those whose term passed.
AWAITED_WORDS = {
    (Kind.REPORT, True): CountedNoun("raportare întârziată", "raportări întârziate"),
    (Kind.TERM, True): CountedNoun(
        "indicator cu termenul trecut, neraportat", "indicatori cu termenul trecut, neraportați"
    ),
    (Kind.RECOMMENDATION, True): CountedNoun(
        "recomandare fără răspuns peste termen", "recomandări fără răspuns peste termen"
    ),
    (Kind.RECOMMENDATION, False): CountedNoun(
        "recomandare cu răspunsul în termen", "recomandări cu răspunsul în termen"
    ),
    (Kind.RETURNED, False): CountedNoun("raportare întoarsă, de refăcut", "raportări întoarse, de refăcut"),
    (Kind.VERDICT, False): CountedNoun("raportare de apreciat", "raportări de apreciat"),
    (Kind.CHECK, False): CountedNoun("răspuns de verificat", "răspunsuri de verificat"),
}


@dataclass
class AwaitedInstitution:
    """Whose answers are awaited: how many of each kind, and the oldest term that passed."""

    code: str
    name: str
    numbers: dict[tuple[str, bool], int] = field(default_factory=dict)
    late_since: datetime.date | None = None

    @property
    def words(self) -> list[str]:
        """What is awaited, late things first."""
        return [count(self.numbers[key], *AWAITED_WORDS[key]) for key in AWAITED_WORDS if self.numbers.get(key)]


def plans_without_institution(today: datetime.date) -> list[tuple[str, str, int]]:
    """Return the real plans with indicators whose term passed and for which nobody answers: slug, title, how many."""
    late = AwaitedAnswer.objects.filter(kind=Kind.TERM, institution_code="", day__lt=today)
    plans = late.filter(plan__public_summary__is_invented=False).values(*PLAN).annotate(late=Sum("number"))
    return list(plans.order_by("-late", "plan__slug").values_list(*PLAN, "late"))


def awaited_institutions(today: datetime.date) -> list[AwaitedInstitution]:
    """Return whose answers real plans await: who is late for the longest first, then by what is awaited."""
    rows = AwaitedAnswer.objects.filter(plan__public_summary__is_invented=False)
    found: dict[str, AwaitedInstitution] = {}
    for late in (True, False):
        due = rows.filter(kind__in=AwaitedAnswer.WITH_A_TERM, day__lt=today)
        some = due if late else rows.exclude(kind__in=(Kind.REPORT, Kind.TERM)).exclude(pk__in=due.values("pk"))
        grouped = some.values("institution_code", "kind").annotate(number=Sum("number"), oldest=Min("day"))
        for row in grouped.order_by("institution_code", "kind"):
            one = found.setdefault(row["institution_code"], AwaitedInstitution(row["institution_code"], ""))
            one.numbers[row["kind"], late] = row["number"]
            if late:
                one.late_since = min(filter(None, [one.late_since, row["oldest"]]))
    names = dict(Institution.objects.filter(code__in=found).values_list("code", "name"))
    for code, one in found.items():
        one.name = names.get(code) or str(NOBODY)
    return sorted(found.values(), key=lambda one: (one.late_since is None, one.late_since or today, one.name))
