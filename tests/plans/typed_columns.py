"""The measures of the IT plan with a column of each type."""

from plans.models import Element

COLUMNS = [
    {"field": "note", "label": "Note"},
    {"field": "persoane", "label": "Instruiți", "type": "number", "unit": "persoane"},
    {"field": "buget", "label": "Buget", "type": "money", "unit": "mii lei"},
    {"field": "inceput", "label": "Început", "type": "date"},
    {"field": "anunt", "label": "Anunț", "type": "link"},
    {"field": "stare", "label": "Stare", "type": "choice", "choices": ["în lucru", "gata"]},
]
VALUES = {
    "note": "Două vorbe",
    "persoane": "25",
    "buget": "1250.5",
    "inceput": "2031-05-17",
    "anunt": "https://cjcluj.ro/anunt",
    "stare": "gata",
}
TYPED = ["Două vorbe", "25", "1.250,50 ", "2031-05-17", "https://cjcluj.ro/anunt", "gata"]


def typed_level(plan, **values):
    """Give the measures the columns, and these values to the first of them; return it."""
    level = plan.level_set.get(prefix="m")
    level.columns = COLUMNS
    level.save()
    row = Element.objects.get(level=level, code="1.1")
    row.extra = values
    row.save()
    return row
