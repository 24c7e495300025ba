"""What a plan's own page says beside an element or an indicator: which indicators it has, and where they stand."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from indicators.progress.formula import Status
from indicators.progress.indicator_status import ONE_DAY, IndicatorStatus
from indicators.render.badges import Badge, badge
from indicators.render.indicator_rows import indicator_address
from plans.document import Document, IndicatorValue
from portal.romanian import count


@dataclass(frozen=True)
class IndicatorMark:
    """Indicators that stand alike, each with its page: their status, or that their term passed without a report."""

    links: list[tuple[IndicatorValue, str]]
    badge: Badge
    note: str


def indicator_marks(
    document: Document, standings: Mapping[str, IndicatorStatus], today: datetime.date
) -> dict[str, SafeString]:
    """Return what stands beside each element that has indicators, and each indicator of the plan itself, by uid."""
    own = {
        uid: [standings[one.uid] for one in indicators]
        for uid, indicators in document.indicators_of.items()
        if uid is not None
    }
    own |= {one.uid: [standings[one.uid]] for one in document.indicators_of.get(None, ())}
    return {uid: _render(document, found, today) for uid, found in own.items()}


def is_term_passed(document: Document, standing: IndicatorStatus, today: datetime.date) -> bool:
    """Tell whether the day came and went by which the indicator should have been reached, and nobody reported anything.

    What is reported only for context has no such day, nor what was retired.
    """
    return is_unreported(standing) and last_day(document, standing.indicator) < today


def passed_note(document: Document, standing: IndicatorStatus, today: datetime.date) -> str:
    """Return that the term of an indicator passed without any report; nothing where it did not."""
    if not is_term_passed(document, standing, today):
        return ""
    return gettext("termenul a trecut, nu s-a raportat nimic")


def is_unreported(standing: IndicatorStatus) -> bool:
    """Tell whether an indicator that has to be reached was never reported."""
    nothing_came = all(record.state == "due" for record in standing.records)
    return nothing_came and standing.status not in (Status.CONTEXT, Status.RETIRED)


def passed_terms(document: Document, standings: Iterable[IndicatorStatus], today: datetime.date) -> str:
    """Return how many of some indicators have a term that passed without any report, as a sentence; nothing for none.

    >>> passed_terms(None, [], datetime.date(2026, 1, 1))
    ''
    """
    number = sum(is_term_passed(document, one, today) for one in standings)
    if not number:
        return ""
    said = gettext("La %(indicators)s termenul a trecut și nu s-a raportat nimic.")
    return said % {"indicators": count(number, "indicator", "indicatori")}


def last_day(document: Document, indicator: IndicatorValue) -> datetime.date:
    """Return the day by which an indicator should be reached: its element's, the nearest above, or the plan's."""
    element = document.by_uid[indicator.element] if indicator.element else None
    chain = [element, *reversed(document.ancestors(element))] if element else []
    return next((one.completion_due for one in chain if one.completion_due), document.period_end)


def next_passed_day(document: Document, today: datetime.date) -> datetime.date | None:
    """Return the first day after today on which the term of an indicator has just passed."""
    return min((day for day in _passed_days(document) if day > today), default=None)


def _passed_days(document: Document) -> Iterator[datetime.date]:
    for indicator in document.indicators:
        yield last_day(document, indicator) + ONE_DAY


def _render(document: Document, standings: list[IndicatorStatus], today: datetime.date) -> SafeString:
    alike: dict[tuple[Status, str], IndicatorMark] = {}
    for one in standings:
        note = passed_note(document, one, today)
        mark = alike.setdefault((one.status, note), IndicatorMark([], badge(one.status), note))
        mark.links.append((one.indicator, indicator_address(document, one)))
    return render_to_string("indicators/render/_marks.html", {"marks": alike.values()})
