"""The fields in which the answer of a report is typed."""

from decimal import Decimal

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone

from indicators.models import Report
from indicators.progress.plausibility import report_doubts
from portal.forms import numbers
from portal.forms.texts import ProseFormField

CONFIRMATION = "confirmation"
VALUE_FIELD = Report._meta.get_field("value")
NOT_NEGATIVE = MinValueValidator(Decimal(0), "Un număr nu poate fi mai mic decât zero.")
MORE_THAN_ZERO = MinValueValidator(
    Decimal("0.000001"),
    "Scrieți un număr mai mare decât zero. Dacă în această perioadă nu a fost niciun caz, lăsați ambele câmpuri goale "
    "și scrieți de ce nu există date.",
)


def number_validators(nature: str, name: str) -> list[MinValueValidator]:
    """Return the limits of a number of a report: nothing is counted below zero, nothing divided by zero."""
    if name == "denominator":
        return [MORE_THAN_ZERO]
    return [NOT_NEGATIVE] if (nature, name) == ("count", "value") else []


class ReportNumberField(numbers.RomanianNumberField):
    """A number that a report can keep."""

    default_validators = (numbers.FitsColumnValidator(VALUE_FIELD.max_digits, VALUE_FIELD.decimal_places),)


class YesNoField(forms.TypedChoiceField):
    """Whether something was done, stored as 1 or 0."""

    def __init__(self, **kwargs):
        choices = [("", "–"), ("1", "da"), ("0", "nu")]
        super().__init__(choices=choices, coerce=Decimal, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value):
        """Return the choice that a stored number stands for."""
        return f"{value:.0f}" if isinstance(value, Decimal) else value


class ConfirmationField(forms.Form):
    """The reason why something doubtful is so; shown where something is."""

    confirmation = ProseFormField(
        label="De ce este așa",
        required=False,
        help_text="Raportarea are ceva neobișnuit. Motivul îl citește cine evaluează; nu devine public.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def asks_confirmation(self) -> bool:
        """Tell whether something stored or sent is doubtful, or was confirmed."""
        if self.instance.confirmation or CONFIRMATION in self.errors:
            return True
        return bool(self.doubts)

    @property
    def doubts(self) -> list[str]:
        """Return what is doubtful of the stored report, a sentence each."""
        return report_doubts(self.instance.indicator, self.instance, timezone.localdate())
