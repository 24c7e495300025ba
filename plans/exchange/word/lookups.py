"""A document of a person's own."""

from django.shortcuts import get_object_or_404

from plans.models import WordImport


def own_document(user, pk: int) -> WordImport:
    """Return a document of the person's; to anybody else it does not exist."""
    return get_object_or_404(WordImport.objects.select_related("plan", "continues__owner"), pk=pk, added_by=user)
