"""The example's year of reports: each goes through the portal's own steps, then its days are put back."""

import datetime

from django.contrib.auth import get_user_model
from django.db.models import Max

from cluj_plans.example import proofs
from cluj_plans.example.calendar import Year
from cluj_plans.example.plan import ALL
from cluj_plans.example.promises import Promise
from indicators.models import Report, ReportStep
from indicators.reporting import actions as reporting_actions
from indicators.reporting import proposal
from indicators.review import actions as review_actions
from plans.models import Plan

REPORTERS = {"ipj-cluj": "raportor", "cj-cluj": "raportor-cj"}
EVALUATOR, WITH_INTEREST = "evaluator", "evaluator-ipj"
NO_DATA = "Sistemul de evidență s-a schimbat la începutul anului; datele primei luni nu s-au păstrat."
NOTE = "Valoarea este mai mică decât cea din lista întâlnirilor. Verificați luna și adăugați lista ca dovadă."
CORRECTED = "Corectează o dublare: o școală a fost numărată de două ori."
REASONS = {
    "met": "Valoarea raportată și dovezile arată că ținta este atinsă.",
    "partly": "S-a parcurs mai mult de jumătate din drumul până la țintă; măsurile continuă.",
    "not_met": "Diferența față de țintă este mare; instituția prezintă măsuri de îndreptare.",
}
NOT_ENDED = "Perioada țintei nu s-a încheiat; valoarea se ia la cunoștință."
ONLY_CONTEXT = "Indicatorul este numai context: se ia la cunoștință și nu se apreciază."
NO_FORMULA = "Răspunsul trimite la alt document, care nu este publicat: nu se poate aprecia."
WITHOUT_DATA = "Fără date nu se poate aprecia; motivul se ia la cunoștință."
EARLY, LATE, REVIEW = (datetime.timedelta(days=days) for days in (-4, 9, 7))


def tell(plan: Plan, year: Year, *, due_before: datetime.date) -> None:
    """Report what was due before a day and is still untouched, as the example says."""
    people = {user.username: user for user in get_user_model().objects.all()}
    for promise in ALL:
        rows = Report.objects.filter(indicator__plan=plan, indicator__title=promise.title, corrects=None)
        rows = list(rows.order_by("period_start").select_related("indicator__institution"))
        told = rows[:1] if promise.is_added_later else [row for row in rows if row.due_on < year.today]
        for index, row in enumerate(told):
            if row.due_on < due_before and row.state == Report.State.DUE:
                is_last = index == len(told) - 1
                _Story(promise, index, is_last, year, people).tell(row)


class _Story:
    """What happens to one report."""

    def __init__(self, promise: Promise, index: int, is_last: bool, year: Year, people: dict):
        self.promise, self.year, self.people = promise, year, people
        self.places = {index, -1} if is_last else {index}
        self.value = promise.values[index] if promise.values else None
        self.end = promise.last if is_last else "accepted"
        self.reporter = people[REPORTERS[promise.institution]]

    def tell(self, row: Report) -> None:
        """Take the report as far as the example says."""
        if self.end == "due":
            return
        by = self.reporter
        row = reporting_actions.save_draft(row, by=by, content=content(self.promise.nature, self.value))
        proofs.add(row, self.promise.proofs if self.places & {0, -1} else (), by=by)
        late = self.places & set(self.promise.late)
        reported = min(row.due_on + (LATE if late else EARLY), self.year.back(1))
        put_back(row, self.year, ReportStep.Kind.STARTED, reported)
        if self.end == "draft":
            return
        row = reporting_actions.submit_report(row, by=by)
        put_back(row, self.year, ReportStep.Kind.SUBMITTED, reported)
        if self.end == "returned":
            row = review_actions.return_report(row, by=self.people[EVALUATOR], note=NOTE)
            put_back(row, self.year, ReportStep.Kind.RETURNED, reported + REVIEW)
        if self.end == "accepted":
            row = self._accept(row, reported + REVIEW)
            self._correct(row, reported + 3 * REVIEW)

    def _accept(self, row: Report, day: datetime.date) -> Report:
        day = min(day, self.year.today)
        proposed = proposal.verdict_proposal(row, today=day)
        verdict, reason = self._judgement(proposed)
        by = self.people[WITH_INTEREST if self.promise.with_interest else EVALUATOR]
        row = review_actions.accept_report(row, by=by, verdict=verdict, reason=reason)
        Report.objects.filter(pk=row.pk).update(proposed=proposed.progress.status)
        put_back(row, self.year, ReportStep.Kind.ACCEPTED, day)
        return row

    def _judgement(self, proposed: proposal.VerdictProposal) -> tuple[str, str]:
        for place in self.places & set(self.promise.judged):
            return self.promise.judged[place]
        if self.value is None:
            return proposed.verdict, WITHOUT_DATA
        if self.promise.direction == "context_only":
            return proposed.verdict, ONLY_CONTEXT
        if self.promise.nature == "reference":
            return proposed.verdict, NO_FORMULA
        return proposed.verdict, REASONS.get(proposed.verdict, NOT_ENDED)

    def _correct(self, row: Report, day: datetime.date) -> None:
        for place in self.places & set(self.promise.corrected):
            new = reporting_actions.begin_correction(row, by=self.reporter)
            said = content(self.promise.nature, self.promise.corrected[place]) | {"narrative": CORRECTED}
            new = reporting_actions.submit_report(
                reporting_actions.save_draft(new, by=self.reporter, content=said), by=self.reporter
            )
            put_back(new, self.year, ReportStep.Kind.STARTED, day)
            put_back(new, self.year, ReportStep.Kind.SUBMITTED, day)
            self._accept(new, day + REVIEW)
            put_back(row, self.year, ReportStep.Kind.SUPERSEDED, day + REVIEW)


def content(nature: str, value) -> dict:
    """Return what a report says."""
    said = dict.fromkeys(("value", "numerator", "denominator")) | dict.fromkeys(
        ("text", "no_data_reason", "narrative"), ""
    )
    if value is None:
        return said | {"no_data_reason": NO_DATA}
    asked = reporting_actions.answer_fields(nature)
    return said | dict(zip(asked, value if isinstance(value, tuple) else (value,), strict=True))


def put_back(row: Report, year: Year, kind: str, day: datetime.date) -> None:
    """Let the newest step of a kind, and what the report says of it, lie on its day."""
    hours = {"started": 9, "submitted": 10, "returned": 11, "accepted": 12, "superseded": 12}
    moment = year.moment(day, hours[kind])
    newest = row.steps.filter(kind=kind).aggregate(newest=Max("pk"))["newest"]
    row.steps.filter(pk=newest).update(at=moment)
    said = {"submitted": "reported_at", "accepted": "reviewed_at", "superseded": "superseded_at"}
    if kind in said:
        Report.objects.filter(pk=row.pk).update(**{said[kind]: moment})
    row.evidence.update(added_at=moment)
