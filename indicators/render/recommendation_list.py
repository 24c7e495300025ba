"""The list of recommendations: which of them a reader asked for, in what order, a page at a time."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from indicators.progress.report_values import RecommendationValue
from portal.romanian import count
from portal.text import fold

STATES = {"open": "fără răspuns", "answered": "cu răspuns", "closed": "închisă"}
# What a reader may ask for, by the word in the address.
STATE_CHOICES = {
    "deschise": "Deschise (neînchise)",
    "intarziate": "Cu termenul depășit",
    "raspuns": "Cu răspuns",
    "inchise": "Închise",
}
PAGE_SIZE = 20
ORDERS = {"noi": "Cele mai noi întâi", "termen": "După termen"}


@dataclass(frozen=True)
class RecommendationItem:
    """A recommendation in a list."""

    recommendation: RecommendationValue
    state: str
    age: str
    is_late: bool
    plan_title: str


@dataclass(frozen=True)
class RecommendationList:
    """A page of the list, and what the reader asked for."""

    items: list[RecommendationItem]
    number: int
    plan: str
    institution: str
    state: str
    order: str
    page: int
    pages: int

    @property
    def is_filter(self) -> bool:
        """Tell whether anything is left out of the list."""
        return bool(self.plan or self.institution or self.state)

    @property
    def previous_address(self) -> str:
        """Return the query string of the page before, or nothing."""
        return self._address(self.page - 1) if self.page > 1 else ""

    @property
    def next_address(self) -> str:
        """Return the query string of the page after, or nothing."""
        return self._address(self.page + 1) if self.page < self.pages else ""

    def _address(self, page: int) -> str:
        asked = {"plan": self.plan, "institutie": self.institution, "stare": self.state, "ordine": self.order}
        return "?" + urlencode({**{name: value for name, value in asked.items() if value}, "pagina": page})


def recommendation_item(
    recommendation: RecommendationValue, today: datetime.date, titles: Mapping[str, str]
) -> RecommendationItem:
    """Return a recommendation as a list shows it."""
    return RecommendationItem(
        recommendation=recommendation,
        state=STATES[recommendation.state],
        age=age_text(recommendation, today),
        is_late=recommendation.is_late(today),
        plan_title=titles.get(recommendation.plan, recommendation.plan),
    )


def age_text(recommendation: RecommendationValue, today: datetime.date) -> str:
    """Return for how long it has been open, and by how much its deadline has passed; nothing for a closed one."""
    if recommendation.state == "closed":
        return ""
    words = f"deschisă de {count((today - recommendation.issued_on).days, 'zi', 'zile')}"
    if recommendation.is_late(today):
        words += f", termen depășit cu {count((today - recommendation.deadline).days, 'zi', 'zile')}"
    return words


def recommendation_list(
    recommendations: Sequence[RecommendationValue],
    today: datetime.date,
    asked: Mapping[str, str],
    titles: Mapping[str, str],
) -> RecommendationList:
    """Return the page that a reader asked for; what is unknown counts as not asked."""
    state, order, page = (asked.get(name, "") for name in ("stare", "ordine", "pagina"))
    plan = asked.get("plan", "") if asked.get("plan", "") in plan_choices(recommendations, titles) else ""
    institution = asked.get("institutie", "")
    institution = institution if institution in institution_choices(recommendations) else ""
    state, order = state if state in STATE_CHOICES else "", order if order in ORDERS else "noi"
    kept = [
        one
        for one in recommendations
        if plan in ("", one.plan) and institution in ("", one.addressed_to.code) and _is_in(state, one, today)
    ]
    if order == "termen":
        kept.sort(key=lambda one: (one.deadline, one.issued_on))
    else:
        kept.sort(key=lambda one: one.issued_on, reverse=True)
    pages = max(1, -(-len(kept) // PAGE_SIZE))
    number = min(max(1, int(page) if page.isdecimal() and len(page) < 6 else 1), pages)
    shown = kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return RecommendationList(
        [recommendation_item(one, today, titles) for one in shown],
        len(kept),
        plan,
        institution,
        state,
        order,
        number,
        pages,
    )


def plan_choices(recommendations: Sequence[RecommendationValue], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the plans that recommendations are about: their short titles by slug, in alphabetical order."""
    names = {one.plan: titles.get(one.plan, one.plan) for one in recommendations}
    return dict(sorted(names.items(), key=lambda pair: fold(pair[1])))


def institution_choices(recommendations: Sequence[RecommendationValue]) -> dict[str, str]:
    """Return the institutions that recommendations are addressed to: their names by code, in alphabetical order."""
    names = {one.addressed_to.code: one.addressed_to.name for one in recommendations}
    return dict(sorted(names.items(), key=lambda pair: fold(pair[1])))


def _is_in(state: str, recommendation: RecommendationValue, today: datetime.date) -> bool:
    return {
        "": True,
        "deschise": recommendation.state != "closed",
        "intarziate": recommendation.is_late(today),
        "raspuns": recommendation.state == "answered",
        "inchise": recommendation.state == "closed",
    }[state]
