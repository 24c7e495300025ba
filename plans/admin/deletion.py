"""What goes with a row when it is deleted, said before it goes."""

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.text import capfirst

from plans.admin.places import KINDS, place_of
from plans.models import Element


class DeletionMixin:
    """Names what would be deleted as the pages of the back office name it."""

    def get_deleted_objects(self, objs, request):
        """Return what would go as a nested list, how many of each, what the person may not delete, what protects."""
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        counts = {
            model._meta.verbose_name_plural: len(rows)
            for model, rows in collector.model_objs.items()
            if not model._meta.auto_created
        }
        return collector.nested(described), counts, set(), [described(row) for row in collector.protected]


def described(row):
    """Return a row's kind and name, leading to its page where it has one."""
    if row._meta.auto_created:
        ends = [str(getattr(row, field.name)) for field in row._meta.fields if field.is_relation]
        return "Legătură: " + " – ".join(ends)
    model = KINDS[row.level.kind] if isinstance(row, Element) else type(row)
    name = capfirst(model._meta.verbose_name)
    try:
        return format_html('{}: <a href="{}">{}</a>', name, place_of(row), row)
    except NoReverseMatch:
        return f"{name}: {row}"
