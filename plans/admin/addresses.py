"""Where in the back office a row is mended."""

from django.urls import reverse

from plans.models import KIND_MODELS, Element

MODELS_BY_KIND = {model.kind: model for model in KIND_MODELS}


def edit_url(row) -> str:
    """Return the address of the page where the row is changed; an element's page is that of its kind."""
    model = MODELS_BY_KIND[row.level.kind] if isinstance(row, Element) else type(row)
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
