"""What stands beside an element's form: its discussions, what other apps add, and how its table is read."""

from plans.models import Element, Plan
from plans.models.level import OWN_COLUMNS
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
    printed = [(column["field"], column["label"]) for column in row.level.columns]
    names = {name for name, _label in printed}
    rest = [(name, str(Element._meta.get_field(name).verbose_name)) for name in sorted(OWN_COLUMNS - {"indicators"})]
    found = []
    for name, label in [*printed, *(one for one in rest if one[0] not in names), ("contributes_to", "contribuie la")]:
        if name == "indicators":
            continue
        known = name in OWN_COLUMNS or name == "contributes_to"
        text = field_in_words(row, name) if known else row.extra.get(name, "")
        found.append((label[:1].upper() + label[1:], text))
    return [(label, text) for label, text in found if text not in ("", EMPTY)]
