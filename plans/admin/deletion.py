"""What goes with a row when it is deleted: said before it goes, and kept whole, to be put back in the workspace."""

from django.contrib.admin.utils import NestedObjects
from django.db import router, transaction
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from plans.editing.trash.actions import remove
from plans.history.registry import tracked_model
from plans.models import KIND_MODELS, Element
from portal.versioning import Versioned

MODELS_BY_KIND = {model.kind: model for model in KIND_MODELS}


class DeletionMixin:
    """Names what would be deleted as the pages of the back office name it, and keeps it whole."""

    def get_deleted_objects(self, objs, request):
        """Return what would go as a nested list, how many of each, what the person may not delete, what protects."""
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        counts = {
            model._meta.verbose_name_plural: len(rows)
            for model, rows in collector.model_objs.items()
            if not model._meta.auto_created
        }
        return collector.nested(row_link), counts, set(), [row_link(row) for row in collector.protected]

    def delete_model(self, request, obj):
        """Take a row out of its plan."""
        take_out(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        """Take rows out of their plans, each with what hangs on it."""
        with transaction.atomic():
            for row in queryset:
                if self.model._base_manager.filter(pk=row.pk).exists():
                    take_out(row, by=request.user)


def take_out(row: Versioned, *, by) -> None:
    """Take a row out of its plan with all that hangs on it, whatever state it is in."""
    stored = row._meta.concrete_model._base_manager.get(pk=row.pk)
    remove(stored, by=by, plan=tracked_model(type(stored)).plan_of(stored), version=stored.version)


def row_link(row):
    """Return a row's kind and name, leading to its page where it has one."""
    if row._meta.auto_created:
        ends = [str(getattr(row, field.name)) for field in row._meta.fields if field.is_relation]
        return "Legătură: " + " – ".join(ends)
    model = MODELS_BY_KIND[row.level.kind] if isinstance(row, Element) else type(row)
    name = capfirst(model._meta.verbose_name)
    try:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
        return format_html('{}: <a href="{}">{}</a>', name, address, row)
    except NoReverseMatch:
        return f"{name}: {row}"
