"""What published plans and oversight say of one institution, as of today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators import queries
from indicators.models import Recommendation
from indicators.progress.indicator_status import IndicatorStatus
from indicators.progress.report_values import RecommendationValue, ReportValue
from indicators.render.data.indicator_columns import StatusOfPlan
from indicators.render.indicator_rows import (
    WORST_FIRST,
    IndicatorRow,
    indicator_row,
    is_known_as,
    known_choices,
    statuses_in_order,
)
from indicators.render.overdue import OverdueInstitution, overdue_institutions
from plans.document import Document, InstitutionValue
from plans.models import Edition, Institution, InstitutionSuccessors
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.text import fold
from public.models import PlanSummary
from public.plan_progress import PlanProgress
from public.sittings.listing import public_sittings


@dataclass(frozen=True)
class AnsweredElement:
    """An element of a plan for which the institution answers."""

    plan: str
    label: str
    address: str


@dataclass(frozen=True)
class InstitutionOverview:
    """What readers find of an institution; `plans` are the published plans that it draws up or reviews."""

    plans: list[Document]
    statuses: list[StatusOfPlan]
    elements: list[AnsweredElement]
    overdue: OverdueInstitution | None
    received: list[RecommendationValue]
    titles: dict[str, str]

    @property
    def rows(self) -> list[IndicatorRow]:
        """The indicators that it reports, each with its plan."""
        return [_row(one) for one in self.statuses]

    @property
    def is_empty(self) -> bool:
        """Tell whether no published plan and no recommendation names it."""
        return not (self.titles or self.received)


class InstitutionIndicatorsForm(ListForm):
    """The choices above the indicators of an institution."""

    orders = {
        "plan": (_("Ca în planuri"), None),
        "stadiu": (_("Întâi ce nu e îndeplinit"), lambda row: WORST_FIRST.index(row.standing.status)),
    }
    cauta = SearchField(_("Cuvinte din indicator"))
    plan = forms.ChoiceField(label=_("Planul"), required=False)
    stadiu = forms.ChoiceField(label=_("Stadiul"), required=False, choices=lambda: choices_of(known_choices().items()))

    def __init__(self, data, rows: list[IndicatorRow], titles: Mapping[str, str]):
        super().__init__(data, rows)
        self.set_choices("plan", sorted(titles.items(), key=lambda pair: fold(pair[1])), is_romanian=True)

    def filter_rows(self, rows):
        """Return the indicators of the plan and of the status, with the words."""
        plan, status = self.choice("plan"), self.choice("stadiu")
        return [
            row
            for row in rows
            if (not plan or row.address.startswith(f"/planuri/{plan}/"))
            and is_known_as(row.standing, status)
            and self.has_sought(row.standing.indicator.title, row.place)
        ]


def institution_overview(institution: Institution, today: date) -> InstitutionOverview:
    """Return what readers find of an institution; only the editions that name it are read."""
    place = _place_of(institution, today)
    named = PlanSummary.objects.filter(is_invented=institution.is_invented).naming(institution.code, *place.former)
    editions = Edition.objects.current().filter(plan__in=named.values("plan")).select_related("plan")
    found = [PlanProgress(edition.plan, edition.read()) for edition in editions]
    found.sort(key=lambda one: (one.document.period_start, one.document.slug), reverse=True)
    plans = [one.document for one in found]
    mine = [(one.document, list(_own_standings(one, place))) for one in found]
    received = Recommendation.objects.filter(
        addressed_to=institution,
        plan__in=PlanSummary.objects.filter(is_invented=institution.is_invented).values("plan"),
    )
    return InstitutionOverview(
        plans=[one for one in plans if institution.code in _bodies(one)],
        statuses=[StatusOfPlan(document=plan, standing=standing) for plan, standings in mine for standing in standings],
        elements=[element for document in plans for element in _elements(document, institution.code)],
        overdue=_overdue(mine, place, today),
        received=queries.recommendation_values(received),
        titles={one.slug: one.short_title for one in plans},
    )


def has_page(institution: Institution, found: InstitutionOverview, today: date) -> bool:
    """Tell whether readers meet the institution: in a plan, a recommendation, a sitting, or as one that changed."""
    if not found.is_empty:
        return True
    return public_sittings(today).filter(body=institution).exists() or institution.changes.exists()


def _bodies(document: Document) -> set[str]:
    return {one.code for one in (document.owner, document.reviewer) if one}


@dataclass(frozen=True)
class _Place:
    """An institution by its code, the codes of those whose place it has, and whether another has its own."""

    code: str
    former: frozenset[str]
    is_ended: bool

    def has_to_report(self, standing: IndicatorStatus) -> bool:
        """Tell whether the institution reports an indicator today, or still owes a report of it."""
        asked = standing.indicator.institution
        if asked and not self.is_ended and asked.code in {self.code, *self.former}:
            return True
        return any(one.state != "accepted" and self.owes(one, asked) for one in standing.records)

    def owes(self, record: ReportValue, asked: InstitutionValue | None) -> bool:
        """Tell whether a report is the institution's: whose it was, it stays."""
        owner = record.institution or asked
        return owner is not None and owner.code == self.code


def _place_of(institution: Institution, today: date) -> _Place:
    successors = InstitutionSuccessors()
    former = Institution.objects.filter(pk__in=successors.predecessors(institution.pk, today))
    return _Place(
        institution.code,
        frozenset(former.values_list("code", flat=True)),
        successors.owner(institution.pk, today) != institution.pk,
    )


def _own_standings(progress: PlanProgress, place: _Place) -> Iterator[IndicatorStatus]:
    return filter(place.has_to_report, statuses_in_order(progress.document, progress.standings))


def _row(one: StatusOfPlan) -> IndicatorRow:
    """Return an indicator as a row that names its plan too."""
    row = indicator_row(one.document, one.standing)
    return replace(row, place=" · ".join(filter(None, [one.document.short_title, row.place])))


def _elements(document: Document, code: str) -> Iterator[AnsweredElement]:
    for element in document.elements:
        if any(one.code == code for one in element.institutions):
            address = f"/planuri/{document.slug}/{element.address}/"
            yield AnsweredElement(document.short_title, element.printed_name, address)


def _own_records(standing: IndicatorStatus, place: _Place) -> IndicatorStatus:
    asked = standing.indicator.institution
    return replace(standing, records=tuple(one for one in standing.records if place.owes(one, asked)))


def _overdue(
    mine: list[tuple[Document, list[IndicatorStatus]]], place: _Place, today: date
) -> OverdueInstitution | None:
    """Return what the institution itself owes over all plans, the oldest first."""
    late = [
        one
        for document, standings in mine
        for one in overdue_institutions(document, [_own_records(standing, place) for standing in standings], today)
    ]
    if not late:
        return None
    rows = [row for one in late for row in one.indicators]
    return OverdueInstitution(late[0].name, sorted(rows, key=lambda row: -row.days))
