"""The list of recommendations: which of them a reader asked for, in what order, a page at a time."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext, gettext_lazy

from indicators.progress.report_values import RecommendationValue
from portal.forms.lists import ListForm
from portal.romanian import count
from portal.text import fold
from portal.translated_words import WordsByCode

STATES = WordsByCode(
    {
        "open": "fără răspuns",
        "answered": "cu răspuns",
        "closed": "închisă",
        "unanswered": "închisă fără răspuns",
        "withdrawn": "retrasă",
    }
)
# What a reader may ask for, by the word in the address.
STATE_CHOICES = WordsByCode(
    {
        "deschise": "Deschise (neînchise)",
        "intarziate": "Cu termenul depășit",
        "raspuns": "Cu răspuns",
        "inchise": "Închise după răspuns",
        "fara-raspuns": "Închise fără răspuns",
        "retrase": "Retrase",
    }
)


@dataclass(frozen=True)
class RecommendationItem:
    """A recommendation in a list."""

    recommendation: RecommendationValue
    state: str
    age: str
    is_late: bool
    plan_title: str


class PublicRecommendationsForm(ListForm):
    """The choices above the recommendations that readers see; `titles` are the plans' short titles by slug."""

    orders = {
        "noi": (gettext_lazy("Cele mai noi întâi"), lambda one: -one.issued_on.toordinal()),
        "termen": (gettext_lazy("După termen"), lambda one: (one.deadline, one.issued_on)),
    }
    rows_on_a_page = 20
    plan = forms.ChoiceField(label=gettext_lazy("Planul"), required=False)
    institutie = forms.ChoiceField(label=gettext_lazy("Instituția"), required=False)
    stare = forms.ChoiceField(label=gettext_lazy("Starea"), required=False)

    def __init__(self, data, rows: Sequence[RecommendationValue], today: datetime.date, titles: Mapping[str, str]):
        super().__init__(data, rows)
        self.today, self.titles = today, titles
        self.set_choices("stare", STATE_CHOICES.items())
        for name, pairs in (
            ("plan", {one.plan: titles.get(one.plan, one.plan) for one in rows}),
            ("institutie", {one.addressed_to.code: one.addressed_to.name for one in rows}),
        ):
            self.set_choices(name, sorted(pairs.items(), key=lambda pair: fold(pair[1])), is_romanian=True)

    def filter_rows(self, rows):
        """Return the recommendations about the plan, to the institution and in the state."""
        plan, institution, state = (self.choice(name) for name in ("plan", "institutie", "stare"))
        return [
            one
            for one in rows
            if plan in ("", one.plan) and institution in ("", one.addressed_to.code) and _is_in(state, one, self.today)
        ]

    @property
    def items(self) -> list[RecommendationItem]:
        """The recommendations of the page, as the list shows them."""
        return [recommendation_item(one, self.today, self.titles) for one in self.page]


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
    """Return for how long it has been open, and how late the answer is or came; nothing where neither is to be said."""
    days, late = (today - recommendation.issued_on).days, recommendation.days_late(today)
    said = []
    if not recommendation.is_ended:
        since = gettext("deschisă de %(days)s") % {"days": count(days, "zi", "zile")}
        said.append(since if days else gettext("deschisă astăzi"))
    if late and recommendation.state == "open":
        said.append(gettext("termen depășit cu %(days)s") % {"days": count(late, "zi", "zile")})
    elif late:
        said.append(gettext("răspuns dat cu %(days)s după termen") % {"days": count(late, "zi", "zile")})
    return ", ".join(said)


def _is_in(state: str, recommendation: RecommendationValue, today: datetime.date) -> bool:
    return {
        "": True,
        "deschise": not recommendation.is_ended,
        "intarziate": recommendation.is_late(today),
        "raspuns": recommendation.state == "answered",
        "inchise": recommendation.state == "closed",
        "fara-raspuns": recommendation.state == "unanswered",
        "retrase": recommendation.state == "withdrawn",
    }[state]
