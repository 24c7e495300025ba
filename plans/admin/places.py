"""Where in the back office a row is mended."""

from django.urls import reverse

from plans.models import KIND_MODELS, Element

KINDS = {model.kind: model for model in KIND_MODELS}


def deleted_from(plan, limit=20) -> list[tuple[str, str]]:
    """Return the elements last deleted from a plan, each with the address of its history, where it can be restored."""
    gone = Element.history.filter(history_type="-", level__plan=plan).exclude(id__in=Element.objects.values("pk"))
    found = {}
    for row in gone.select_related("level")[:limit]:
        page = f"admin:plans_{KINDS[row.level.kind]._meta.model_name}_history"
        found.setdefault(row.id, (f"{row.code} {row.title}".strip()[:120], reverse(page, args=[row.id])))
    return list(found.values())


def place_of(row) -> str:
    """Return the address of the page where the row is changed; an element's page is that of its kind."""
    model = KINDS[row.level.kind] if isinstance(row, Element) else type(row)
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
