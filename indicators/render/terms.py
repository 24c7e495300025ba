"""The terms of a plan in the order of time: what had to be done by which day, who answers, what is known of it.

An element has a row where it has a term or indicators of its own; what has no day of its own ends with the nearest
element above that has one, else with the plan.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from indicators.progress.indicator_status import ONE_DAY, IndicatorStatus
from indicators.render.badges import STATUS_SLUGS
from indicators.render.indicator_rows import WITHOUT_DATA, known_choices
from indicators.render.marks import indicator_marks, is_term_passed
from plans.document import Document, ElementValue, IndicatorValue, InstitutionValue
from plans.render.known_names import known_name
from portal.own_words import own_words
from portal.romanian import count, inside

PASSED = "trecut-nimic"
WITHOUT_DAY = "fara-zi"


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """What had to be done by a day (none where the printed term names none), with what is known of it on a day.

    `states` are what a reader may ask for; `note` says what the indicators' `mark` does not.
    """

    day: datetime.date | None
    term: str
    name: str
    code: str
    address: str
    evaluation: str
    responsible: str
    institutions: tuple[InstitutionValue, ...]
    mark: SafeString | str
    note: str
    is_passed: bool
    states: frozenset[str]

    @property
    def year(self) -> str:
        """Return the year of the day, as addresses name it."""
        return str(self.day.year) if self.day else WITHOUT_DAY


@dataclass(frozen=True)
class YearOfTerms:
    """The terms of one year, or those that name no day."""

    rows: list[TermRow]

    @property
    def anchor(self) -> str:
        """Return the name of its place on the page."""
        return f"anul-{self.rows[0].year}" if self.rows[0].day else WITHOUT_DAY

    @property
    def title(self) -> str:
        """Return its heading."""
        return self.rows[0].year if self.rows[0].day else gettext("Fără o zi anume")

    @property
    def sentence(self) -> str:
        """Return how many terms it has, how many passed, and of how many nothing is known."""
        return terms_sentence(self.rows)


def passed_or_known() -> dict[str, str]:
    """Return what may be asked of a term, by what is known of it, as readers are asked."""
    return {PASSED: gettext("Termen trecut, nimic raportat"), **known_choices()}


def term_rows(document: Document, standings: Mapping[str, IndicatorStatus], today: datetime.date) -> list[TermRow]:
    """Return the terms of a plan, the earliest first, then as the plan is read; those without a day stand last."""
    marks = indicator_marks(document, standings, today)
    rows = [
        element_row(document, element, _standings_of(document, element, standings), marks, today)
        for element in document.elements
        if _has_row(document, element)
    ]
    rows += [
        _indicator_row(document, one, standings[one.uid], marks[one.uid], today)
        for one in document.indicators_of.get(None, ())
    ]
    return sorted(rows, key=lambda row: row.day or datetime.date.max)


def has_terms(document: Document) -> bool:
    """Tell whether a plan has anything with a term."""
    return any(_has_row(document, one) for one in document.elements) or bool(document.indicators_of.get(None))


def years_of(rows: Sequence[TermRow]) -> list[YearOfTerms]:
    """Return the terms by the year of their day."""
    years: dict[str, list[TermRow]] = {}
    for row in rows:
        years.setdefault(row.year, []).append(row)
    return [YearOfTerms(found) for found in years.values()]


def terms_sentence(rows: Sequence[TermRow]) -> str:
    """Return how many terms there are, how many passed, and of how many of these nothing was reported.

    >>> terms_sentence([])
    ''
    """
    if not rows:
        return ""
    passed = [row for row in rows if row.is_passed]
    silent = sum(WITHOUT_DATA in row.states for row in passed)
    text = count(len(rows), "termen", "termene")
    if passed:
        text += f", {_passed_words(len(rows), len(passed))}"
    if silent:
        text += f"; {_silent_words(len(passed), silent)}"
    return f"{text}."


def _silent_words(passed: int, silent: int) -> str:
    """Return of how many of the terms that passed nothing was reported; of the only one, just that."""
    if silent < passed:
        return gettext("la %(number)s nu s-a raportat nimic") % {"number": silent}
    return gettext("nu s-a raportat nimic") if passed == 1 else gettext("la toate nu s-a raportat nimic")


def _passed_words(number: int, passed: int) -> str:
    if number == passed:
        return gettext("trecut") if number == 1 else gettext("toate trecute")
    if passed == 1:
        return gettext("dintre care 1 trecut")
    return gettext("dintre care %(number)s trecute") % {"number": passed}


def next_passed_term(document: Document, today: datetime.date) -> datetime.date | None:
    """Return the first day after today on which a term has just passed."""
    days = [_day_of(document, element) for element in document.elements if _has_row(document, element)]
    return min((day + ONE_DAY for day in (*days, document.period_end) if day and day >= today), default=None)


def _has_row(document: Document, element: ElementValue) -> bool:
    has_term = element.completion_due or element.completion_term or element.evaluation_term
    return bool(has_term or document.indicators_of.get(element.uid))


def _day_of(document: Document, element: ElementValue) -> datetime.date | None:
    """Return the day by which an element should be done; none where it has a printed term that names no day."""
    for one in (element, *reversed(document.ancestors(element))):
        if one.completion_due:
            return one.completion_due
        if one.completion_term:
            return None
    return document.period_end


def _standings_of(
    document: Document, element: ElementValue, standings: Mapping[str, IndicatorStatus]
) -> list[IndicatorStatus]:
    return [standings[one.uid] for one in document.indicators_of.get(element.uid, ())]


def element_row(
    document: Document,
    element: ElementValue,
    found: Sequence[IndicatorStatus],
    marks: Mapping[str, SafeString],
    today: datetime.date,
) -> TermRow:
    """Return the row of an element, by how the indicators stand that were `found` to say something of it."""
    day = _day_of(document, element)
    is_passed = day is not None and day < today
    is_retired = element.retired is not None and element.retired.on <= today
    note = "" if found else gettext("Planul nu are un indicator din care să se vadă ce s-a făcut.")
    if is_retired:
        note = gettext("Retras din plan.")
    return TermRow(
        day=day,
        term=own_words(element.completion_term) or ("" if element.completion_due else gettext("odată cu planul")),
        name=element.title,
        code=element.printed_code,
        address=f"/planuri/{document.slug}/{element.address}/",
        evaluation=element.evaluation_term,
        responsible=element.responsible,
        institutions=_institutions(element.institutions, [one.indicator for one in found]),
        mark=marks.get(element.uid, ""),
        note=note,
        is_passed=is_passed and not is_retired,
        states=_states(document, found, today, is_passed=is_passed and not is_retired),
    )


def _indicator_row(
    document: Document, indicator: IndicatorValue, standing: IndicatorStatus, mark: SafeString, today: datetime.date
) -> TermRow:
    is_passed = document.period_end < today and document.retirement_of(indicator) is None
    return TermRow(
        day=document.period_end,
        term=gettext("odată cu planul"),
        name=indicator.title,
        code=gettext("Indicatorul %(number)s") % {"number": indicator.number},
        address=f"/planuri/{document.slug}/indicatori/{indicator.number}/",
        evaluation="",
        responsible="",
        institutions=_institutions((), [indicator]),
        mark=mark,
        note="",
        is_passed=is_passed,
        states=_states(document, [standing], today, is_passed=is_passed),
    )


def _institutions(
    own: Sequence[InstitutionValue], indicators: Sequence[IndicatorValue]
) -> tuple[InstitutionValue, ...]:
    """Return who answers: the element's institutions, then those that report its indicators."""
    found = [*own, *(one.institution for one in indicators if one.institution)]
    return tuple({one.code: one for one in found}.values())


def _states(
    document: Document, standings: Sequence[IndicatorStatus], today: datetime.date, *, is_passed: bool
) -> frozenset[str]:
    found = {STATUS_SLUGS[one.status] for one in standings}
    if not any(one.latest for one in standings):
        found.add(WITHOUT_DATA)
    if any(is_term_passed(document, one, today) for one in standings) or (is_passed and not standings):
        found.add(PASSED)
    return frozenset(found)


def levels_without_term(document: Document) -> list[str]:
    """Return how many elements of each level have neither a term, nor indicators, nor anything below."""
    without = [one for one in document.elements if not _has_row(document, one) and one.uid not in document.children]
    counts = {level.prefix: sum(one.level == level.prefix for one in without) for level in document.levels}
    return [
        count(counts[level.prefix], inside(known_name(level.name)), inside(known_name(level.name_plural)))
        for level in document.levels
        if counts[level.prefix]
    ]
