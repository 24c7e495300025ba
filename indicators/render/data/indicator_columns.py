"""The columns that name an indicator in every table that has a row about one."""

from dataclasses import dataclass

from indicators.progress.indicator_status import IndicatorStatus
from plans.document import Document, ElementValue
from portal.data_files.tables import DataKind, ReadColumn, data_column


@dataclass(frozen=True, kw_only=True)
class StatusOfPlan:
    """Where an indicator stands, with the plan that it is of."""

    document: Document
    standing: IndicatorStatus

    @property
    def element(self) -> ElementValue | None:
        """The element that the indicator measures; none for one of the whole plan."""
        return self.document.by_uid.get(self.standing.indicator.element or "")


def naming_columns(*, with_plan: bool) -> list[ReadColumn]:
    """Return the columns that tell which indicator a row is about; `with_plan` where it may be of any plan."""
    plan = data_column("Planul", lambda one: one.document.short_title, "Planul din care face parte.", width=24)
    return [
        *([plan] if with_plan else []),
        data_column(
            "Nr. indicator",
            lambda one: one.standing.indicator.number,
            "Numărul indicatorului în plan; nu se schimbă.",
            kind=DataKind.NUMBER,
        ),
        data_column("Indicator", lambda one: one.standing.indicator.title, "Textul din plan.", width=60),
        data_column(
            "Element",
            lambda one: one.element.printed_name if one.element else "",
            "Ce măsoară; gol pentru întregul plan.",
            width=40,
        ),
    ]
