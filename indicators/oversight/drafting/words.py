"""Sums of reports, indicators and recommendations as an official text says them."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping

from indicators.progress.report_values import RecommendationValue, ReportValue
from indicators.progress.vocabulary import STAGE_FORMS, STATUS_FORMS, ReportStage, Status, report_stage
from portal.romanian import count

STATE_FORMS = {
    "open": ("fără răspuns", "fără răspuns"),
    "answered": ("cu răspuns de verificat", "cu răspuns de verificat"),
    "closed": ("închisă", "închise"),
    "unanswered": ("închisă fără răspuns", "închise fără răspuns"),
    "withdrawn": ("retrasă", "retrase"),
}


def enumeration(parts: Iterable[tuple[int, str, str]]) -> str:
    """Return counts one after another, each with its word, without those of zero.

    >>> enumeration([(5, "îndeplinit", "îndepliniți"), (0, "x", "y"), (1, "neraportat", "neraportați")])
    '5 îndepliniți și 1 neraportat'
    """
    said = [f"{number} {singular if number == 1 else plural}" for number, singular, plural in parts if number]
    return " și ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def statuses_sentence(totals: Mapping[Status, int]) -> str:
    """Return how many indicators there are and how they stand.

    >>> statuses_sentence({Status.MET: 2, Status.NOT_MET: 1}).replace(chr(160), " ")
    '3 indicatori: 2 îndepliniți și 1 neîndeplinit'
    """
    said = enumeration((totals.get(status, 0), *forms) for status, forms in STATUS_FORMS.items())
    return f"{count(sum(totals.values()), 'indicator', 'indicatori')}: {said}"


def reports_sentence(records: list[ReportValue], period: str, today: datetime.date) -> str:
    """Return how many reports a period wanted, and how far each is."""
    if not records:
        return f"Pentru {period} nu era nimic de raportat."
    stages = Counter(report_stage(record.state, record.due_on, today) for record in records)
    said = enumeration((stages[stage], *STAGE_FORMS[stage]) for stage in ReportStage)
    verb = "era" if len(records) == 1 else "erau"
    empty = sum(bool(record.no_data_reason) for record in records)
    without = enumeration([(empty, "raportare acceptată spune", "raportări acceptate spun")])
    tail = f" {without} că nu există date, cu motivul." if empty else ""
    return f"Pentru {period} {verb} de făcut {count(len(records), 'raportare', 'raportări')}: {said}.{tail}"


def late_sentence(institution: str, days: list[int]) -> str:
    """Return how many reports an institution did not send in time, and how old the oldest is.

    >>> late_sentence("IPJ Cluj", [3]).replace(chr(160), " "), late_sentence("IPJ Cluj", [3, 25]).replace(chr(160), " ")
    ('IPJ Cluj: 1 raportare, de 3 zile', 'IPJ Cluj: 2 raportări, cea mai veche de 25 de zile')
    """
    oldest = "" if len(days) == 1 else "cea mai veche "
    return f"{institution}: {count(len(days), 'raportare', 'raportări')}, {oldest}de {count(max(days), 'zi', 'zile')}"


def recommendations_sentence(
    rows: list[RecommendationValue], period: str, start: datetime.date, end: datetime.date
) -> str:
    """Return how many recommendations there are, how far each is, and how many were issued in the period."""
    if not rows:
        return f"În {period} nu a fost emisă nicio recomandare și nu a rămas niciuna deschisă."
    issued = sum(start <= row.issued_on <= end for row in rows)
    said = enumeration((sum(row.state == state for row in rows), *forms) for state, forms in STATE_FORMS.items())
    followed = "Este urmărită" if len(rows) == 1 else "Sunt urmărite"
    emitted = (
        f"a fost emisă {issued}" if issued == 1 else f"au fost emise {issued}" if issued else "nu a fost emisă niciuna"
    )
    return f"{followed} {count(len(rows), 'recomandare', 'recomandări')}: {said}. În {period} {emitted}."
