"""The terms of a plan as a picture: a bar for each year, its parts what is known of them; labels stand above bars."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from indicators.progress.indicator_status import IndicatorStatus
from indicators.progress.vocabulary import Status
from indicators.render.charts import BarSegment
from indicators.render.fills import KINDS, part_sign
from indicators.render.indicator_rows import WITHOUT_DATA
from indicators.render.pictures import picture_source
from indicators.render.terms import TermRow, YearOfTerms, term_rows, terms_sentence, years_of
from plans.document import Document
from portal.own_words import own_words
from portal.pictures.frame import KeyEntry, Picture, PictureChart
from portal.romanian import count

BAR_HEIGHT = 14


class TermState(Enum):
    """What is known of a term, of one and of several; the fill is that of a status that says the like."""

    KNOWN = _("cu date acceptate"), _("cu date acceptate"), "known"
    SILENT = _("trecut fără nicio raportare"), _("trecute fără nicio raportare"), KINDS[Status.NOT_REPORTED]
    AHEAD = _("în termen sau retras"), _("în termen sau retrase"), KINDS[Status.NOT_YET_DUE]

    @property
    def word(self) -> str:
        """Return what is said of one term."""
        return gettext(self.value[0])

    @property
    def words(self) -> str:
        """Return what is said of several."""
        return gettext(self.value[1])

    @property
    def fill(self) -> str:
        """Return the name of its fill."""
        return self.value[2]


@dataclass(frozen=True)
class YearBar:
    """The terms of a year as a bar, as long as they are many."""

    year: YearOfTerms
    numbers: Mapping[TermState, int]
    parts: list[BarSegment]

    @property
    def text(self) -> str:
        """Return how many of the terms are in each state."""
        return ", ".join(
            f"{number} {state.word if number == 1 else state.words}" for state, number in self.numbers.items() if number
        )


def term_state(row: TermRow) -> TermState:
    """Return what is known of a term."""
    if WITHOUT_DATA not in row.states:
        return TermState.KNOWN
    return TermState.SILENT if row.is_passed else TermState.AHEAD


def year_bars(years: Sequence[YearOfTerms]) -> list[YearBar]:
    """Return the bars of some years: the longest takes the whole width."""
    most = max((len(year.rows) for year in years), default=0)
    return [_bar(year, most) for year in years]


def terms_picture(document: Document, standings: Mapping[str, IndicatorStatus], today: datetime.date) -> Picture | None:
    """Return how many terms of each year passed and what is known of them; None for a plan without terms."""
    rows = term_rows(document, standings, today)
    if not rows:
        return None
    bars = year_bars(years_of(rows))
    return Picture(
        title=gettext("Termenele planului, pe ani: %(plan)s") % {"plan": own_words(document.short_title)},
        description=f"{terms_sentence(rows)} " + " ".join(f"{bar.year.title}: {bar.text}." for bar in bars),
        charts=[
            PictureChart(
                render_to_string("indicators/render/_stack_marks.html", {"bar": bar.parts}),
                BAR_HEIGHT,
                heading=f"{bar.year.title}: {count(len(bar.year.rows), 'termen', 'termene')}",
            )
            for bar in bars
        ],
        key=[
            KeyEntry(part_sign(state.fill), state.words)
            for state in TermState
            if any(bar.numbers[state] for bar in bars)
        ],
        source=picture_source(document, today),
        headings=[gettext("Anul"), *(capfirst(state.words) for state in TermState)],
        rows=[[bar.year.title, *(str(bar.numbers[state]) for state in TermState)] for bar in bars],
    )


def _bar(year: YearOfTerms, most: int) -> YearBar:
    found = Counter(map(term_state, year.rows))
    parts, before = [], 0
    for state in TermState:
        if number := found[state]:
            x, width = (f"{part * 100 / most:.2f}%" for part in (before, number))
            parts.append(BarSegment(state.fill, x, width))
            before += number
    return YearBar(year, {state: found[state] for state in TermState}, parts)
