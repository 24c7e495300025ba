"""The queue of review: which reports a reviewer asked for, in what order, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.db.models import Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from indicators import permissions
from indicators.contacts import contacts_by_institution
from indicators.models import Indicator, Report, ReportStep
from indicators.progress import periods
from indicators.render.badges import badge
from indicators.reporting import report_state as words
from indicators.review.queue_figures import QueueFigure, queue_figures
from plans.models import ContactPerson, Institution, Plan
from portal.forms.lists import ListForm, SearchField
from portal.romanian import count

State = Report.State


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
        "Întârziate",
        "raportare întârziată",
        "raportări întârziate",
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


class QueueForm(ListForm):
    """The choices above the queue; the order that is not asked for is the one of the part of the queue."""

    not_narrowing = ("ordine", "stare")
    stare = forms.CharField(required=False, widget=forms.HiddenInput)
    cauta = SearchField("Cuvinte din indicator")
    plan = forms.ChoiceField(label="Planul", required=False)
    institutie = forms.ChoiceField(label="Instituția", required=False)

    def __init__(self, data, user):
        self.tab = data.get("stare") if data.get("stare") in TABS else "de-evaluat"
        self.orders = _orders(self.tab)
        super().__init__(data, permissions.known_reviewable_reports(user))
        self.plans = Plan.objects.filter(reviewer__in=permissions.known_institutions(user, permissions.Role.REVIEWER))
        self.set_choices("plan", self.plans.order_by("short_title").values_list("slug", "short_title"))
        reporting = Institution.objects.filter(reports__indicator__plan__in=self.plans).distinct()
        self.set_choices("institutie", reporting.values_list("code", "name"))

    @cached_property
    def whole_queue(self) -> QuerySet:
        """The reports of the plan, of the institution and about the words, in every part of the queue."""
        rows = self.all_rows
        if self.choice("plan"):
            rows = rows.filter(indicator__plan__slug=self.choice("plan"))
        if self.choice("institutie"):
            rows = rows.filter(institution__code=self.choice("institutie"))
        if self.choice("cauta"):
            titles = Indicator.objects.filter(plan__in=self.plans).order_by().values_list("pk", "title", "definition")
            rows = rows.filter(indicator__in=[pk for pk, *texts in titles if self.has_sought(*texts)])
        return rows

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many reports each part of the queue holds; one query."""
        conditions = _conditions(timezone.localdate())
        counts = {tab.replace("-", "_"): Count("pk", condition) for tab, condition in conditions.items()}
        return dict(zip(conditions, self.whole_queue.aggregate(**counts).values(), strict=True))

    def paginator(self):
        """Return the rows in pages, without counting them again."""
        paginator = super().paginator()
        paginator.count = self.numbers[self.tab]
        return paginator

    def filter_rows(self, rows):
        """Return the reports of the part, each with the moment since when it waits."""
        return _with_waiting(self.whole_queue.filter(_conditions(timezone.localdate())[self.tab]))


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
    figure: QueueFigure | None


def queue_context(user, sent: Mapping[str, str]) -> dict:
    """Return what the page of the queue shows; the number of queries does not depend on how many reports there are."""
    form, today = QueueForm(sent, user), timezone.localdate()
    shown = list(form.page)
    figures = queue_figures(shown)
    return {
        "form": form,
        "tab": TABS[form.tab],
        "tabs": [(slug, one.name, form.numbers[slug]) for slug, one in TABS.items()],
        "nouns": f"{TABS[form.tab].one},{TABS[form.tab].several}",
        "rows": [_row(report, today, figures.get(report.pk)) for report in shown],
        "overdue": _overdue_institutions(form.whole_queue, today) if form.tab == "neraportate" else [],
    }


def _conditions(today) -> dict[str, Q]:
    return {
        "de-evaluat": Q(state=State.SUBMITTED),
        "intoarse": Q(state=State.RETURNED),
        "acceptate": Q(state=State.ACCEPTED),
        "neraportate": Q(state__in=Report.UNSENT, corrects=None, due_on__lt=today),
        "toate": Q(),
    }


def _with_waiting(reports: QuerySet) -> QuerySet:
    """Return the reports with all that their rows show, and the moment since when each waits."""
    steps = ReportStep.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk")
    reports = reports.select_related("indicator__plan", "institution").with_first_sending()
    return reports.annotate(
        since=Case(
            When(state=State.SUBMITTED, then=F("reported_at")),
            When(state=State.ACCEPTED, then=F("reviewed_at")),
            When(state=State.RETURNED, then=Subquery(steps.values("at")[:1])),
        )
    )


def _orders(tab: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the orders of a part of the queue, its own first; what was never sent goes by the day it is due."""
    by_day = "due_on" if tab in ("neraportate", "toate") else "since"
    orders = {
        "vechi": ("Cele mai vechi întâi", (by_day, "pk")),
        "noi": ("Cele mai noi întâi", (f"-{by_day}", "-pk")),
        "institutie": ("După instituție", ("institution__name", by_day, "pk")),
        "plan": ("Ca în plan", ("indicator__plan__short_title", "indicator__number", "period_start", "pk")),
    }
    own = TABS[tab].order
    return {own: orders[own], **orders}


def _row(report: Report, today, figure: QueueFigure | None) -> QueueRow:
    waits, since = words.waiting_labels(report, report.since, today)
    return QueueRow(
        report=report,
        period=periods.name(report.period_start, report.period_end),
        state=words.state_label(report),
        badge=badge(report.judgement) if report.verdict else None,
        punctuality=words.punctuality(report, report.reported_at) if report.reported_at else "",
        waits=waits,
        since=since,
        figure=figure,
    )


def _overdue_institutions(reports: QuerySet, today) -> list[tuple[str, list[ContactPerson]]]:
    """Return who is late with how many reports, for how long with the oldest, and whom to ask; the longest first."""
    late = reports.overdue(today).order_by().values_list("institution", "institution__name")
    late = list(late.annotate(number=Count("pk"), oldest=Min("due_on")).order_by("oldest", "institution__name"))
    contacts = contacts_by_institution(pk for pk, *_rest in late) if late else {}
    return [
        (
            f"{name}: {count(number, 'raportare', 'raportări')}, cea mai veche întârziată cu "
            f"{words.days_in_words((today - oldest).days)}",
            contacts.get(pk, []),
        )
        for pk, name, number, oldest in late
    ]
