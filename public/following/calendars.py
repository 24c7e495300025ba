"""Terms and sittings as calendars."""

import datetime
from collections.abc import Collection, Iterable, Iterator

from django.utils import timezone

from indicators.models import Sitting
from indicators.progress.periods import name as period_name
from indicators.progress.report_values import RecommendationValue, ReportValue
from plans.document import Document
from portal.calendar_files import CalendarEntry, calendar_file


def terms_calendar(
    document: Document, records: dict[str, list[ReportValue]], advice: Iterable[RecommendationValue]
) -> str:
    """Return the days of a plan: when its elements end, when reports and answers are due.

    It says what was promised and owed, and nothing that a day that passes would change.
    """
    label = "Exemplu, date inventate: " if document.is_invented else ""
    days = [*_completion_terms(document), *_report_terms(document, records), *_answer_terms(advice)]
    entries = [
        CalendarEntry(key=key, when=day, title=label + title, path=path, stamp=document.edition.published_at)
        for key, day, title, path in sorted(days, key=lambda one: (one[1], one[0]))
    ]
    return calendar_file(f"{label}{document.short_title}: termene", entries).decode()


def sittings_calendar(sittings: Iterable[Sitting], *, readable: Collection[int]) -> bytes:
    """Return sittings by day and hour, and nothing of what they are about; those that are `readable` have a page."""
    return calendar_file("ședințe", [_sitting_entry(one, is_readable=one.pk in readable) for one in sittings])


def _sitting_entry(sitting: Sitting, *, is_readable: bool) -> CalendarEntry:
    held = datetime.datetime.combine(sitting.held_on, sitting.starts_at or datetime.time())
    return CalendarEntry(
        key=f"sedinta-{sitting.pk}",
        when=timezone.make_aware(held) if sitting.starts_at else sitting.held_on,
        title=f"Ședință {sitting.get_kind_display()}, {sitting.body.short_name}",
        path=f"/sedinte/{sitting.pk}/" if is_readable else "/sedinte/",
        stamp=timezone.make_aware(held),
    )


def _completion_terms(document: Document) -> Iterator[tuple]:
    for element in document.elements:
        if element.completion_due and not element.retired:
            title, path = (
                f"Termen de finalizare: {element.printed_name}",
                f"/planuri/{document.slug}/{element.address}/",
            )
            yield f"termen-{element.uid}", element.completion_due, title, path


def _report_terms(document: Document, records: dict[str, list[ReportValue]]) -> Iterator[tuple]:
    for indicator in document.indicators:
        for record in records.get(indicator.uid, ()):
            period = period_name(record.period_start, record.period_end)
            title = f"De raportat de {record.institution.short_name}, {period}: {indicator.title}"
            key = f"raportare-{indicator.uid}-{record.period_start}-{record.period_end}"
            yield key, record.due_on, title, f"/planuri/{document.slug}/indicatori/{indicator.number}/"


def _answer_terms(advice: Iterable[RecommendationValue]) -> Iterator[tuple]:
    for one in advice:
        if one.state != "withdrawn":
            title = f"De răspuns de {one.addressed_to.short_name}: recomandarea nr. {one.reference}"
            yield f"raspuns-{one.body.code}-{one.reference.replace('/', '-')}", one.deadline, title, one.address
