"""Which institutions a form offers: those that last; what is named already stays, and says where it is no more."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import ModelChoiceField

from plans.models import Institution


def choosable_institutions(offered: QuerySet, kept=()) -> QuerySet:
    """Return the lasting ones of those offered, and those named already; each knows whether it `is_ended`."""
    ended = Institution.objects.ended().filter(pk=OuterRef("pk"))
    return Institution.objects.annotate(is_ended=Exists(ended)).filter(
        Q(pk__in=offered.values("pk"), is_ended=False) | Q(pk__in=kept)
    )


def offer_institutions(field: ModelChoiceField, offered: QuerySet, *, kept=(), name_of=str) -> None:
    """Give a field the institutions that may be chosen in it, by their names."""
    field.queryset = choosable_institutions(offered, kept)
    field.label_from_instance = lambda one: choice_name(one, name_of)


def choice_name(institution: Institution, name_of=str) -> str:
    """Return what a choosable institution is called among others."""
    return f"{name_of(institution)} (a încetat)" if institution.is_ended else name_of(institution)
