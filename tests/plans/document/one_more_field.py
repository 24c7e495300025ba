"""A plugin of the test run: the declaration with one more field, before anything is made of it."""

import importlib.util
import sys
from pathlib import Path

NAME = "plans.document.fields"
SOURCE = Path(__file__).parents[3] / "plans" / "document" / "fields.py"

_spec = importlib.util.spec_from_file_location(NAME, SOURCE)
fields = importlib.util.module_from_spec(_spec)
sys.modules[NAME] = fields
_spec.loader.exec_module(fields)
fields.ELEMENT_FIELDS += (
    fields.ElementField(name="lessons", kind=fields.FieldKind.PROSE, label="Lecții învățate", word="ce s-a învățat"),
)
