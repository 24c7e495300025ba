"""Text fields that keep what is typed in the one spelling of all texts."""

from django import forms
from django.core.validators import MaxLengthValidator

from portal.fields import PROSE_LIMIT, validate_printable
from portal.text import normalise


class TextFormField(forms.CharField):
    """Text in the one spelling, so that retyping what is stored is not a change."""

    def to_python(self, value):
        """Return the text as it would be stored."""
        return normalise(super().to_python(value))


class LineFormField(TextFormField):
    """One line of text; line breaks become spaces, so that it can stand in the head of a mail."""

    default_validators = (validate_printable,)

    def to_python(self, value):
        """Return the text as one line."""
        return " ".join(super().to_python(value).split())


class ProseFormField(TextFormField):
    """Paragraphs of a plan's own column, by the rules of every other text."""

    widget = forms.Textarea
    default_validators = (validate_printable, MaxLengthValidator(PROSE_LIMIT))
