"""Many reports on one page: a row for each, saved together, each right or wrong by itself."""

from django import forms
from django.core.exceptions import ValidationError

from indicators.models import Report, ReportStep
from indicators.reporting import actions as reporting_actions
from indicators.reporting.answer_fields import (
    CONFIRMATION,
    ConfirmationField,
    ReportNumberField,
    YesNoField,
    number_validators,
)
from indicators.reporting.report_state import acting_names
from portal.display import EMPTY, in_words, shorten
from portal.forms.grids import ROWS_ON_A_PAGE
from portal.forms.lists import ListForm
from portal.forms.seen import SEEN_VERSION
from portal.forms.texts import ProseFormField
from portal.forms.versioned import VersionedForm, last_save
from portal.literals import number_text
from portal.versioning import Conflict

# Which of the columns of inputs a field stands in; the arrow keys keep to a column.
COLUMNS = {"value": 1, "numerator": 1, "text": 1, "denominator": 2, "no_data_reason": 3, CONFIRMATION: 4}
EMPTY_ANSWER = {"value": None, "numerator": None, "denominator": None, "text": ""}
CHANGE_LABELS = {"numerator": "Perioada raportată", "denominator": "Perioada de comparație"}


def _prose(label: str) -> ProseFormField:
    return ProseFormField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class GridListForm(ListForm):
    """The pages of the reports of one period; what they are of is chosen beside them."""

    rows_on_a_page = ROWS_ON_A_PAGE


class GridRowForm(ConfirmationField, VersionedForm):
    """One report's answer as its indicator asks for it, or why there is none; the rest of the report stays as it is.

    What is doubtful asks for a reason before it is sent, as on the report's own page.
    """

    value = ReportNumberField(label="Valoarea", required=False)
    numerator = ReportNumberField(label="Numărătorul", required=False)
    denominator = ReportNumberField(label="Numitorul", required=False)
    text = _prose("Răspunsul")
    no_data_reason = _prose("De ce nu există date")

    class Meta:
        model = Report
        fields = ["value", "numerator", "denominator", "text", "no_data_reason", CONFIRMATION]

    def __init__(self, data=None, *, instance):
        super().__init__(data, instance=instance, prefix=f"r{instance.pk}")
        indicator = instance.indicator
        asked = reporting_actions.answer_fields(indicator.nature)
        for name in EMPTY_ANSWER.keys() - set(asked):
            del self.fields[name]
        if indicator.nature == indicator.Nature.MILESTONE:
            self.fields["value"] = YesNoField(label="Realizat")
            self.fields["value"].show_hidden_initial = True
        for name, field in self.fields.items():
            if name != SEEN_VERSION:
                field.validators += number_validators(indicator.nature, name)
                self._name(name, field)

    def _name(self, name: str, field) -> None:
        """Let a reader of the screen hear the column and the row of a field."""
        indicator = self.instance.indicator
        if indicator.nature == indicator.Nature.CHANGE:
            field.label = CHANGE_LABELS.get(name, field.label)
        title = shorten(indicator.title, 80)
        field.widget.attrs |= {
            "aria-label": f"{field.label}, indicatorul {indicator.number}: {title}",
            "data-column": COLUMNS[name],
        }

    @property
    def answers(self):
        """Return the fields that the answer is typed in."""
        return [self[name] for name in self.fields if name in EMPTY_ANSWER]

    def clean(self):
        """Refuse a change of what was sent meanwhile, and say what was sent."""
        if self.instance.is_owed:
            return super().clean()
        if self.touched_fields:
            self._say_sent()
        return self.cleaned_data

    def conflict_in_words(self, stored, taken: list[str]) -> str:
        """Say who saved the row meanwhile; the other rows are saved all the same."""
        who, when = last_save(stored)
        rest = "; ce nu ați schimbat arată acum ce este salvat" if taken else ""
        return (
            f"Între timp, {who} a salvat acest rând{when}. Ce ați scris a rămas în rând, nesalvat{rest}. "
            "Dacă salvați din nou, rămâne ce ați scris."
        )

    def stored_in_words(self, stored, name: str) -> str:
        """Return what the stored report says in a field."""
        value = getattr(stored, name)
        if self.instance.indicator.nature == "milestone" and name == "value" and value is not None:
            return "da" if value else "nu"
        return value if isinstance(value, str) and value else EMPTY if value in (None, "") else number_text(value)

    def save_draft(self, *, by) -> "GridRowForm":
        """Keep the row as a draft; return it as it now is, or as it was sent, with what someone else did meanwhile."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name in Report.CONTENT}
        content = EMPTY_ANSWER | {"narrative": self.instance.narrative} | typed
        reason = self.cleaned_data[CONFIRMATION] if self.add_prefix(CONFIRMATION) in self.data else None
        try:
            return GridRowForm(
                instance=reporting_actions.save_draft(self.instance, by=by, content=content, confirmation=reason)
            )
        except Conflict as error:
            again = GridRowForm(self.data, instance=error.instance)
            again.is_valid()
            return again

    def ask_reason(self, refused: ValidationError) -> None:
        """Say at the fields of a row that is kept why it could not be sent."""
        if not self.is_bound:
            self.full_clean()
            self.cleaned_data = {}
        self.add_error(None, refused)

    @property
    def row_name(self) -> str:
        """Return the indicator that the row is about."""
        return f"indicatorul {self.instance.indicator.number}"

    @property
    def cells(self) -> list:
        """Return the fields of the row, in their order."""
        return list(self)

    @property
    def is_kept(self) -> bool:
        """Tell whether nothing is wrong but that a reason is asked for before the row is sent."""
        return self.errors.keys() == {CONFIRMATION}

    def _say_sent(self) -> None:
        """Say who sent the report, and what it says now where that differs from what was typed."""
        sent = self.instance.steps.filter(kind=ReportStep.Kind.SUBMITTED).select_related("by").last()
        who = acting_names(self.instance).name(sent and sent.by, sent and sent.at, "altcineva")
        when = f", la {in_words(sent.at)}" if sent else ""
        message = f"Între timp, {who} a trimis această raportare{when}. Ce ați scris în rând nu s-a salvat."
        self.add_error(None, ValidationError(message, code="sent"))
        for name in self.touched_fields & set(self.fields):
            said = shorten(self.stored_in_words(self.instance, name))
            self.add_error(name, ValidationError(f"S-a trimis: „{said}”.", code="sent"))
