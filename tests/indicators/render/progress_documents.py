"""A plan with indicators in every state, made by hand: what the pages of progress are tried on."""

import datetime
from decimal import Decimal

from indicators.progress import periods
from indicators.progress.report_values import EvidenceValue, RecommendationValue, ReportValue
from plans import document as d

DAY = datetime.date
TODAY = DAY(2027, 2, 3)
YEAR = (DAY(2026, 1, 1), DAY(2026, 12, 31))
QUARTERS = list(periods.periods("quarterly", *YEAR))
ATOP = d.InstitutionValue(code="atop", name="Autoritatea de ordine publică", short_name="ATOP")
IPJ = d.InstitutionValue(code="ipj", name="Inspectoratul de poliție", short_name="IPJ")
OFFICE = d.InstitutionValue(code="birou", name="Biroul de proiecte", short_name="Biroul")


def level(prefix, parent, name, plural):
    return d.LevelValue(
        prefix=prefix, parent=parent, kind="other", name=name, name_plural=plural, code_format="{code}."
    )


def element(prefix, code, title, parent=None):
    return d.ElementValue(
        uid=f"{prefix}-{code}", level=prefix, parent=parent, code=code, printed_code=f"{code}.", address=f"{prefix}-{code}",
        title=title,
    )  # fmt: skip


def target(kind, value=None, **fields):
    start, end = YEAR
    number = None if value is None else Decimal(value)
    base = {"upper_value": None, "text": "", "period_start": start, "period_end": end}
    return d.TargetValue(kind=kind, value=number, **{**base, **fields})


def indicator(number, title, *targets, element=None, **fields):
    base = {"nature": "count", "minimal": False, "frequency": "quarterly", "institution": IPJ, "accumulation": "sum"}
    return d.IndicatorValue(
        uid=f"i{number}", number=number, title=title, element=element, joiner="", targets=targets, **{**base, **fields}
    )


def report(number, quarter, state="accepted", **fields):
    """A report on one quarter (1 to 4), sent ten days after its end and accepted 15 days later."""
    start, end = QUARTERS[quarter - 1]
    numbers = {name: Decimal(fields.pop(name)) for name in ("value", "numerator", "denominator") if name in fields}
    days = {"due_on": end + datetime.timedelta(15)}
    if state != "due":
        days["reported_on"] = end + datetime.timedelta(10)
    if state == "accepted":
        days["accepted_on"] = end + datetime.timedelta(25)
    return ReportValue(
        indicator=f"i{number}", period_start=start, period_end=end, state=state, **{**days, **numbers, **fields}
    )


FORMER = target("at_most", 32, set_on=DAY(2026, 1, 5), replaced_on=DAY(2026, 3, 2))
CHANGED = target(
    "at_most", 28, set_on=DAY(2026, 3, 2), reason="Consiliul a cerut mai mult.", act="Hotărârea nr. 3/2026"
)
DEATHS = indicator(
    1, "Persoane decedate în accidente", CHANGED, former_targets=(FORMER,), unit="persoane", direction="decrease",
    baseline_value=Decimal(40), baseline_period="2024", definition="La fața locului sau în 30 de zile.",
)  # fmt: skip
SOLVED = indicator(
    2, "Ponderea dosarelor soluționate", target("at_least", 85), nature="ratio", unit="%", direction="increase"
)
CRIMES = indicator(3, "Infracțiuni constatate", direction="context_only", unit="infracțiuni")
LESSONS = indicator(
    4, "Lecții în școli", target("at_least", 100), element="os-1.1", unit="lecții", direction="increase"
)  # fmt: skip
QUALITY = indicator(5, "Calitatea colaborării", element="og-2", nature="qualitative", frequency="", institution=None)
PORTAL = indicator(
    6, "Cereri prin portal", target("at_least", 10), element="og-2", direction="increase", institution=OFFICE
)
INDICATORS = (DEATHS, SOLVED, CRIMES, LESSONS, QUALITY, PORTAL)

PROOFS = (
    EvidenceValue(title="Situația accidentelor", address="/dovezi/1/", is_file=True),
    EvidenceValue(title="Comunicat", address="https://example.org/comunicat", is_file=False),
)
CORRECTED = report(1, 3, value=4, verdict="partly", verdict_reason="Date provizorii.")
RECORDS = {
    "i1": [
        report(1, 1, value=6),
        report(1, 2, value=7),
        report(1, 3, value=5, narrative="Mai ales în afara localităților.", proofs=PROOFS, superseded=(CORRECTED,)),
        report(
            1, 4, value=8, verdict="met", verdict_reason="Scăderea este constantă.", proposed="met", has_interest=True,
            reported_on=DAY(2027, 1, 20),
        ),
    ],
    "i2": [report(2, 1, numerator=180, denominator=240), report(2, 2, state="submitted")],
    "i3": [report(3, 4, value=66)],
    "i4": [report(4, 1, value=20), report(4, 2, no_data_reason="Vacanță prelungită."), report(4, 3, "due"), report(4, 4, "due")],
    "i6": [report(6, 1, value=2), report(6, 2, value=1), report(6, 3, value=0), report(6, 4, value=1)],
}  # fmt: skip


def plan(indicators=INDICATORS, **fields):
    start, end = YEAR
    base = {
        "version": 1,
        "edition": d.EditionMark(
            number=3, published_at=datetime.datetime(2026, 3, 5, 10, tzinfo=datetime.UTC), note=""
        ),
        "slug": "plan",
        "short_title": "Planul 2026",
        "title": "Planul de ordine publică",
        "subtitle": "pentru 2026",
        "letterhead": "",
        "owner": ATOP,
        "reviewer": ATOP,
        "period_start": start,
        "period_end": end,
        "levels": (
            level("og", None, "Obiectiv general", "Obiective generale"),
            level("os", "og", "Obiectiv specific", "Obiective specifice"),
        ),
        "elements": (
            element("og", "1", "Siguranță rutieră"),
            element("os", "1.1", "Educație", "og-1"),
            element("og", "2", "Colaborare"),
            element("og", "3", "Fără indicatori"),
        ),
        "indicators": tuple(indicators),
    }
    return d.Document(**{**base, **fields})


def recommendation(number, state, **fields):
    base = {
        "reference": f"{number}/2026",
        "address": f"/recomandari/atop-{number}-2026/",
        "plan": "plan",
        "about": "indicatorul „Lecții în școli”",
        "body": ATOP,
        "addressed_to": IPJ,
        "text": "Reluarea lecțiilor în toate școlile.",
        "issued_on": DAY(2026, 11, 5),
        "deadline": DAY(2026, 12, 5),
        "state": state,
        "indicator": "i4",
    }
    return RecommendationValue(**{**base, **fields})


LATE = recommendation(1, "open")
ANSWERED = recommendation(
    2, "answered", addressed_to=OFFICE, about="obiectivul general 2", indicator=None, element="og-2",
    issued_on=DAY(2026, 12, 1), deadline=DAY(2027, 1, 5), answer="Lecțiile se reiau.", answered_on=DAY(2026, 12, 20),
    proofs=PROOFS,
)  # fmt: skip
CLOSED = recommendation(
    3, "closed", plan="alt-plan", about="întregul plan", indicator=None, issued_on=DAY(2026, 5, 1), deadline=DAY(2026, 6, 1),
    answer="S-a făcut.", answered_on=DAY(2026, 5, 20), closed_on=DAY(2026, 7, 1), closing_note="Verificat în ședință.",
)  # fmt: skip
RECOMMENDATIONS = [LATE, ANSWERED, CLOSED]
