"""The page of a plan's terms, and what a reader narrows them by."""

import datetime
from collections.abc import Mapping, Sequence

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from indicators.progress.indicator_status import IndicatorStatus
from indicators.render.overdue import NOBODY
from indicators.render.term_picture import year_bars
from indicators.render.terms import (
    WITHOUT_DAY,
    TermRow,
    levels_without_term,
    passed_or_known,
    term_rows,
    terms_sentence,
    years_of,
)
from plans.document import Document
from portal.forms.lists import ListForm, SearchField
from portal.text import fold

# What is asked for where no institution answers; no institution has a code with these words.
WITHOUT_INSTITUTION = "fara-institutie"


class TermsForm(ListForm):
    """The choices above the terms of a plan; all that fit stand on one page."""

    cauta = SearchField(gettext_lazy("Cuvinte din titlu"))
    an = forms.ChoiceField(label=gettext_lazy("Anul termenului"), required=False)
    institutie = forms.ChoiceField(label=gettext_lazy("Instituția"), required=False)
    stadiu = forms.ChoiceField(label=gettext_lazy("Ce se știe"), required=False)

    def __init__(self, data, rows: Sequence[TermRow]):
        super().__init__(data, rows)
        years = dict.fromkeys(row.year for row in rows)
        self.set_choices("stadiu", passed_or_known().items())
        names = {WITHOUT_DAY: gettext("Fără o zi anume")}
        self.set_choices("an", [(year, names.get(year, year)) for year in years], is_asked=len(years) > 1)
        bodies = {one.code: one.name for row in rows for one in row.institutions}
        pairs = sorted(bodies.items(), key=lambda pair: fold(pair[1]))
        self.set_choices("institutie", pairs, is_asked=bool(bodies), is_romanian=True)
        if not all(row.institutions for row in rows):
            self.fields["institutie"].choices += [(WITHOUT_INSTITUTION, gettext(NOBODY))]

    def filter_rows(self, rows):
        """Return the terms of the year and of the institution, of which that is known, with the words."""
        year, institution, state = (self.choice(name) for name in ("an", "institutie", "stadiu"))
        return [
            row
            for row in rows
            if year in ("", row.year)
            and institution in ("", *_codes(row))
            and (not state or state in row.states)
            and self.has_sought(row.name, row.code)
        ]


def _codes(row: TermRow) -> list[str]:
    """Return the codes of those who answer, or what is asked for where nobody does."""
    return [one.code for one in row.institutions] or [WITHOUT_INSTITUTION]


def terms_page(
    document: Document,
    standings: Mapping[str, IndicatorStatus],
    today: datetime.date,
    asked: Mapping[str, str] | None = None,
    *,
    foot: SafeString | str = "",
) -> str:
    """Return the page of a plan's terms, filtered as asked; `foot` says what can be done with the page."""
    rows = term_rows(document, standings, today)
    form = TermsForm(asked, rows)
    shared = _shared_responsible(rows)
    context = {
        "document": document,
        "today": today,
        "sentence": terms_sentence(rows),
        "form": form,
        "years": (years := years_of(form.rows)),
        "bars": year_bars(years),
        "shared_responsible": shared,
        "has_who": any(row.institutions or row.responsible != shared for row in form.rows),
        "without_term": levels_without_term(document),
        "foot": foot,
    }
    return render_to_string("indicators/render/terms.html", context)


def _shared_responsible(rows: Sequence[TermRow]) -> str:
    """Return who answers for all the terms alike, as printed; nothing where the plan names several, or nobody."""
    named = {row.responsible for row in rows}
    return named.pop() if len(rows) > 1 and len(named) == 1 else ""
