"""One proxy per kind of element: one table, but a page, permissions and an import of its own for each."""

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete

from plans.models.element import HISTORY, Element, ElementQuerySet
from plans.models.level import Level


class KindManager(models.Manager.from_queryset(ElementQuerySet)):
    """Elements of the proxy's kind."""

    def get_queryset(self):
        """Keep the elements whose level is of the kind."""
        return super().get_queryset().filter(level__kind=self.model.kind)


class StrategicObjective(Element):
    """A result over several planning cycles."""

    kind = Level.ElementKind.STRATEGIC_OBJECTIVE
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "obiectiv strategic"
        verbose_name_plural = "obiective strategice"


class GeneralObjective(Element):
    """A wide result that specific objectives serve."""

    kind = Level.ElementKind.GENERAL_OBJECTIVE
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "obiectiv general"
        verbose_name_plural = "obiective generale"


class SpecificObjective(Element):
    """A specific objective or direction of action."""

    kind = Level.ElementKind.SPECIFIC_OBJECTIVE
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "obiectiv specific"
        verbose_name_plural = "obiective specifice"


class Axis(Element):
    """A development axis, the top grouping of measures."""

    kind = Level.ElementKind.AXIS
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "axă"
        verbose_name_plural = "axe"


class Measure(Element):
    """What is done, with result, terms and who answers for it."""

    kind = Level.ElementKind.MEASURE
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "măsură"
        verbose_name_plural = "măsuri"


class Action(Element):
    """A step of a measure or objective."""

    kind = Level.ElementKind.ACTION
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "acțiune"
        verbose_name_plural = "acțiuni"


class Project(Element):
    """A project named by the plan."""

    kind = Level.ElementKind.PROJECT
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "proiect"
        verbose_name_plural = "proiecte"


class OtherElement(Element):
    """An element of a rank that has no kind of its own."""

    kind = Level.ElementKind.OTHER
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "alt element"
        verbose_name_plural = "alte elemente"


KIND_MODELS = (
    StrategicObjective,
    GeneralObjective,
    SpecificObjective,
    Axis,
    Measure,
    Action,
    Project,
    OtherElement,
)


def _keep_history(kind):
    """Keep the history of a proxy's rows with that of all elements.

    Django announces what happens to a proxy's rows in the proxy's own name, which the history of Element does not hear.
    """
    kind._meta.simple_history_manager_attribute = HISTORY.manager_name
    post_save.connect(HISTORY.post_save, sender=kind, weak=False)
    pre_delete.connect(HISTORY.pre_delete, sender=kind, weak=False)
    post_delete.connect(HISTORY.post_delete, sender=kind, weak=False)


for _kind in KIND_MODELS:
    _keep_history(_kind)
