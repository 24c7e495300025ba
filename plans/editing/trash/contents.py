"""What a removal holds, in words."""

import json

from django.apps import apps

from plans.history.registry import tracked_model
from plans.models import Removal


def contents(removal: Removal) -> list[tuple[str, str]]:
    """Return what was removed, each row as what it is and what it is called; mere links are left out."""
    found = []
    for kept in json.loads(json.loads(removal.rows)["rows"]):
        model = apps.get_model(kept["model"])
        if model._meta.auto_created:
            continue
        plain = {f.name for f in model._meta.concrete_fields if not f.remote_field}
        row = model(pk=kept["pk"], **{name: value for name, value in kept["fields"].items() if name in plain})
        kind = tracked_model(model)
        found.append((kind.one, kind.row_name(row)) if kind else (str(model._meta.verbose_name), ""))
    return found
