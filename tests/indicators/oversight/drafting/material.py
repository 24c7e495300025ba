"""A plan with a year of reports, recommendations and a sitting: what a briefing is drafted from."""

import dataclasses
import datetime
from decimal import Decimal

from indicators.oversight.drafting import draft_chapters
from indicators.progress.indicator_status import indicator_statuses
from indicators.progress.report_values import RecommendationValue, ReportValue, SittingValue
from plans import document as d

DAY = datetime.date
ATOP = d.InstitutionValue(
    code="atop-cluj", name="Autoritatea Teritorială de Ordine Publică Cluj", short_name="ATOP Cluj"
)
IPJ = d.InstitutionValue(code="ipj-cluj", name="Inspectoratul de Poliție Județean Cluj", short_name="IPJ Cluj")
YEAR = (DAY(2026, 1, 1), DAY(2026, 12, 31))
QUARTERS = (
    (DAY(2026, 1, 1), DAY(2026, 3, 31)), (DAY(2026, 4, 1), DAY(2026, 6, 30)),
    (DAY(2026, 7, 1), DAY(2026, 9, 30)), (DAY(2026, 10, 1), DAY(2026, 12, 31)),
)  # fmt: skip
TODAY = DAY(2026, 7, 30)
SITTING = SittingValue(
    body=ATOP,
    kind="ordinary",
    held_on=DAY(2026, 7, 28),
    members_present=("consilier județean", "subprefect", "reprezentant al comunității"),
    agenda="1. Indicatorii trimestrului II.\n2. Diverse.",
    conclusions="Se ia act de valorile raportate.\n\nSe recomandă raportarea la timp.",
)


def target(kind, value, **fields):
    """A target for the whole year."""
    start, end = YEAR
    return d.TargetValue(
        **{
            "kind": kind, "value": Decimal(value), "upper_value": None, "text": "", "period_start": start,
            "period_end": end, "set_on": start, **fields,
        }
    )  # fmt: skip


def indicator(number, title, element=None, *targets, **fields):
    """An indicator that the county police reports every quarter."""
    return d.IndicatorValue(
        **{
            "uid": f"i{number}", "element": element, "number": number, "title": title, "joiner": "",
            "nature": "count", "minimal": True, "frequency": "quarterly", "institution": IPJ,
            "accumulation": "total", "targets": targets, **fields,
        }
    )  # fmt: skip


FORMER = target("at_least", 20, replaced_on=DAY(2026, 5, 4))
CHANGED = target(
    "at_least", 16, set_on=DAY(2026, 5, 4), reason="două localități s-au retras", act="Hotărârea ATOP nr. 3/2026"
)
ACCIDENTS = target("at_most", 10, period_start=QUARTERS[1][0], period_end=QUARTERS[1][1])
MISSING_FROM_Q1 = "Timpul mediu de intervenție la sesizări"
INDICATORS = (
    indicator(1, "Numărul întâlnirilor cu cetățenii", "os-1", CHANGED, former_targets=(FORMER,), unit="întâlniri"),
    indicator(2, "Numărul accidentelor rutiere grave", "os-1", ACCIDENTS, direction="decrease"),
    indicator(3, MISSING_FROM_Q1, "og-2", target("at_most", 12), accumulation="last", unit="minute"),
    indicator(4, "Gradul de încredere al cetățenilor", None, nature="qualitative", institution=None),
)


def report(number, quarter, state="accepted", **fields):
    """The report of an indicator for a quarter of 2026, due twenty days after it."""
    start, end = QUARTERS[quarter - 1]
    return ReportValue(
        indicator=f"i{number}", period_start=start, period_end=end, due_on=end + datetime.timedelta(days=20),
        state=state, **fields,
    )  # fmt: skip


def accepted(number, quarter, value, verdict="met", reason="Valoarea este conformă.", **fields):
    """An accepted report with its verdict."""
    fields = {"accepted_on": QUARTERS[quarter - 1][1] + datetime.timedelta(days=25), **fields}
    return report(number, quarter, value=Decimal(value), verdict=verdict, verdict_reason=reason, **fields)


