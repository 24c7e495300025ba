"""The elements of a plan as a list that a reader narrows: by institution, by term, by what is known of each."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from indicators.progress.indicator_status import IndicatorStatus
from indicators.render.marks import indicator_marks
from indicators.render.terms import WITHOUT_DAY, TermRow, element_row, passed_or_known
from plans.document import Document, ElementValue, LevelValue
from plans.render.html.pages import element_counts
from plans.render.known_names import known_name
from portal.forms.lists import ListForm, NameSelect, SearchField
from portal.text import fold


@dataclass(frozen=True)
class ListedElement:
    """An element of a plan with its level, what it is part of, and what is known of it and of what is below it."""

    level: LevelValue
    above: str
    row: TermRow


class ElementsForm(ListForm):
    """The choices above the elements of a plan, and on its own page."""

    rows_on_a_page = 50
    cauta = SearchField(gettext_lazy("Cuvinte din titlu"))
    nivel = forms.ChoiceField(label=gettext_lazy("Treapta"), required=False, widget=NameSelect)
    institutie = forms.ChoiceField(label=gettext_lazy("Instituția"), required=False)
    an = forms.ChoiceField(label=gettext_lazy("Anul termenului"), required=False)
    stadiu = forms.ChoiceField(label=gettext_lazy("Ce se știe"), required=False)

    def __init__(self, data, rows: Sequence[ListedElement]):
        super().__init__(data, rows)
        self.set_choices("stadiu", passed_or_known().items())
        levels = {one.level.prefix: known_name(one.level.name) for one in rows}
        self.set_choices("nivel", levels.items(), is_asked=len(levels) > 1)
        bodies = {body.code: body.name for one in rows for body in one.row.institutions}
        self.set_choices(
            "institutie",
            sorted(bodies.items(), key=lambda pair: fold(pair[1])),
            is_asked=bool(bodies),
            is_romanian=True,
        )
        years = sorted({one.row.year for one in rows})
        names = {WITHOUT_DAY: gettext("Fără o zi anume")}
        self.set_choices("an", [(year, names.get(year, year)) for year in years], is_asked=len(years) > 1)

    def filter_rows(self, rows):
        """Return the elements of the level, of the institution, of the year, of which that is known, with the words."""
        level, body, year, state = (self.choice(name) for name in ("nivel", "institutie", "an", "stadiu"))
        return [
            one
            for one in rows
            if level in ("", one.level.prefix)
            and (not body or any(own.code == body for own in one.row.institutions))
            and year in ("", one.row.year)
            and (not state or state in one.row.states)
            and self.has_sought(one.row.name, one.row.code)
        ]


def elements_page(
    document: Document,
    standings: Mapping[str, IndicatorStatus],
    today: datetime.date,
    asked: Mapping[str, str],
) -> str:
    """Return the elements of a plan that were asked for, in the order in which the plan is read."""
    form = ElementsForm(asked, listed_elements(document, standings, today, indicator_marks(document, standings, today)))
    context = {
        "document": document,
        "today": today,
        "counts": element_counts(document),
        "form": form,
        "has_who": any(one.row.institutions or one.row.responsible for one in form.page),
    }
    return render_to_string("indicators/render/elements.html", context)


def element_filter(document: Document, standings: Mapping[str, IndicatorStatus], today: datetime.date) -> SafeString:
    """Return the choices as they stand on the plan's own page; nothing for a plan of one element or none."""
    if len(document.elements) < 2:
        return SafeString("")
    form = ElementsForm(None, listed_elements(document, standings, today, {}))
    return render_to_string("indicators/render/_element_filter.html", {"document": document, "form": form})


def listed_elements(
    document: Document,
    standings: Mapping[str, IndicatorStatus],
    today: datetime.date,
    marks: Mapping[str, SafeString],
) -> list[ListedElement]:
    """Return all the elements of a plan, in the order in which it is read, with what stands beside each."""
    return [
        ListedElement(
            level=document.level[element.level],
            above="".join(one.printed_name for one in document.ancestors(element)[-1:]),
            row=element_row(document, element, list(_statuses_below(document, element, standings)), marks, today),
        )
        for element in document.elements
    ]


def _statuses_below(
    document: Document, element: ElementValue, standings: Mapping[str, IndicatorStatus]
) -> Iterator[IndicatorStatus]:
    """Yield how the indicators of an element and of those below it stand."""
    yield from (standings[one.uid] for one in document.indicators_of.get(element.uid, ()))
    for child in document.children.get(element.uid, ()):
        yield from _statuses_below(document, child, standings)
