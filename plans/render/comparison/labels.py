"""What the fields of a plan are called where one edition is compared with another, and their values in words."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from plans.document import (
    ActValue,
    BudgetLineValue,
    LevelValue,
    OriginalValue,
    SectionValue,
    SignatoryValue,
)
from plans.render.facts import DIRECTIONS, FREQUENCIES, NATURES, default_field_name
from plans.render.known_names import known_name
from portal.own_words import own_words
from portal.romanian import amount, long_date, quantity
from portal.translated_words import WordsByCode

NAMES = WordsByCode(
    {
        "title": "Titlu",
        "short_title": "Titlu scurt",
        "subtitle": "Subtitlu",
        "letterhead": "Antet",
        "owner": "Instituția",
        "reviewer": "Evaluat de",
        "period_start": "Începutul perioadei",
        "period_end": "Sfârșitul perioadei",
        "number": "Număr",
        "date": "Data",
        "annex": "Anexa",
        "url": "Adresa",
        "original": "Originalul semnat",
        "name": "Nume",
        "name_plural": "Nume la plural",
        "columns": "Coloane",
        "kind": "Felul",
        "code_format": "Forma codului",
        "parent": "Nivelul de deasupra",
        "level": "Elementele nivelului",
        "heading": "Titlu",
        "body": "Text",
        "block": "Cuprinde",
        "label": "Denumire",
        "year": "Anul",
        "amount": "Suma",
        "unit": "Unitatea de măsură",
        "share": "Ponderea",
        "preamble": "Formula",
        "office": "Funcția",
        "nature": "Tip",
        "minimal": "Indicator minimal",
        "accumulation": "Valorile mai multor perioade",
        "direction": "Sensul bun",
        "baseline_value": "Valoarea de referință",
        "baseline_period": "Perioada de referință",
        "baseline_source": "Sursa valorii de referință",
        "definition": "Definiție",
        "verification_source": "Sursa de verificare",
        "retired_on": "Retras din",
        "retired_reason": "Motivul retragerii",
        "retired_act": "Actul prin care s-a retras",
        "frequency": "Raportat",
        "institution": "Instituția care raportează",
    }
)
WORDS = {
    "kind": WordsByCode(
        {
            "strategic_objective": "obiectiv strategic",
            "general_objective": "obiectiv general",
            "specific_objective": "obiectiv specific",
            "axis": "axă",
            "measure": "măsură",
            "action": "acțiune",
            "project": "proiect",
            "other": "alt element",
        }
    ),
    "nature": NATURES,
    "direction": DIRECTIONS,
    "frequency": FREQUENCIES,
    "accumulation": WordsByCode({"sum": "se adună", "latest": "contează ultima"}),
    "block": WordsByCode(
        {
            "elements": "elementele unui nivel",
            "indicators": "indicatorii",
            "budget": "bugetul",
            "signatures": "semnăturile",
        }
    ),
}
ROW_NAMES = WordsByCode(
    {
        ActValue: "Act de adoptare",
        LevelValue: "Nivel",
        SectionValue: "Secțiune",
        BudgetLineValue: "Linie de buget",
        SignatoryValue: "Semnătură",
    }
)
# Of what is masculine and of what is feminine.
EVENTS = WordsByCode(
    {
        "added": ("adăugat", "adăugată"),
        "removed": ("eliminat", "eliminată"),
        "moved": ("mutat", "mutată"),
        "changed": ("modificat", "modificată"),
    }
)
FEMININE = (SectionValue, BudgetLineValue, SignatoryValue)


def field_name(field: str, columns: dict[str, str]) -> str:
    """Return what a field is called: the heading of its column, else its own name."""
    return known_name(columns.get(field, "")) or NAMES.get(field) or default_field_name(field)


def in_words(field: str, value: object) -> str:
    """Return the value of a field in words."""
    if value is None:
        return ""
    if value is True:
        return gettext("da")
    if isinstance(value, OriginalValue):
        return f"PDF, SHA-256 {value.checksum}"
    if isinstance(value, Decimal):
        return amount(value) if field in ("amount", "share") else quantity(value)
    if isinstance(value, date):
        return long_date(value)
    if field == "code_format":
        return f"„{str(value).format(code='1')}”"
    return WORDS.get(field, {}).get(value) or own_words(str(value))


def row_name(row: object) -> str:
    """Return what kind of thing a row is."""
    return ROW_NAMES[type(row)]


def event_in_words(event: str, thing: object) -> str:
    """Return what happened to a thing, in its gender: a section is „adăugată”, an act „adăugat”."""
    return EVENTS[event][isinstance(thing, FEMININE)]
