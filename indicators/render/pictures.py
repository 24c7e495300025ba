"""Progress as pictures that stand alone: the charts of the pages, framed with what one needs to understand them."""

import datetime
from collections.abc import Mapping

from django.template.loader import render_to_string

from indicators.progress.indicator_status import IndicatorStatus, counts_by_element, counts_in_words
from indicators.render.badges import tallies
from indicators.render.chart_key import status_key
from indicators.render.charts import stacked_bar
from indicators.render.indicator_page import value_series
from indicators.render.indicator_rows import objective_groups
from plans.document import Document
from plans.render.budget_chart import budgets
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
    unit = f" ({series.unit})" if series.unit else ""
    totals = ["Cumulat, așa cum se apreciază"] if series.has_totals else []
    return Picture(
        title=f"{standing.indicator.title}{unit}",
        description=f"Valorile acceptate, pe perioade: {series.description}",
        charts=[PictureChart(drawing, float(chart.height))],
        key=series.key,
        source=_source(document, today),
        headings=["Perioada", "Valoarea", *totals, "Ținta"],
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
        title=f"Stadiul indicatorilor, pe obiective: {document.short_title}",
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
        source=f"{counts_in_words(whole)} {_source(document, today)}",
        headings=["Obiectivul", "Stadiile"],
        rows=[[group.title, _tallies_text(group)] for group in groups],
    )


def budget_picture(document: Document, year: str) -> Picture | None:
    """Return the parts of a year's budget; None where the plan has nothing to compare for it."""
    found = next((one for one in budgets(document) if one.year == year and one.bars), None)
    if found is None:
        return None
    total = f": {found.total}" if found.total else ""
    drawing = render_to_string("plans/render/html/_chart_marks.html", {"budget": found})
    edition = document.edition
    shares = ["Ponderea"] if found.has_shares else []
    return Picture(
        title=f"Bugetul pe {year}{total}",
        description=found.description,
        charts=[PictureChart(drawing, float(found.height))],
        key=[],
        source=f"{document.short_title}, ediția {edition.number}, publicată la {long_date(edition.published_at)}.",
        headings=["Denumirea", "Suma", *shares],
        rows=[[line.label, f"{amount(line.amount)} {line.unit}", *_shares(line, shares)] for line in found.lines],
    )


def _shares(line, shares: list[str]) -> list[str]:
    return [percent(line.share) if line.share is not None else "–"] if shares else []


def _tallies_text(group) -> str:
    return ", ".join(one.text for one in tallies(group.numbers))


def _source(document: Document, today: datetime.date) -> str:
    """Return from what edition a picture of progress is, and on which day it was true."""
    return (
        f"{document.short_title}, ediția {document.edition.number}, la {long_date(today)}. Numai raportări acceptate."
    )
