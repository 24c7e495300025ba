"""How the back office changes one row of a plan: with the workspace's own form, under the plan, nothing overwritten.

Rows are added, ordered and moved in the workspace, where one sees what stands around them; their history is told there
too.
"""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from plans.admin.access import PlanAccessMixin
from plans.admin.deletion import DeletionMixin
from plans.admin.lists import PlainListMixin
from plans.history.registry import tracked_model
from plans.locking import lock_plan
from plans.models import Element, Plan
from plans.workspace import frame
from portal.forms.versioned import VersionedForm
from portal.versioning import Conflict


class VersionedAdmin(PlainListMixin, DeletionMixin, PlanAccessMixin, admin.ModelAdmin):
    """The pages of rows that several people edit."""

    change_form_template = "plans/admin/row.html"

    def row_form(self, request, obj) -> type[VersionedForm]:
        """The form in which the workspace has the row typed."""
        raise NotImplementedError

    def has_add_permission(self, request, obj=None):
        """Add nothing here: the workspace does."""
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The workspace's form, for readers too, who are shown what it holds."""
        return self.row_form(request, obj)

    def get_fieldsets(self, request, obj=None):
        """All fields of the form; for readers those that the row itself has."""
        form = self.row_form(request, obj)
        names = form.base_fields if self.has_change_permission(request, obj) else form._meta.fields
        return [(None, {"fields": [*names]})]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form, or save it while the plan is held; a save that another one overtakes shows what was saved."""
        row = self.get_object(request, unquote(object_id)) if request.method == "POST" else None
        if row is None or not self.has_change_permission(request, row):
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with lock_plan(self.plan_of(row), request.user):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Conflict:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_form(self, request, form, change):
        """The row that is to be saved; nothing is saved yet."""
        return form.instance

    def save_model(self, request, obj, form, change):
        """Save what was touched, links too, as the workspace does."""
        if form.touched_fields:
            form.save()

    def save_related(self, request, form, formsets, change):
        """Save nothing more: the form saved its links."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Show the way to the row in the workspace."""
        context["workspace_url"] = frame.edit_url(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        """Lead to the row's history in the workspace; a row of a plan one does not see is not found."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return redirect(history_url(row, Plan.objects.get(pk=self.plan_of(row))))


def history_url(row, plan: Plan) -> str:
    """Where the workspace tells the row's history: an element's own page, or the plan's, of rows of this kind."""
    if isinstance(row, Element):
        return reverse("plans:element_history", args=[plan.slug, row.pk])
    kind = tracked_model(row._meta.concrete_model)
    return reverse("plans:history", args=[plan.slug]) + (f"?fel={kind.slug}" if kind else "")
