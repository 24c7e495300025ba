"""The choice of what is to be reported: for the grid by plan and period, for the sheet all of it or less."""

from django import forms

from indicators.progress import periods
from indicators.reporting.pending import PendingGroup
from plans.exchange.sheets.formats import FORMATS
from plans.exchange.sheets.sheet import MAX_ROWS


class PendingGroupForm(forms.Form):
    """Chooses one debt of many from the address; what cannot be understood there counts as not chosen."""

    institutie = forms.ChoiceField(label="Instituția")
    plan = forms.ChoiceField(label="Planul")
    perioada = forms.ChoiceField(label="Perioada")

    def __init__(self, asked, debts: list[PendingGroup], institutions: dict[str, str]):
        chosen = asked.get("institutie") or (debts[0].institution if debts else next(iter(institutions), ""))
        super().__init__(initial={"institutie": chosen}, label_suffix="")
        self.fields["institutie"].choices = list(institutions.items())
        debts = [debt for debt in debts if debt.institution == chosen]
        debts = self._narrow("plan", asked, debts, lambda debt: (debt.plan, debt.plan_title))
        debts = self._narrow("perioada", asked, debts, lambda debt: (debt.period, debt.period_name))
        self.debt = debts[0] if debts else None
        for name in ("institutie", "plan"):
            if len(self.fields[name].choices) < 2:
                self.fields[name].widget = forms.HiddenInput()

    def _narrow(self, name: str, asked, debts: list[PendingGroup], choice) -> list[PendingGroup]:
        """Return the debts with the chosen value of a field, the first one's where none is chosen."""
        choices = dict(choice(debt) for debt in debts)
        wanted = asked.get(name, "")
        self.initial[name] = wanted if wanted in choices else next(iter(choices), "")
        self.fields[name].choices = list(choices.items())
        return [debt for debt in debts if choice(debt)[0] == self.initial[name]]


class SheetExportForm(forms.Form):
    """Narrows what is owed; nothing chosen means all of it."""

    institutie = forms.ChoiceField(label="Instituția", required=False)
    plan = forms.ChoiceField(label="Planul", required=False)
    perioada = forms.ChoiceField(label="Perioada", required=False)
    format = forms.ChoiceField(
        label="Formatul",
        initial=FORMATS[0].extension,
        choices=[(kind.extension, kind.title) for kind in FORMATS],
    )

    def __init__(self, data=None, *, debts: list[PendingGroup], institutions: dict[str, str]):
        super().__init__(data, label_suffix="")
        self.debts = debts
        choices = {
            "institutie": {debt.institution: institutions[debt.institution] for debt in debts},
            "plan": {debt.plan: debt.plan_title for debt in debts},
            "perioada": {debt.period: periods.name(debt.start, debt.end) for debt in debts},
        }
        for name, found in choices.items():
            if len(found) < 2:
                del self.fields[name]
            else:
                self.fields[name].choices = [("", "Oricare"), *found.items()]

    def clean(self):
        """Refuse a choice that no row fits, and one that no file could bring back."""
        rows = sum(debt.number for debt in self.chosen())
        if not self.errors and not rows:
            raise forms.ValidationError("Nu aveți nimic de raportat din ce ați ales.")
        if rows > MAX_ROWS:
            raise forms.ValidationError("Sunt mai mult de 2.000 de rânduri. Alegeți planul sau perioada.")
        return self.cleaned_data

    def chosen(self) -> list[PendingGroup]:
        """Return the debts that fit what was chosen."""
        wanted = {name: self.cleaned_data.get(name) for name in ("institutie", "plan", "perioada")}
        found = self.debts
        for name, attribute in (("institutie", "institution"), ("plan", "plan"), ("perioada", "period")):
            found = [debt for debt in found if not wanted[name] or getattr(debt, attribute) == wanted[name]]
        return found
