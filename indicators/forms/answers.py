"""The fields in which the answer of a report is typed."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator, MinValueValidator

from indicators.models import Report
from plans.importing.values import Number, number

STORED = Report._meta.get_field("value")
NOT_NEGATIVE = MinValueValidator(Decimal(0), "Un număr nu poate fi mai mic decât zero.")
MORE_THAN_ZERO = MinValueValidator(
    Decimal("0.000001"),
    "Scrieți un număr mai mare decât zero. Dacă în această perioadă nu a fost niciun caz, lăsați ambele câmpuri goale "
    "și scrieți de ce nu există date.",
)


def limits_of(nature: str, name: str) -> list[MinValueValidator]:
    """Return the limits of a number of a report: nothing is counted below zero, nothing divided by zero."""
    if name == "denominator":
        return [MORE_THAN_ZERO]
    return [NOT_NEGATIVE] if (nature, name) == ("count", "value") else []


class FitsColumn(DecimalValidator):
    """Refuses a number that the database cannot keep as it is."""

    messages = {
        "invalid": "Scrieți un număr, de exemplu 12,5.",
        "max_digits": f"Scrieți cel mult {STORED.max_digits - STORED.decimal_places} cifre înainte de virgulă.",
        "max_decimal_places": f"Scrieți cel mult {STORED.decimal_places} cifre după virgulă.",
        "max_whole_digits": f"Scrieți cel mult {STORED.max_digits - STORED.decimal_places} cifre înainte de virgulă.",
    }


class _PrintsNumbers:
    """Prints a stored number as it is typed here: 12,5."""

    def format_value(self, value):
        """Return the text of the input; what was typed stays as it was typed."""
        return number(value) if isinstance(value, Decimal) else super().format_value(value)


class NumberInput(_PrintsNumbers, forms.TextInput):
    """A line for a number, with a keyboard for numbers where there is one."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class HiddenNumber(_PrintsNumbers, forms.HiddenInput):
    """A number that comes back as it was shown."""


class NumberField(forms.Field):
    """A number as a Romanian writes it; one that could mean two things is refused with an example."""

    widget = NumberInput
    hidden_widget = HiddenNumber
    default_validators = (FitsColumn(STORED.max_digits, STORED.decimal_places),)

    def to_python(self, value):
        """Return the number, None where nothing is typed."""
        if isinstance(value, Decimal):
            return value
        try:
            return Number().clean(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class YesNoField(forms.TypedChoiceField):
    """Whether something was done, stored as 1 or 0."""

    def __init__(self, **kwargs):
        choices = [("", "–"), ("1", "da"), ("0", "nu")]
        super().__init__(choices=choices, coerce=Decimal, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value):
        """Return the choice that a stored number stands for."""
        return f"{value:.0f}" if isinstance(value, Decimal) else value
