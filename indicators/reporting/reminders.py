"""Reminders: what is due soon, late or returned, in one mail a day to each person who has to do something about it.

A mail is written at most once: the row that says "this address, this day" is saved with it. The outbox sends it.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.template.loader import render_to_string
from django.utils import timezone

from indicators.models import Recommendation, Reminder, Report, ReportStep
from indicators.progress import periods
from indicators.progress.vocabulary import STAGE_FORMS, ReportStage
from indicators.progress.wording import clean_clause
from plans.models import Edition, Institution, Membership
from portal.outbox.actions import write_letter
from portal.outbox.models import Letter
from portal.romanian import MONTHS, count

# What a letter with reminders says that it is about.
ABOUT = "indicators.reminders"
# How many days before the due day a reminder begins.
SOON = datetime.timedelta(days=7)


@dataclass
class ReminderLetter:
    """What one address is reminded of on one day."""

    email: str
    day: datetime.date
    institutions: list[Institution] = field(default_factory=list)
    late: list[Report] = field(default_factory=list)
    returned: list[Report] = field(default_factory=list)
    soon: list[Report] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """Return how many of each there are, in one line; of an example, that it is one."""
        parts = [settings.SITE_NAME, *(["Exemplu, date inventate"] if self.is_invented else [])]
        return ": ".join([*parts, ", ".join([*self._reports(), *self._advice()])])

    @property
    def is_invented(self) -> bool:
        """Tell whether it is about examples alone."""
        return all(institution.is_invented for institution in self.institutions)

    @property
    def headed_reports(self) -> list[tuple[str, list[Report]]]:
        """Return the reports under their headings, the most pressing first."""
        groups = {
            "Întârziate": self.late,
            "Întoarse de evaluator, de corectat și trimis din nou": self.returned,
            "De trimis în curând": self.soon,
        }
        return [(heading, reports) for heading, reports in groups.items() if reports]

    def _reports(self) -> Iterable[str]:
        to_send = self._to_send()
        groups = [
            (self.late, *STAGE_FORMS[ReportStage.LATE]),
            (self.returned, *STAGE_FORMS[ReportStage.RETURNED]),
            (self.soon, to_send, to_send),
        ]
        first = True
        for reports, one, many in groups:
            if reports and first:
                yield count(len(reports), f"raportare {one}", f"raportări {many}")
                first = False
            elif reports:
                yield f"{len(reports)} {one if len(reports) == 1 else many}"

    def _to_send(self) -> str:
        dates = sorted({report.due_on for report in self.soon})
        until = "prima până la" if len(dates) > 1 else "până la"
        return f"de trimis{',' * (len(dates) > 1)} {until} {day_and_month(dates[0])}" if dates else ""

    def _advice(self) -> Iterable[str]:
        if self.recommendations:
            yield count(len(self.recommendations), "recomandare fără răspuns", "recomandări fără răspuns")

    @property
    def body(self) -> str:
        """Return the text of the mail."""
        return render_to_string("indicators/reporting/mail/reminder.txt", {"letter": self, "site": settings})


@dataclass(frozen=True)
class DailyReminders:
    """What a day's reminders are: the letters, and the institutions that nobody can be reached at."""

    letters: list[ReminderLetter]
    unreachable: list[Institution]


def day_and_month(day: datetime.date) -> str:
    """Return a day without its year.

    >>> day_and_month(datetime.date(2026, 12, 15))
    '15 decembrie'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"


def prepare_reminders(today: datetime.date | None = None) -> DailyReminders:
    """Return the letters of a day; the number of queries does not depend on how many they are."""
    today = today or timezone.localdate()
    waiting = defaultdict(list)
    for report in _reports_in_sight(today):
        report.about = (
            f"{clean_clause(report.indicator.title)} – {periods.name(report.period_start, report.period_end)}"
        )
        waiting[report.institution].append(report)
    for recommendation in _recommendations_in_sight(today):
        waiting[recommendation.addressed_to].append(recommendation)
    people = _reporter_emails()
    letters: dict[str, ReminderLetter] = {}
    unreachable = []
    for institution in sorted(waiting, key=lambda one: one.code):
        addresses = people.get(institution.pk) or {one for one in [_normalize_email(institution.email)] if one}
        if not addresses:
            unreachable.append(institution)
        for email in sorted(addresses):
            _add_rows(letters.setdefault(email, ReminderLetter(email, today)), institution, waiting[institution])
    return DailyReminders(list(letters.values()), unreachable)


def write_reminders(letters: Iterable[ReminderLetter]) -> int:
    """Write the letters whose address was not written to that day; return how many."""
    written = 0
    for letter in letters:
        with transaction.atomic():
            _row, is_new = Reminder.objects.get_or_create(email=letter.email, day=letter.day)
            if is_new:
                write_letter(letter.email, subject=letter.subject, body=letter.body, about=ABOUT)
        written += is_new
    return written


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether its address still has something to be reminded of."""
    return any(letter.to == one.email for one in prepare_reminders().letters)


def _reports_in_sight(today: datetime.date):
    """Return what is owed of published plans by the end of the days in sight, and what was returned."""
    public = Edition.objects.public().filter(plan=OuterRef("indicator__plan"))
    notes = Prefetch("steps", ReportStep.objects.filter(kind=ReportStep.Kind.RETURNED), to_attr="returns")
    rows = Report.objects.filter(Exists(public))
    # The accepted report stands while its correction is a draft: nothing is owed.
    owed = rows.filter(state__in=[Report.State.DUE, Report.State.DRAFT], corrects=None, due_on__lte=today + SOON)
    found = owed | rows.filter(state=Report.State.RETURNED)
    return found.select_related("indicator__plan", "institution").prefetch_related(notes)


def _recommendations_in_sight(today: datetime.date):
    """Return the unanswered recommendations whose deadline is in sight."""
    rows = Recommendation.objects.filter(state=Recommendation.RecommendationState.OPEN, deadline__lte=today + SOON)
    return rows.select_related("body", "addressed_to").order_by("deadline", "pk")


def _reporter_emails() -> dict[int, set[str]]:
    """Return the addresses of those who report for each institution today."""
    reporters = Membership.objects.current().filter(role=Membership.Role.REPORTER, user__is_active=True)
    found = defaultdict(set)
    for institution, email in reporters.values_list("institution", "user__email"):
        if _normalize_email(email):
            found[institution].add(_normalize_email(email))
    return found


def _normalize_email(email: str) -> str:
    """Return an address as one person has it, however it was typed."""
    return email.strip().lower()


def _add_rows(letter: ReminderLetter, institution: Institution, rows: list) -> None:
    letter.institutions.append(institution)
    for row in rows:
        if isinstance(row, Recommendation):
            letter.recommendations.append(row)
        elif row.state == Report.State.RETURNED:
            letter.returned.append(row)
        elif row.due_on < letter.day:
            letter.late.append(row)
        else:
            letter.soon.append(row)
