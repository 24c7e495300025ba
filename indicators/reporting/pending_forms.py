"""The choice of what is to be reported: for the grid by plan and period, for the sheet all of it or less."""

from django import forms

from indicators.progress import periods
from indicators.reporting.pending import PendingGroup
from plans.exchange.sheets.formats import FORMATS
from plans.exchange.sheets.sheet import MAX_ROWS


class PendingGroupForm(forms.Form):
    """Chooses one pending report of many from the address; what cannot be understood there counts as not chosen."""

    institutie = forms.ChoiceField(label="Instituția")
    plan = forms.ChoiceField(label="Planul")
    perioada = forms.ChoiceField(label="Perioada")

    def __init__(self, asked, groups: list[PendingGroup], institutions: dict[str, str]):
        chosen = asked.get("institutie") or (groups[0].institution if groups else next(iter(institutions), ""))
        super().__init__(initial={"institutie": chosen}, label_suffix="")
        self.fields["institutie"].choices = list(institutions.items())
        groups = [group for group in groups if group.institution == chosen]
        groups = self._narrow("plan", asked, groups, lambda group: (group.plan, group.plan_title))
        groups = self._narrow("perioada", asked, groups, lambda group: (group.period, group.period_name))
        self.group = groups[0] if groups else None
        for name in ("institutie", "plan"):
            if len(self.fields[name].choices) < 2:
                self.fields[name].widget = forms.HiddenInput()

    def _narrow(self, name: str, asked, groups: list[PendingGroup], choice) -> list[PendingGroup]:
        """The pending reports with the chosen value of a field, the first one's where none is chosen."""
        choices = dict(choice(group) for group in groups)
        wanted = asked.get(name, "")
        self.initial[name] = wanted if wanted in choices else next(iter(choices), "")
        self.fields[name].choices = list(choices.items())
        return [group for group in groups if choice(group)[0] == self.initial[name]]


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

    def __init__(self, data=None, *, groups: list[PendingGroup], institutions: dict[str, str]):
        super().__init__(data, label_suffix="")
        self.groups = groups
        choices = {
            "institutie": {group.institution: institutions[group.institution] for group in groups},
            "plan": {group.plan: group.plan_title for group in groups},
            "perioada": {group.period: periods.name(group.start, group.end) for group in groups},
        }
        for name, found in choices.items():
            if len(found) < 2:
                del self.fields[name]
            else:
                self.fields[name].choices = [("", "Oricare"), *found.items()]

    def clean(self):
        """Refuse a choice that no row fits, and one that no file could bring back."""
        rows = sum(group.number for group in self.chosen_groups())
        if not self.errors and not rows:
            raise forms.ValidationError("Nu aveți nimic de raportat din ce ați ales.")
        if rows > MAX_ROWS:
            raise forms.ValidationError("Sunt mai mult de 2.000 de rânduri. Alegeți planul sau perioada.")
        return self.cleaned_data

    def chosen_groups(self) -> list[PendingGroup]:
        """The pending reports that fit what was chosen."""
        wanted = {name: self.cleaned_data.get(name) for name in ("institutie", "plan", "perioada")}
        found = self.groups
        for name, attribute in (("institutie", "institution"), ("plan", "plan"), ("perioada", "period")):
            found = [group for group in found if not wanted[name] or getattr(group, attribute) == wanted[name]]
        return found
