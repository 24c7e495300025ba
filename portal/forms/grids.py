"""Many rows on one page, a versioned form each, that are saved together or not at all."""

from collections.abc import Callable, Iterable

from portal.forms.seen import SEEN_VERSION
from portal.forms.versioned import VersionedForm
from portal.text import whole_number

# What the page sends for each of its rows, beside the row's fields.
ROW_FIELD = "rand"
ROWS_ON_A_PAGE = 50


class GridForm(VersionedForm):
    """A row of a grid: its cells are named by their column and its row, which `row_name` says."""

    def __init__(self, data=None, *, instance, may_edit: bool = True):
        super().__init__(data, instance=instance, prefix=f"r{instance.pk}")
        for column, cell in enumerate(self.cells, 1):
            cell.field.disabled = not may_edit
            cell.field.widget.attrs |= {"aria-label": f"{cell.label}, {self.row_name}", "data-column": column}
            if "rows" in cell.field.widget.attrs:
                cell.field.widget.attrs["rows"] = 2

    @property
    def row_name(self) -> str:
        """Return what the row is about."""
        return str(self.instance)

    @property
    def cells(self) -> list:
        """Return the fields that are shown, in the order of the columns."""
        return [self[name] for name in self.fields if name != SEEN_VERSION]

    def compare_with(self, earlier: list["GridForm"]) -> None:
        """Refuse what does not go with the changed rows before this one."""


def sent_keys(data) -> list[int]:
    """Return the keys of the rows that a page sent, as many as a page has at most."""
    sent = [whole_number(text, digits=18) for text in data.getlist(ROW_FIELD)[:ROWS_ON_A_PAGE]]
    return [pk for pk in sent if pk is not None]


def save_together(forms: Iterable[GridForm], save: Callable[[GridForm], object]) -> int | None:
    """Save the forms in which something was changed and return how many; None where one is wrong and none is saved.

    Only these are looked at: what others saved of the other rows stays. The caller holds one transaction around it.
    """
    changed = [form for form in forms if form.has_changed()]
    # Every one is asked, so that all that is wrong is said at once.
    for form in changed:
        form.full_clean()
    for place, form in enumerate(changed):
        form.compare_with(changed[:place])
    if any(form.errors for form in changed):
        return None
    for form in changed:
        save(form)
    return len(changed)
