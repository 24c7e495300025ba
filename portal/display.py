"""What a row holds in one of its fields, in words a person reads."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import formats, timezone

EMPTY = "(gol)"


def in_words(value, field=None) -> str:
    """Return a stored value in words; `field` tells what the choices of a vocabulary are called."""
    if value is None or value == "" or value == [] or value == {}:
        return EMPTY
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "da" if value else "nu"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {in_words(one)}" for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(in_words(one) for one in value)
    if isinstance(value, Decimal):
        return formats.number_format(value, force_grouping=True)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "d.m.Y H:i")
    if isinstance(value, date):
        return formats.date_format(value, "d.m.Y")
    return str(formats.localize(value)) if not isinstance(value, str) else value


def field_in_words(row, name: str) -> str:
    """Return what the row holds in the field of this name, in words."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return in_words([str(one) for one in getattr(row, name).all()])
    return in_words(getattr(row, name), field)


def first_sentence(text: str, limit: int = 140) -> str:
    """Return how a text begins, up to the end of its first sentence or to the last whole word within the limit.

    >>> first_sentence("Publicați lista. Ea lipsește din martie.")
    'Publicați lista.'
    >>> first_sentence("Raportați fără întârziere incidentele", limit=20)
    'Raportați fără …'
    """
    line = " ".join(text.split())
    end = re.search(r"[.!?](?= [A-ZĂÂÎȘȚ„])", line)
    sentence = line[: end.end()] if end else line
    return sentence if len(sentence) <= limit else f"{sentence[: limit - 1].rsplit(' ', 1)[0].rstrip(',;:')} …"


def shorten(text: str, limit: int = 400) -> str:
    """Return the text, or its beginning where it is longer than the limit."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()} […]"