RECORDS = {
    "i1": [
        accepted(1, 1, 5),
        accepted(1, 2, "4", superseded=(accepted(1, 2, 3),)),
        *(report(1, q, "due") for q in (3, 4)),
    ],
    "i2": [
        accepted(2, 1, 9),
        accepted(2, 2, 14, "partly", "Creștere față de trimestrul I.", has_interest=True),
        *(report(2, q, "due") for q in (3, 4)),
    ],
    "i3": [report(3, 1, "due"), report(3, 2, "submitted"), *(report(3, q, "due") for q in (3, 4))],
    "i4": [report(4, 1, "due"), report(4, 2, no_data_reason="Sondajul nu s-a făcut.", accepted_on=DAY(2026, 7, 25))],
}


def recommendation(number, issued_on, state="open", **fields):
    """A recommendation to the county police, answered within thirty days."""
    return RecommendationValue(
        reference=f"{number}/{issued_on.year}", address=f"/recomandari/{issued_on.year}/{number}/", plan="exemplu",
        about="Obiectivul 1", body=ATOP, addressed_to=IPJ, text=f"Textul recomandării {number}.", issued_on=issued_on,
        deadline=issued_on + datetime.timedelta(days=30), state=state, **fields,
    )  # fmt: skip


RECOMMENDATIONS = (
    recommendation(1, DAY(2025, 11, 3), "closed", answer="S-a făcut.", answered_on=DAY(2025, 12, 1),
                   closed_on=DAY(2025, 12, 20), closing_note="Verificat."),
    recommendation(2, DAY(2025, 12, 10)),
    recommendation(1, DAY(2026, 4, 6), "closed", answer="Patrulele au fost suplimentate.",
                   answered_on=DAY(2026, 5, 4), closed_on=DAY(2026, 6, 8), closing_note="S-a constatat la fața locului."),
    recommendation(2, DAY(2026, 6, 29), "answered", answer="Se află în lucru.", answered_on=DAY(2026, 7, 20)),
    recommendation(3, DAY(2026, 7, 28)),
)  # fmt: skip


def element(level, code, title, parent=None):
    """An element by its address."""
    address = f"{level}-{code}"
    return d.ElementValue(
        uid=address, level=level, parent=parent, code=code, printed_code=f"{code}.", address=address, title=title
    )


def level(prefix, name, plural, parent=None):
    """A level of the plan."""
    return d.LevelValue(
        prefix=prefix, parent=parent, kind="other", name=name, name_plural=plural, code_format="{code}."
    )


def plan(**fields):
    """The plan: an objective with a direction under it, an objective with an indicator, one with none."""
    return d.Document(
        **{
            "version": d.VERSION,
            "edition": d.EditionMark(number=2, published_at=datetime.datetime(2026, 2, 2, 9, tzinfo=datetime.UTC), note=""),
            "slug": "exemplu", "short_title": "Planul strategic pentru anul 2026", "title": "Planul strategic",
            "subtitle": "", "letterhead": "", "owner": ATOP, "reviewer": ATOP,
            "period_start": YEAR[0], "period_end": YEAR[1],
            "levels": (level("og", "Obiectiv", "Obiective"), level("os", "Direcție", "Direcții", "og")),
            "elements": (
                element("og", "1", "Siguranța rutieră"), element("os", "1", "Prevenirea accidentelor", "og-1"),
                element("og", "2", "Răspunsul la sesizări"), element("og", "3", "Mediul"),
            ),
            "indicators": INDICATORS,
            **fields,
        }
    )  # fmt: skip


def drafted(kind="quarterly", period=QUARTERS[1], **fields):
    """The chapters of a draft by key."""
    given = {
        "document": plan(), "records": RECORDS, "recommendations": RECOMMENDATIONS, "sitting": SITTING,
        "today": TODAY, **fields,
    }  # fmt: skip
    found = indicator_statuses(given["document"], given["records"], given["today"])
    chapters = draft_chapters(
        given["document"], found, given["recommendations"], given["sitting"],
        kind=kind, period_start=period[0], period_end=period[1], today=given["today"],
    )  # fmt: skip
    return {chapter.key: chapter for chapter in chapters}


def without_data(**fields):
    """The chapters of a draft of a plan of which nobody said anything yet."""
    empty = dataclasses.replace(plan(), indicators=())
    return drafted(document=empty, records={}, recommendations=(), sitting=None, **fields)


def yearly(**fields):
    """The chapters of a draft of the yearly report."""
    return drafted("yearly", YEAR, **fields)


def spaced(text):
    """A text as people compare it: with plain spaces."""
    return text.replace("\u00a0", " ")


def rows(chapter):
    """The rows of a chapter's first table, with plain spaces."""
    return [tuple(map(spaced, row)) for row in chapter.tables[0].rows]
