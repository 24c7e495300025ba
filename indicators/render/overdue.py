"""Who has not reported what was due: by institution, with its age."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from indicators.progress import periods
from indicators.progress.indicator_status import IndicatorStatus
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import ReportStage, report_stage
from indicators.render.indicator_rows import indicator_address
from plans.document import Document
from portal.own_words import own_words
from portal.romanian import count

NOBODY = gettext_noop("Fără instituție stabilită")


@dataclass(frozen=True)
class OverdueIndicator:
    """An indicator of which reports are late: how many, and the oldest of them."""

    title: str
    address: str
    period: str
    due_on: datetime.date
    days: int
    others: int

    @property
    def age(self) -> str:
        """Return how late the oldest is."""
        return count(self.days, "zi", "zile")

    @property
    def more(self) -> str:
        """Return how many later reports are late too."""
        if self.others == 1:
            return " " + gettext("și încă o perioadă")
        return " " + gettext("și încă %(periods)s") % {"periods": count(self.others, "perioadă", "perioade")}


@dataclass(frozen=True)
class OverdueInstitution:
    """An institution, and the indicators that it owes, the oldest first."""

    name: str
    indicators: list[OverdueIndicator]

    @property
    def sentence(self) -> str:
        """Return how much it owes and since when."""
        number = sum(1 + row.others for row in self.indicators)
        if number == 1:
            return gettext("o raportare întârziată, de %(days)s") % {"days": self.indicators[0].age}
        words = {
            "reports": count(number, "raportare întârziată", "raportări întârziate"),
            "days": self.indicators[0].age,
        }
        return gettext("%(reports)s, cea mai veche de %(days)s") % words


def overdue_reports(standing: IndicatorStatus, today: datetime.date) -> list[ReportValue]:
    """Return the reports that are still awaited after their day, the oldest first."""
    found = [one for one in standing.records if report_stage(one.state, one.due_on, today) == ReportStage.LATE]
    return sorted(found, key=lambda record: record.due_on)


def group_by_institution(standing: IndicatorStatus, records: Iterable[ReportValue]) -> dict[str, list[ReportValue]]:
    """Return reports of an indicator by the name of the institution that owes each: not always the one of today."""
    found: dict[str, list[ReportValue]] = {}
    for record in records:
        institution = record.institution or standing.indicator.institution
        found.setdefault(own_words(institution.name) if institution else gettext(NOBODY), []).append(record)
    return found


def overdue_institutions(
    document: Document, standings: Iterable[IndicatorStatus], today: datetime.date
) -> list[OverdueInstitution]:
    """Return who owes reports; whoever is late for the longest stands first."""
    owed: dict[str, list[OverdueIndicator]] = {}
    for standing in standings:
        if records := overdue_reports(standing, today):
            for name, late in group_by_institution(standing, records).items():
                owed.setdefault(name, []).append(_overdue_indicator(document, standing, late, today))
    found = [OverdueInstitution(name, sorted(rows, key=lambda row: -row.days)) for name, rows in owed.items()]
    return sorted(found, key=lambda owing: -owing.indicators[0].days)


def _overdue_indicator(
    document: Document, standing: IndicatorStatus, records: list[ReportValue], today: datetime.date
) -> OverdueIndicator:
    oldest = records[0]
    return OverdueIndicator(
        title=standing.indicator.title,
        address=indicator_address(document, standing),
        period=periods.name(oldest.period_start, oldest.period_end),
        due_on=oldest.due_on,
        days=(today - oldest.due_on).days,
        others=len(records) - 1,
    )
