"""What an institution has to report, and what it reported: the most urgent first, or as a reporter asked."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from indicators import permissions
from indicators.models import Report
from indicators.progress import periods
from indicators.progress.vocabulary import STAGE_NAMES, ReportStage
from indicators.reporting import report_state as words
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.romanian import long_date

State = Report.State
SOON = datetime.timedelta(days=14)
# The stages in the order of their urgency: address, name of the group.
STAGES = {
    "intoarse": "Întoarse, de completat",
    "intarziate": "Întârziate",
    "in-curand": "De trimis în curând",
    "mai-tarziu": "De trimis mai târziu",
    "trimise": "Trimise, în evaluare",
    "acceptate": "Acceptate",
}
TO_SEND = "de-trimis"
CHOICES = {TO_SEND: "Tot ce este de trimis", **STAGES}
BY_NUMBER = list(STAGES)
STATES = {
    State.DUE: "de raportat",
    State.DRAFT: "ciornă",
    State.SUBMITTED: STAGE_NAMES[ReportStage.IN_REVIEW],
    State.RETURNED: STAGE_NAMES[ReportStage.RETURNED],
    State.ACCEPTED: STAGE_NAMES[ReportStage.ACCEPTED],
}


@dataclass(frozen=True)
class ReportRow:
    """A report in the list, in words."""

    report: Report
    stage: str
    period: str
    state: str
    when: str
    is_late: bool


class ReportListForm(ListForm):
    """The choices above the reports of the person's institutions."""

    orders = {
        "urgenta": ("Cele mai urgente întâi", ("stage", "due_on", "indicator__number", "pk")),
        "termen": ("După termen, cele vechi întâi", ("due_on", "indicator__number", "pk")),
        "termen-nou": ("După termen, cele noi întâi", ("-due_on", "indicator__number", "pk")),
        "plan": (
            "Ca în plan",
            ("indicator__plan__short_title", "indicator__plan", "indicator__number", "period_start", "pk"),
        ),
    }
    cauta = SearchField("Cuvinte din indicator sau din plan")
    stadiu = forms.ChoiceField(label="Stadiul", required=False, choices=choices_of(CHOICES.items()))
    plan = forms.ChoiceField(label="Planul", required=False)
    institutie = forms.ChoiceField(label="Instituția", required=False)

    def __init__(self, data, user):
        reports = permissions.known_reports(user).filter(superseded_at=None)
        super().__init__(data, reports.annotate(stage=_stage(timezone.localdate())))
        titles = self.all_rows.order_by("indicator__plan__short_title")
        plans = titles.values_list("indicator__plan__slug", "indicator__plan__short_title").distinct()
        self.set_choices("plan", plans, is_asked=len(plans) > 1)
        institutions = permissions.known_institutions(user, permissions.Role.REPORTER)
        institutions = institutions.order_by("name").values_list("code", "name")
        self.has_several_institutions = len(institutions) > 1
        self.set_choices("institutie", institutions, is_asked=self.has_several_institutions)

    def filter_rows(self, rows):
        """Return the reports in the stage, of the plan, of the institution and about the words."""
        if stage := self.choice("stadiu"):
            rows = rows.filter(
                stage__in=range(BY_NUMBER.index("trimise")) if stage == TO_SEND else [BY_NUMBER.index(stage)]
            )
        if self.choice("plan"):
            rows = rows.filter(indicator__plan__slug=self.choice("plan"))
        if self.choice("institutie"):
            rows = rows.filter(institution__code=self.choice("institutie"))
        if self.choice("cauta"):
            names = rows.order_by().values_list("indicator", "indicator__title", "indicator__plan__short_title")
            rows = rows.filter(indicator__in=[pk for pk, *texts in names.distinct() if self.has_sought(*texts)])
        return rows.select_related("indicator__plan", "institution").defer("definition")


def report_list_context(user, sent: Mapping[str, str]) -> dict:
    """Return what the page of the list shows; the number of queries does not depend on how many reports there are."""
    form = ReportListForm(sent, user)
    return {
        "form": form,
        "sentence": _sentence(form.all_rows),
        "groups": _groups([_row(report) for report in form.page], form.order),
    }


def _stage(today: datetime.date) -> Case:
    """Return how urgent a report is: the number of its stage."""
    owed = Q(state__in=Report.OWED)
    return Case(
        When(state=State.RETURNED, then=BY_NUMBER.index("intoarse")),
        When(owed & Q(corrects__isnull=False), then=BY_NUMBER.index("in-curand")),
        When(owed & Q(due_on__lt=today), then=BY_NUMBER.index("intarziate")),
        When(owed & Q(due_on__lte=today + SOON), then=BY_NUMBER.index("in-curand")),
        When(owed, then=BY_NUMBER.index("mai-tarziu")),
        When(state=State.SUBMITTED, then=BY_NUMBER.index("trimise")),
        default=BY_NUMBER.index("acceptate"),
    )


def _row(report: Report) -> ReportRow:
    return ReportRow(
        report=report,
        stage=BY_NUMBER[report.stage],
        period=periods.name(report.period_start, report.period_end),
        state=state_label(report),
        when=due_label(report),
        is_late=is_late(report),
    )


def state_label(report: Report) -> str:
    """Return where a report is, in the words of the one who reports."""
    if report.superseded_at:
        return "înlocuită de o corectură"
    if not report.corrects_id or report.state == State.ACCEPTED:
        return STATES[report.state]
    return "corectură în lucru" if report.state == State.DRAFT else f"corectură {STATES[report.state]}"


def is_late(report: Report) -> bool:
    """Tell whether a report is overdue; a correction has no term of its own."""
    return report.is_overdue and not report.corrects_id


def due_label(report: Report) -> str:
    """Return how late a report is or how long there is to its term; when it was sent, for what was sent."""
    if not report.is_owed:
        return f"trimisă la {long_date(report.reported_at)}"
    if report.corrects_id:
        return "corectează o raportare acceptată"
    days = report.days_late
    if report.state == State.RETURNED and days > 0:
        return f"termenul a trecut de {words.days_in_words(days)}"
    if days == 0:
        return "astăzi"
    return f"întârziată cu {words.days_in_words(days)}" if days > 0 else f"peste {words.days_in_words(-days)}"


def _groups(rows: list[ReportRow], order: str) -> list[tuple[str, list[ReportRow]]]:
    """Return the rows under the names of their stages; in any other order, all together without a name."""
    if order != "urgenta":
        return [("", rows)] if rows else []
    return [(STAGES[stage], list(group)) for stage, group in groupby(rows, lambda row: row.stage)]


def _numbers(reports: QuerySet) -> dict[str, int]:
    return reports.aggregate(
        owed=Count("pk", Q(state__in=Report.OWED)),
        late=Count("pk", Q(state__in=Report.UNSENT, due_on__lt=timezone.localdate(), corrects=None)),
        returned=Count("pk", Q(state=State.RETURNED)),
    )


def _sentence(reports: QuerySet) -> str:
    """Return how many reports are to be sent, and how many of them are late or were given back."""
    numbers = _numbers(reports)
    if not numbers["owed"]:
        return "Nimic de trimis."
    words_of = [
        (numbers["owed"], "de trimis", "de trimis"),
        (numbers["late"], "întârziată", "întârziate"),
        (numbers["returned"], "întoarsă pentru completare", "întoarse pentru completare"),
    ]
    return ", ".join(f"{n} {one if n == 1 else several}" for n, one, several in words_of if n) + "."
