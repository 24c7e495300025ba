"""What of a list is shown, in which order, and which of its pages."""

from django import forms
from django.core.paginator import Paginator

ROWS_ON_A_PAGE = 25


class ListForm(forms.Form):
    """The choices above a list, read from its address; what cannot be understood there counts as not chosen."""

    # By value: the name of the order and what the rows are ordered by.
    orders: dict[str, tuple[str, tuple[str, ...]]] = {}
    ordine = forms.ChoiceField(label="Ordinea", required=False)

    def __init__(self, data, rows):
        super().__init__(data)
        self.all_rows = rows
        self.fields["ordine"].choices = [(value, name) for value, (name, _by) in self.orders.items()]
        self.order_fields([name for name in self.fields if name != "ordine"])

    def choice(self, name: str) -> str:
        """Return what was chosen, empty when nothing was or when there is no such choice."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    def filter_rows(self, rows):
        """Return the rows that fit what was chosen."""
        return rows

    @property
    def is_narrowed(self) -> bool:
        """Tell whether something was chosen that leaves rows out."""
        return any(self.choice(name) for name in self.fields if name != "ordine")

    def page(self):
        """Return the page of rows that was asked for; the nearest one where there is no such page."""
        order = self.choice("ordine") or next(iter(self.orders))
        rows = self.filter_rows(self.all_rows).order_by(*self.orders[order][1], "-pk")
        return Paginator(rows, ROWS_ON_A_PAGE).get_page(self.data.get("pagina"))


def choices_of(pairs, everything: str = "Oricare") -> list[tuple[str, str]]:
    """Return the choices of a field, what leaves nothing out first."""
    return [("", everything), *((str(value), str(name)) for value, name in pairs)]
