"""How the back office edits the rows of a plan: two editors never overwrite each other, every change is kept."""

from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, AdminURLFieldWidget
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from plans.admin.access import PlanAccessMixin
from plans.admin.deletion import DeletionMixin
from plans.admin.lists import PlainListMixin
from portal.display import in_words, shorten
from portal.fields import LineField, ProseField
from portal.forms.numbers import ColumnNumberField, NumberInput
from portal.forms.texts import TextFormField
from portal.forms.versioned import SEEN_VERSION, VersionedForm
from portal.text import whole_number
from portal.versioning import Conflict

# Texts in one spelling; sums written as Romanians write them: 1.234,56.
FORM_FIELDS = {
    LineField: {"form_class": TextFormField, "widget": AdminTextInputWidget},
    ProseField: {"form_class": TextFormField, "widget": AdminTextareaWidget(attrs={"rows": 4})},
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
    models.DecimalField: {"form_class": ColumnNumberField, "widget": NumberInput(attrs={"class": "vTextField"})},
}


class ChangesInWords(HistoricalRecordContextHelper):
    """Says what a change of a row's history changed, from what to what."""

    def stringify_delta_change_values(self, change, old, new):
        """Return both values in words."""
        field = self.model._meta.get_field(change.field)
        return shorten(in_words(old, field)), shorten(in_words(new, field))


class VersionedAdmin(PlainListMixin, DeletionMixin, PlanAccessMixin, SimpleHistoryAdmin):
    """A page for rows that several people edit, each with its history."""

    form = VersionedForm
    formfield_overrides = FORM_FIELDS
    object_history_list_template = "plans/admin/history_list.html"
    object_history_template = "plans/admin/history.html"
    object_history_form_template = "plans/admin/history_form.html"

    def get_fieldsets(self, request, obj=None):
        """Return the page's fieldsets, with the version that an editor saw."""
        return self.with_seen_version(request, obj, list(self.fieldsets))

    def with_seen_version(self, request, obj, fieldsets):
        """Return the fieldsets with the version that an editor saw; readers need none."""
        if not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": [SEEN_VERSION]})]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show or save the form; a save that another one overtakes shows what the other saved."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Conflict:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """Save what was changed; put back a row that was deleted when its history is restored."""
        if change and not form.touched_fields:
            return
        if form.is_restoring and not self.model._base_manager.filter(pk=obj.pk).exists():
            obj._state.adding = True
        super().save_model(request, obj, form, change)

    def log_change(self, request, obj, message):
        """Log a change under the page's own kind, also when a state from the history was restored."""
        return super().log_change(request, self.model._base_manager.get(pk=obj.pk), message)

    def history_view(self, request, object_id, extra_context=None):
        """Show who changed what in the row, and when; a row of a plan one does not see is not found."""
        number_or_404(object_id)
        try:
            return super().history_view(request, object_id, extra_context)
        except PermissionDenied as refused:
            raise Http404 from refused

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show the row as it was and, on request, restore it so."""
        keys = {"pk": number_or_404(version_id), self.opts.pk.attname: number_or_404(object_id)}
        record = self.model.history.filter(**keys).first()
        if record is None or not self.has_view_permission(request, record.instance):
            raise Http404
        if not self.has_change_permission(request, record.instance):
            raise PermissionDenied
        try:
            with transaction.atomic():
                return super().history_form_view(request, object_id, version_id, extra_context)
        except Conflict:
            return super().history_form_view(request, object_id, version_id, extra_context)

    def get_historical_record_context_helper(self, request, historical_record):
        """Return what puts a change in words."""
        return ChangesInWords(self.model, historical_record)


def number_or_404(text: str) -> int:
    """Return the key that an address names; what is not a number is not found."""
    number = whole_number(text, digits=18)
    if number is None:
        raise Http404
    return number
