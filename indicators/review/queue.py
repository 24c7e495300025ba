"""The queue of review: which reports a reviewer asked for, in what order, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from indicators import permissions
from indicators.lookups import query_text
from indicators.models import Indicator, Report, ReportStep
from indicators.progress import periods
from indicators.render.badges import badge
from indicators.reporting import report_state as words
from plans.models import Institution, Plan
from portal.romanian import count
from portal.text import fold, has_words

State = Report.State
PAGE_SIZE = 25
ORDERS = {
    "vechi": "Cele mai vechi întâi",
    "noi": "Cele mai noi întâi",
    "institutie": "După instituție",
    "plan": "Ca în plan",
}


@dataclass(frozen=True)
class QueueTab:
    """A part of the queue: its name, one report of it and several, the order that is not asked for."""

    name: str
    one: str
    several: str
    empty: str
    order: str = "vechi"


TABS = {
    "de-evaluat": QueueTab(
        "De evaluat",
        "raportare de evaluat",
        "raportări de evaluat",
        "Nicio raportare nu așteaptă să fie evaluată. Când o instituție trimite una, apare aici.",
    ),
    "intoarse": QueueTab(
        "Întoarse",
        "raportare întoarsă",
        "raportări întoarse",
        "Nicio raportare nu este acum întoarsă la instituția ei.",
    ),
    "acceptate": QueueTab(
        "Acceptate",
        "raportare acceptată",
        "raportări acceptate",
        "Nu este acceptată încă nicio raportare. Începeți cu cele de evaluat.",
        "noi",
    ),
    "neraportate": QueueTab(
        "Neraportate la termen",
        "raportare neprimită la termen",
        "raportări neprimite la termen",
        "Nicio instituție nu este în întârziere.",
        "institutie",
    ),
    "toate": QueueTab(
        "Toate",
        "raportare",
        "raportări",
        "Nu se datorează nicio raportare: planurile publicate nu spun, la niciun indicator, cât de des și cine "
        "raportează.",
        "plan",
    ),
}


@dataclass(frozen=True)
class QueueFilter:
    """What a reviewer asked of the queue."""

    tab: str
    query: str
    plan: str
    institution: str
    order: str

    @property
    def is_filter(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.query or self.plan or self.institution)

    def address(self, **changes) -> str:
        """Return the query string of the same queue with something else asked."""
        own_order = TABS[changes.get("tab", self.tab)].order
        order = "" if "tab" in changes or self.order == own_order else self.order
        pairs = {"stare": self.tab, "cauta": self.query, "plan": self.plan, "institutie": self.institution}
        pairs |= {"ordine": order, "stare": changes.get("tab", self.tab), "pagina": changes.get("page", "")}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True)
class QueueRow:
    """A report in the queue, in words."""

    report: Report
    period: str
    state: str
    badge: object
    punctuality: str
    waits: str
    since: str


def queue_filter(sent: Mapping[str, str]) -> QueueFilter:
    """Return what the query string asks; what is unknown counts as not asked."""
    tab = sent.get("stare", "")
    tab = tab if tab in TABS else "de-evaluat"
    order = sent.get("ordine", "")
    return QueueFilter(
        tab=tab,
        query=query_text(sent, "cauta").strip(),
        plan=query_text(sent, "plan"),
        institution=query_text(sent, "institutie"),
        order=order if order in ORDERS else TABS[tab].order,
    )


def queue_context(user, sent: Mapping[str, str]) -> dict:
    """Return what the page of the queue shows; the number of queries does not depend on how many reports there are."""
    asked, today = queue_filter(sent), timezone.localdate()
    filtered = _filter_reports(permissions.known_reviewable_reports(user), user, asked)
    conditions = _conditions(today)
    numbers = filtered.aggregate(
        **{tab.replace("-", "_"): Count("pk", condition) for tab, condition in conditions.items()}
    )
    numbers = {tab: numbers[tab.replace("-", "_")] for tab in TABS}
    shown = _order_reports(filtered.filter(conditions[asked.tab]), asked)
    paginator = Paginator(shown, PAGE_SIZE)
    paginator.count = numbers[asked.tab]
    page = paginator.get_page(sent.get("pagina"))
    tab = TABS[asked.tab]
    return {
        "asked": asked,
        "tab": tab,
        "tabs": [(one.name, numbers[slug], asked.address(tab=slug), slug == asked.tab) for slug, one in TABS.items()],
        "sentence": count(numbers[asked.tab], tab.one, tab.several),
        "rows": [_row(report, today) for report in page],
        "overdue": _overdue_institutions(filtered, today) if asked.tab == "neraportate" else [],
        "page": page,
        "previous": asked.address(page=page.number - 1) if page.has_previous() else "",
        "next": asked.address(page=page.number + 1) if page.has_next() else "",
        "filters": _filters(user),
    }


def _conditions(today) -> dict[str, Q]:
    return {
        "de-evaluat": Q(state=State.SUBMITTED),
        "intoarse": Q(state=State.RETURNED),
        "acceptate": Q(state=State.ACCEPTED),
        "neraportate": Q(state__in=Report.OWED, due_on__lt=today),
        "toate": Q(),
    }


def _filter_reports(reports: QuerySet, user, asked: QueueFilter) -> QuerySet:
    if asked.plan:
        reports = reports.filter(indicator__plan__slug=asked.plan)
    if asked.institution:
        reports = reports.filter(indicator__institution__code=asked.institution)
    sought = fold(asked.query).split()
    if not sought:
        return reports
    titles = Indicator.objects.filter(plan__in=_plans(user)).order_by().values_list("pk", "title", "definition")
    found = [pk for pk, *texts in titles if has_words(sought, *texts)]
    return reports.filter(indicator__in=found)


def _order_reports(reports: QuerySet, asked: QueueFilter) -> QuerySet:
    """Order by the moment since when a report waits; what was never sent, by the day it is due."""
    steps = ReportStep.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk")
    reports = reports.select_related("indicator__plan", "indicator__institution").defer("definition")
    reports = reports.annotate(
        since=Case(
            When(state=State.SUBMITTED, then=F("reported_at")),
            When(state=State.ACCEPTED, then=F("reviewed_at")),
            When(state=State.RETURNED, then=Subquery(steps.values("at")[:1])),
        )
    )
    by_day = "due_on" if asked.tab in ("neraportate", "toate") else "since"
    orders = {
        "vechi": (by_day, "pk"),
        "noi": (f"-{by_day}", "-pk"),
        "institutie": ("indicator__institution__name", by_day, "pk"),
        "plan": ("indicator__plan__short_title", "indicator__number", "period_start", "pk"),
    }
    return reports.order_by(*orders[asked.order])


def _row(report: Report, today) -> QueueRow:
    waits, since = words.waiting_labels(report, report.since, today)
    return QueueRow(
        report=report,
        period=periods.name(report.period_start, report.period_end),
        state=words.state_label(report),
        badge=badge(report.verdict) if report.verdict else None,
        punctuality=words.punctuality(report) if report.reported_at else "",
        waits=waits,
        since=since,
    )


def _overdue_institutions(reports: QuerySet, today) -> list[str]:
    """Return who is late with how many reports, and for how long with the oldest, the longest first."""
    late = reports.overdue(today).order_by().values_list("indicator__institution__name")
    late = late.annotate(number=Count("pk"), oldest=Min("due_on")).order_by("oldest", "indicator__institution__name")
    return [
        f"{name}: {count(number, 'raportare', 'raportări')}, cea mai veche întârziată cu "
        f"{words.days_in_words((today - oldest).days)}"
        for name, number, oldest in late
    ]


def _plans(user) -> QuerySet:
    return Plan.objects.filter(reviewer__in=permissions.known_institutions(user, permissions.Role.REVIEWER))


def _filters(user) -> dict:
    reporting = Institution.objects.filter(indicators__plan__in=_plans(user)).distinct()
    return {
        "plans": dict(_plans(user).order_by("short_title").values_list("slug", "short_title")),
        "institutions": dict(reporting.values_list("code", "name")),
        "orders": ORDERS,
    }
