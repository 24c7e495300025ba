"""Numbers as a Romanian writes them: 245.232,31."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator

from portal.literals import number_text, read_number
from portal.romanian import amount


class FitsColumnValidator(DecimalValidator):
    """Refuses a number that the database cannot keep as it is."""

    def __init__(self, max_digits: int, decimal_places: int):
        super().__init__(max_digits, decimal_places)
        whole = f"Scrieți cel mult {max_digits - decimal_places} cifre înainte de virgulă."
        self.messages = {
            "invalid": "Scrieți un număr, de exemplu 12,5.",
            "max_digits": whole,
            "max_decimal_places": f"Scrieți cel mult {decimal_places} cifre după virgulă.",
            "max_whole_digits": whole,
        }


class _PrintsNumbers:
    """Prints a stored number as it is typed here: 12,5."""

    write = staticmethod(number_text)

    def format_value(self, value):
        """Return the text of the input; what was typed stays as it was typed."""
        return self.write(value) if isinstance(value, Decimal) else super().format_value(value)


class NumberInput(_PrintsNumbers, forms.TextInput):
    """A line for a number, with a keyboard for numbers where there is one."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class HiddenNumberInput(_PrintsNumbers, forms.HiddenInput):
    """A number that comes back as it was shown."""


class RomanianNumberField(forms.Field):
    """A number as a Romanian writes it; one that could mean two things is refused with an example."""

    widget = NumberInput
    hidden_widget = HiddenNumberInput

    def to_python(self, value):
        """Return the number, None where nothing is typed."""
        if isinstance(value, Decimal):
            return value
        try:
            return read_number(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class SumInput(NumberInput):
    """A line for a sum of money, which is shown as it is printed: 245.232,31."""

    write = staticmethod(amount)


class HiddenSumInput(HiddenNumberInput):
    """A sum that comes back as it was shown."""

    write = staticmethod(amount)


class SumField(RomanianNumberField):
    """A sum of money, printed with all its decimals."""

    widget = SumInput
    hidden_widget = HiddenSumInput
