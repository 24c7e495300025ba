"""The forms of a workbook's page: the file that comes in, and which of its changes are shown."""

import re
from collections import Counter

from django import forms
from django.utils.http import urlencode

from plans.exchange.imports.forms import ImportFileForm
from plans.exchange.imports.outcome import RowChangeKind
from plans.exchange.workbook.plan_workbook import IN_FILE, IN_PLAN, OTHER_CELLS
from portal.forms.lists import ListForm

CELL = "loc-"
KEY = re.compile("[0-9a-f]{16}")


class WorkbookFileForm(ImportFileForm):
    """Takes a workbook, its sheets as CSV files in an archive, or one of them alone."""

    other_kinds = ("zip",)

    def __init__(self, *args, read=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.read, field = read, self.fields["import_file"]
        field.widget.attrs["accept"] = ".xlsx,.ods,.csv,.zip"
        field.help_text = (
            "Registrul în xlsx sau ods, fișierele lui csv într-o arhivă zip, sau unul singur dintre ele; cel mult 5 MB "
            "și 15.000 de rânduri."
        )


def conflict_choices(data) -> dict[str, str]:
    """Return whose text stays, by the cell's key; what else was sent is left out."""
    said = {name.removeprefix(CELL): chosen for name, chosen in data.items() if name.startswith(CELL)}
    return {
        key: chosen
        for key, chosen in said.items()
        if chosen in (IN_PLAN, IN_FILE) and (key == OTHER_CELLS or KEY.fullmatch(key))
    }


class ChangeListForm(ListForm):
    """Which changes are shown: of which kind, of which sheet."""

    rows_on_a_page = 100
    not_narrowing = ("fisier", "lucrare")
    fel = forms.ChoiceField(label="Ce se întâmplă", required=False)
    foaie = forms.ChoiceField(label="Foaia", required=False)
    fisier = forms.CharField(required=False, widget=forms.HiddenInput)
    lucrare = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, changes):
        super().__init__(data, changes)
        kinds, sheets = Counter(one.kind for one in changes), Counter(one.sheet for one in changes)
        self.set_choices(
            "fel", [(kind, f"{kind.label} ({kinds[kind]})") for kind in RowChangeKind if kinds[kind]], "Toate"
        )
        self.set_choices("foaie", [(name, f"{name} ({number})") for name, number in sheets.items()], "Toate foile")

    def filter_rows(self, rows):
        """Return the changes of the kind and the sheet that were chosen."""
        kind, sheet = self.choice("fel"), self.choice("foaie")
        return [one for one in rows if kind in ("", one.kind) and sheet in ("", one.sheet)]

    @property
    def whole(self) -> str:
        """Return the address of all the changes of the file."""
        said = {name: self.choice(name) for name in self.not_narrowing if self.choice(name)}
        return f"?{urlencode(said)}"
