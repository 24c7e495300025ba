"""What of a list is shown, in which order, and which of its pages: the one way for every list of the portal."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.languages import ROMANIAN
from portal.own_words import has_own_words, own_words
from portal.text import QUERY_LIMIT, UNPRINTABLE, fold, has_words


class SearchField(forms.CharField):
    """Words to look for; what cannot be asked of a database is left out, and what is too long is cut."""

    def __init__(self, label: str):
        widget = forms.TextInput(attrs={"type": "search", "maxlength": QUERY_LIMIT})
        super().__init__(label=label, required=False, widget=widget)

    def to_python(self, value):
        """Return the words as they are looked for."""
        return UNPRINTABLE.sub("", super().to_python(value))[:QUERY_LIMIT].strip()

    def bound_data(self, data, initial):
        """Return the words as they stand in the form again."""
        return self.to_python(data)


class NameSelect(forms.Select):
    """A choice among names, of which an English page has some in Romanian: own words of plans, of institutions."""

    def create_option(self, name, value, label, *args, **more):
        """Say of a name that it is Romanian, where the page is not."""
        option = super().create_option(name, value, label, *args, **more)
        if has_own_words(str(label)):
            option["attrs"]["lang"] = ROMANIAN
        return option


class ListForm(forms.Form):
    """The choices above a list, read from its address; what cannot be understood there counts as not chosen.

    A list without orders keeps the one that its rows came in.
    """

    # By value: the name of the order, and what rows are ordered by: names of a query, or the key of a row in memory.
    orders: dict[str, tuple[str, Any]] = {}
    # The fields that leave no row out.
    not_narrowing: tuple[str, ...] = ("ordine",)
    rows_on_a_page = 25
    ordine = forms.ChoiceField(label=_("Ordinea"), required=False)

    def __init__(self, data: Mapping[str, str] | None, rows):
        super().__init__(data or {}, label_suffix="")
        self.all_rows = rows
        self.fields["ordine"].choices = [(value, name) for value, (name, _by) in self.orders.items()]
        self.order_fields([name for name in self.fields if name != "ordine"])
        if not self.orders:
            del self.fields["ordine"]

    def choice(self, name: str):
        """Return what was chosen, empty when nothing was or when there is no such choice."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    def has_sought(self, *texts: str) -> bool:
        """Tell whether the texts hold all the words looked for; without words, all do."""
        return has_words(fold(self.choice("cauta")).split(), *texts)

    def set_choices(
        self,
        name: str,
        pairs: Iterable[tuple],
        everything: str = _("Oricare"),
        *,
        is_asked: bool = True,
        is_romanian: bool = False,
    ):
        """Give a field its choices; one that nobody needs to be asked for is still read from the address.

        The names of what has one name, whatever the language of the page, are Romanian.
        """
        if is_romanian:
            pairs = [(value, own_words(label)) for value, label in pairs]
            self.fields[name].widget = NameSelect()
        self.fields[name].choices = choices_of(pairs, everything)
        if not is_asked:
            self.fields[name].widget = forms.HiddenInput()

    @property
    def order(self) -> str:
        """The order that was chosen, else the first one."""
        return self.choice("ordine") or next(iter(self.orders), "")

    @property
    def is_narrowed(self) -> bool:
        """Tell whether something was chosen that leaves rows out."""
        return any(self.choice(name) for name in self.fields if name not in self.not_narrowing)

    @property
    def query(self) -> QueryDict:
        """What was chosen, as the addresses of the list's other pages say it."""
        query = QueryDict(mutable=True)
        query.update({name: str(self.choice(name)) for name in self.fields if self.choice(name)})
        return query

    def filter_rows(self, rows):
        """Return the rows that fit what was chosen."""
        return rows

    def order_rows(self, rows):
        """Return the rows in the order that was chosen."""
        by = self.orders[self.order][1] if self.orders else None
        if by is None:
            return rows
        return rows.order_by(*by, "-pk") if isinstance(rows, QuerySet) else sorted(rows, key=by)

    @cached_property
    def rows(self):
        """All the rows that were asked for, in order."""
        return self.order_rows(self.filter_rows(self.all_rows))

    @cached_property
    def page(self) -> Page:
        """The page of rows that was asked for; the nearest one where there is no such page."""
        return self.paginator().get_page(self.data.get("pagina"))

    def paginator(self) -> Paginator:
        """Return the rows in pages."""
        return Paginator(self.rows, self.rows_on_a_page)


def choices_of(pairs: Iterable[tuple], everything: str = _("Oricare")) -> list[tuple[str, str]]:
    """Return the choices of a field, what leaves nothing out first."""
    return [("", everything), *((str(value), name) for value, name in pairs)]
