"""Sums of reports, indicators and recommendations as an official text says them."""

import datetime
from collections.abc import Iterable, Mapping

from indicators.progress import Status
from indicators.records import Recommendation, Record
from plans.templatetags.romanian import count

STATUS_FORMS = {
    Status.MET: ("îndeplinit", "îndepliniți"),
    Status.PARTLY: ("îndeplinit parțial", "îndepliniți parțial"),
    Status.NOT_MET: ("neîndeplinit", "neîndepliniți"),
    Status.CANNOT_BE_JUDGED: ("care nu se poate aprecia", "care nu se pot aprecia"),
    Status.NOT_REPORTED: ("neraportat", "neraportați"),
    Status.NOT_YET_DUE: ("al cărui termen nu a venit", "al căror termen nu a venit"),
    Status.CONTEXT: ("numai de context", "numai de context"),
}

STATES = {
    "open": ("fără răspuns", "fără răspuns"),
    "answered": ("cu răspuns de verificat", "cu răspuns de verificat"),
    "closed": ("închisă", "închise"),
}


def in_turn(parts: Iterable[tuple[int, str, str]]) -> str:
    """Return counts one after another, each with its word, without those of zero.

    >>> in_turn([(5, "îndeplinit", "îndepliniți"), (0, "x", "y"), (1, "neraportat", "neraportați")])
    '5 îndepliniți și 1 neraportat'
    """
    said = [f"{number} {singular if number == 1 else plural}" for number, singular, plural in parts if number]
    return " și ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def statuses(totals: Mapping[Status, int]) -> str:
    """Return how many indicators there are and how they stand.

    >>> statuses({Status.MET: 2, Status.NOT_MET: 1}).replace(chr(160), " ")
    '3 indicatori: 2 îndepliniți și 1 neîndeplinit'
    """
    said = in_turn((totals.get(status, 0), *forms) for status, forms in STATUS_FORMS.items())
    return f"{count(sum(totals.values()), 'indicator', 'indicatori')}: {said}"


def reports(records: list[Record], period: str, today: datetime.date) -> str:
    """Return how many reports a period wanted, and how far each is."""
    if not records:
        return f"Pentru {period} nu era nimic de raportat."
    due = [record for record in records if record.state == "due"]
    late = sum(today > record.due_on for record in due)
    said = in_turn(
        [
            (sum(r.state == "accepted" for r in records), "acceptată", "acceptate"),
            (sum(r.state == "submitted" for r in records), "trimisă și în evaluare", "trimise și în evaluare"),
            (late, "netrimisă la termen", "netrimise la termen"),
            (len(due) - late, "al cărei termen nu a trecut", "al căror termen nu a trecut"),
        ]
    )
    verb = "era" if len(records) == 1 else "erau"
    empty = sum(bool(record.no_data_reason) for record in records)
    without = in_turn([(empty, "raportare acceptată spune", "raportări acceptate spun")])
    tail = f" {without} că nu există date, cu motivul." if empty else ""
    return f"Pentru {period} {verb} de făcut {count(len(records), 'raportare', 'raportări')}: {said}.{tail}"


def late(institution: str, days: list[int]) -> str:
    """Return how many reports an institution did not send in time, and how old the oldest is.

    >>> late("IPJ Cluj", [3]).replace(chr(160), " "), late("IPJ Cluj", [3, 25]).replace(chr(160), " ")
    ('IPJ Cluj: 1 raportare, de 3 zile', 'IPJ Cluj: 2 raportări, cea mai veche de 25 de zile')
    """
    oldest = "" if len(days) == 1 else "cea mai veche "
    return f"{institution}: {count(len(days), 'raportare', 'raportări')}, {oldest}de {count(max(days), 'zi', 'zile')}"


def recommendations(rows: list[Recommendation], period: str, start: datetime.date, end: datetime.date) -> str:
    """Return how many recommendations there are, how far each is, and how many were issued in the period."""
    if not rows:
        return f"În {period} nu a fost emisă nicio recomandare și nu a rămas niciuna deschisă."
    issued = sum(start <= row.issued_on <= end for row in rows)
    said = in_turn((sum(row.state == state for row in rows), *forms) for state, forms in STATES.items())
    followed = "Este urmărită" if len(rows) == 1 else "Sunt urmărite"
    emitted = (
        f"a fost emisă {issued}" if issued == 1 else f"au fost emise {issued}" if issued else "nu a fost emisă niciuna"
    )
    return f"{followed} {count(len(rows), 'recomandare', 'recomandări')}: {said}. În {period} {emitted}."
