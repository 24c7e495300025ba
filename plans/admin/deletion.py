"""What goes with a row when it is deleted: said before it goes, and kept whole, to be put back in the workspace."""

from django.contrib.admin.utils import NestedObjects
from django.db import router, transaction
from django.forms.models import BaseInlineFormSet
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.text import capfirst

from plans.admin.addresses import MODELS_BY_KIND, edit_url
from plans.editing.trash.actions import remove
from plans.history.registry import tracked_model
from plans.models import Element
from portal.versioning import Versioned


class RemovalFormSet(BaseInlineFormSet):
    """The rows of a plan on another row's page; what is deleted there is kept whole. The page says by whom."""

    by = None

    def delete_existing(self, obj, commit=True):
        """Take a row out of its plan."""
        if commit:
            take_out(obj, by=self.by)


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

    def save_formset(self, request, form, formset, change):
        """Save the rows beside the page's own, and take out those that are deleted."""
        formset.by = request.user
        super().save_formset(request, form, formset, change)


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
        return format_html('{}: <a href="{}">{}</a>', name, edit_url(row), row)
    except NoReverseMatch:
        return f"{name}: {row}"
