"""Progress as pictures that stand alone: the charts of the pages, framed with what one needs to understand them."""

import datetime
from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.translation import gettext

from indicators.progress.indicator_status import IndicatorStatus, counts_by_element, counts_in_words
from indicators.render.badges import tallies
from indicators.render.chart_key import status_key
from indicators.render.charts import stacked_bar
from indicators.render.indicator_page import value_series
from indicators.render.indicator_rows import objective_groups
from plans.document import Document
from plans.render.budget_chart import budgets
from plans.render.labelled_bars import LabelledBar
from plans.render.money_chart import money_by_root
from portal.own_words import own_words
from portal.pictures.frame import Picture, PictureChart
from portal.romanian import amount, long_date, percent

STACK_HEIGHT = 14


def indicator_picture(document: Document, standing: IndicatorStatus, today: datetime.date) -> Picture | None:
    """Return the accepted values of an indicator against its targets; None where no value is a number."""
    series = value_series(standing.indicator, standing.records, today)
    if series.chart is None:
        return None
    chart = series.chart
    drawing = render_to_string("indicators/render/_time_chart_marks.html", {"chart": chart})
    unit = f" ({own_words(series.unit)})" if series.unit else ""
    totals = [gettext("Cumulat, așa cum se apreciază")] if series.has_totals else []
    return Picture(
        title=f"{own_words(standing.indicator.title)}{unit}",
        description=gettext("Valorile acceptate, pe perioade: %(values)s") % {"values": series.description},
        charts=[PictureChart(drawing, float(chart.height))],
        key=series.key,
        source=picture_source(document, today),
        headings=[gettext("Perioada"), gettext("Valoarea"), *totals, gettext("Ținta")],
        rows=[[row.name, row.value, *([row.total or "–"] if totals else []), row.target or "–"] for row in series.rows],
    )


def counts_picture(
    document: Document, standings: Mapping[str, IndicatorStatus], today: datetime.date
) -> Picture | None:
    """Return how many indicators of each objective are in each status; None for a plan without indicators."""
    groups = objective_groups(document, standings, ())
    if not groups:
        return None
    whole = counts_by_element(document, standings)[None]
    return Picture(
        title=gettext("Stadiul indicatorilor, pe obiective: %(plan)s") % {"plan": own_words(document.short_title)},
        description=" ".join(f"{group.title}: {_tallies_text(group)}." for group in groups),
        charts=[
            PictureChart(
                render_to_string("indicators/render/_stack_marks.html", {"bar": stacked_bar(group.numbers)}),
                STACK_HEIGHT,
                heading=group.title,
            )
            for group in groups
        ],
        key=status_key(whole),
        source=f"{counts_in_words(whole)} {picture_source(document, today)}",
        headings=[gettext("Obiectivul"), gettext("Stadiile")],
        rows=[[group.title, _tallies_text(group)] for group in groups],
    )


def budget_picture(document: Document, year: str) -> Picture | None:
    """Return the parts of a year's budget; None where the plan has nothing to compare for it."""
    found = next((one for one in budgets(document) if one.year == year and one.bars), None)
    if found is None:
        return None
    total = f": {found.total}" if found.total else ""
    shares = [gettext("Ponderea")] if found.has_shares else []
    return Picture(
        title=gettext("Bugetul pe %(year)s") % {"year": year} + total,
        description=found.description,
        charts=[_bars_chart(found.bars, found.height)],
        key=[],
        source=_edition_source(document),
        headings=[gettext("Denumirea"), gettext("Suma"), *shares],
        rows=[
            [own_words(line.label), f"{amount(line.amount)} {own_words(line.unit)}", *_shares(line, shares)]
            for line in found.lines
        ],
    )


def money_picture(document: Document, number: int) -> Picture | None:
    """Return what one of a plan's columns of money comes to for its objectives; None where there is no such sum."""
    found = next((one for one in money_by_root(document) if one.number == number), None)
    if found is None:
        return None
    return Picture(
        title=found.title,
        description=found.description,
        charts=[_bars_chart(found.bars, found.height)],
        key=[],
        source=_edition_source(document),
        headings=[gettext("Denumirea"), gettext("Suma")],
        rows=[[own_words(row.root.printed_name), row.text or "–"] for row in found.rows],
    )


def _bars_chart(bars: Sequence[LabelledBar], height: str | int) -> PictureChart:
    return PictureChart(render_to_string("plans/render/html/_bar_marks.html", {"bars": bars}), float(height))


def _edition_source(document: Document) -> str:
    """Return from what edition a picture of the plan's own sums is."""
    edition = document.edition
    said = {
        "plan": own_words(document.short_title),
        "number": edition.number,
        "day": long_date(edition.published_at),
    }
    return gettext("%(plan)s, ediția %(number)s, publicată la %(day)s.") % said


def _shares(line, shares: list[str]) -> list[str]:
    return [percent(line.share) if line.share is not None else "–"] if shares else []


def _tallies_text(group) -> str:
    return ", ".join(one.text for one in tallies(group.numbers))


def picture_source(document: Document, today: datetime.date) -> str:
    """Return from what edition a picture of progress is, and on which day it was true."""
    said = gettext("%(plan)s, ediția %(number)s, la %(day)s. Numai raportări acceptate.")
    plan = own_words(document.short_title)
    return said % {"plan": plan, "number": document.edition.number, "day": long_date(today)}
