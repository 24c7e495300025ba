"""What an institution has to report, and what it reported: the most urgent first, or as a reporter asked."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from indicators import permissions
from indicators.lookups import query_text
from indicators.models import Report
from indicators.progress import periods
from indicators.reporting import report_state as words
from portal.romanian import count, long_date
from portal.text import fold, has_words

State = Report.State
PAGE_SIZE = 25
SOON = datetime.timedelta(days=14)
ORDERS = {
    "urgenta": ("Cele mai urgente întâi", ("stage", "due_on", "indicator__number", "pk")),
    "termen": ("După termen, cele vechi întâi", ("due_on", "indicator__number", "pk")),
    "termen-nou": ("După termen, cele noi întâi", ("-due_on", "indicator__number", "pk")),
    "plan": (
        "Ca în plan",
        ("indicator__plan__short_title", "indicator__plan", "indicator__number", "period_start", "pk"),
    ),
}
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
    State.SUBMITTED: "trimisă",
    State.RETURNED: "întoarsă",
    State.ACCEPTED: "acceptată",
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


@dataclass(frozen=True)
class ReportFilter:
    """What a reporter asked of the list; what is unknown counts as not asked."""

    query: str
    stage: str
    plan: str
    institution: str
    order: str

    @property
    def is_filter(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.query or self.stage or self.plan or self.institution)

    def address(self, page: int) -> str:
        """Return the query string of another page of the same list."""
        order = "" if self.order == "urgenta" else self.order
        pairs = {"cauta": self.query, "stadiu": self.stage, "plan": self.plan, "institutie": self.institution}
        return "?" + urlencode(
            {name: value for name, value in (pairs | {"ordine": order, "pagina": page}).items() if value}
        )


def report_filter(sent: Mapping[str, str]) -> ReportFilter:
    """Return what a query string asks."""
    names = ("cauta", "stadiu", "plan", "institutie", "ordine")
    query, stage, plan, institution, order = (query_text(sent, name) for name in names)
    return ReportFilter(
        query=query.strip(),
        stage=stage if stage in CHOICES else "",
        plan=plan,
        institution=institution,
        order=order if order in ORDERS else "urgenta",
    )


def report_list_context(user, sent: Mapping[str, str]) -> dict:
    """Return what the page of the list shows; the number of queries does not depend on how many reports there are."""
    asked, today = report_filter(sent), timezone.localdate()
    reports = permissions.known_reports(user).filter(superseded_at=None).annotate(stage=_stage(today))
    institutions = permissions.known_institutions(user, permissions.Role.REPORTER)
    page = Paginator(_filter_reports(reports, asked).order_by(*ORDERS[asked.order][1]), PAGE_SIZE).get_page(
        sent.get("pagina")
    )
    rows = [_row(report) for report in page]
    return {
        "asked": asked,
        "sentence": _sentence(reports),
        "found": count(page.paginator.count, "raportare", "raportări"),
        "groups": _groups(rows, asked),
        "page": page,
        "previous": asked.address(page.number - 1) if page.has_previous() else "",
        "next": asked.address(page.number + 1) if page.has_next() else "",
        "filters": _filters(reports, institutions),
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


def _filter_reports(reports: QuerySet, asked: ReportFilter) -> QuerySet:
    if asked.stage:
        stages = range(BY_NUMBER.index("trimise")) if asked.stage == TO_SEND else [BY_NUMBER.index(asked.stage)]
        reports = reports.filter(stage__in=stages)
    if asked.plan:
        reports = reports.filter(indicator__plan__slug=asked.plan)
    if asked.institution:
        reports = reports.filter(indicator__institution__code=asked.institution)
    if sought := fold(asked.query).split():
        names = reports.order_by().values_list("indicator", "indicator__title", "indicator__plan__short_title")
        rows = names.distinct()
        found = [pk for pk, *texts in rows if has_words(sought, *texts)]
        reports = reports.filter(indicator__in=found)
    return reports.select_related("indicator__plan", "indicator__institution").defer("definition")


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
    if days == 0:
        return "astăzi"
    return f"întârziată cu {words.days_in_words(days)}" if days > 0 else f"peste {words.days_in_words(-days)}"


def _groups(rows: list[ReportRow], asked: ReportFilter) -> list[tuple[str, list[ReportRow]]]:
    """Return the rows under the names of their stages; in any other order, all together without a name."""
    if asked.order != "urgenta":
        return [("", rows)] if rows else []
    return [(STAGES[stage], list(group)) for stage, group in groupby(rows, lambda row: row.stage)]


def _sentence(reports: QuerySet) -> str:
    """Return how many reports are to be sent, and how many of them are late or were given back."""
    owed = Q(state__in=Report.OWED)
    numbers = reports.aggregate(
        owed=Count("pk", owed),
        late=Count("pk", owed & Q(due_on__lt=timezone.localdate(), corrects=None)),
        returned=Count("pk", Q(state=State.RETURNED)),
    )
    if not numbers["owed"]:
        return "Nimic de trimis."
    words_of = [
        (numbers["owed"], "de trimis", "de trimis"),
        (numbers["late"], "întârziată", "întârziate"),
        (numbers["returned"], "întoarsă pentru completare", "întoarse pentru completare"),
    ]
    return ", ".join(f"{n} {one if n == 1 else several}" for n, one, several in words_of if n) + "."


def _filters(reports: QuerySet, institutions: QuerySet) -> dict:
    plans = reports.order_by("indicator__plan__short_title").values_list(
        "indicator__plan__slug", "indicator__plan__short_title"
    )
    return {
        "stages": CHOICES,
        "plans": dict(plans.distinct()),
        "institutions": dict(institutions.order_by("name").values_list("code", "name")),
        "orders": {value: name for value, (name, _by) in ORDERS.items()},
    }
