"""What stands beside an element's form: its discussions, what other apps add, and how its table is read."""

from plans.document.fields import ELEMENT_FIELDS, FORM_KINDS, element_field
from plans.models import Element, Plan
from plans.render.column_text import printed_value
from plans.workspace import frame
from portal.display import EMPTY, field_in_words

MOVE_DIRECTIONS = {"sus", "jos"}


def element_context(request, plan: Plan, row: Element) -> dict:
    """Return what the element's page shows besides the form."""
    return {
        "facts": element_facts(row),
        "blocks": frame.blocks(request, plan, row),
        "moved": moved if (moved := request.GET.get("mutat")) in MOVE_DIRECTIONS else "",
    }


def element_facts(row: Element) -> list[tuple[str, str]]:
    """Return what the element says, column by column as its level prints them, without what is empty."""
    headings = {column["field"]: column["label"] for column in row.level.columns}
    said = [one for one in ELEMENT_FIELDS if one.is_fact and one.kind in FORM_KINDS]
    own = {column.field: column for column in row.level.own_columns}
    found = []
    for name, label in {**headings, **{one.name: headings.get(one.name, one.label) for one in said}}.items():
        declared = element_field(name)
        if declared is None or declared.kind in FORM_KINDS:
            text = field_in_words(row, name) if declared else printed_value(own[name], row.extra.get(name, ""))
            found.append((label[:1].upper() + label[1:], text))
    return [(label, text) for label, text in found if text not in ("", EMPTY)]
