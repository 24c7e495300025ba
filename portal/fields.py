"""Text fields that keep Romanian text in one spelling on every way in: form, import, fixture, code."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from portal.text import UNPRINTABLE, normalise

PROSE_LIMIT = 20_000


def validate_printable(value):
    """Refuse characters that no keyboard types and that a database or an XML file cannot hold."""
    found = UNPRINTABLE.search(value)
    if found:
        raise ValidationError(
            "Textul conține un caracter nepermis (U+%(code)s) la poziția %(place)s. Ștergeți-l și salvați din nou.",
            code="unprintable",
            params={"code": f"{ord(found[0]):04X}", "place": found.start() + 1},
        )


class NormalisedMixin:
    """Normalises the text whenever it is read from outside or written to the database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.validators.append(validate_printable)

    def to_python(self, value):
        """Return the text in the one spelling."""
        value = super().to_python(value)
        return normalise(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        """Return the text as the database stores and compares it."""
        value = super().get_prep_value(value)
        return normalise(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        """Keep the instance equal to what the database will hold."""
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


class LineField(NormalisedMixin, models.CharField):
    """One line of text: a heading, a code, a term as printed."""

    def to_python(self, value):
        """Return the text as one line."""
        value = super().to_python(value)
        return " ".join(value.split()) if isinstance(value, str) else value


class ProseField(NormalisedMixin, models.TextField):
    """Paragraphs of plain text, an empty line between them; at most 20,000 characters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.validators.append(MaxLengthValidator(PROSE_LIMIT))
