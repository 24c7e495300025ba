"""The settings of a plan, each with a page; they are added and ordered in the workspace."""

from django.contrib import admin

from plans.admin.editing import VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.editing.settings.forms import LevelForm, setting_form
from plans.models import AdoptionAct, BudgetLine, Level, Section, Signatory


class PlanSettingAdmin(VersionedAdmin):
    """The settings of one kind; the page of their plan leads to them, not the menu."""

    list_filter = [PlanFilter]
    list_display = ["__str__", "plan", "position"]
    list_select_related = ["plan"]
    ordering = ["plan__short_title", "plan", "position", "pk"]

    def has_module_permission(self, request):
        """Leave the list out of the menu."""
        return False

    def row_form(self, request, obj):
        """The workspace's form; a level's columns are lines of text here."""
        return setting_form(self.model, obj.plan, **({"form": LevelForm} if self.model is Level else {}))


admin.site.register([Section, Level, AdoptionAct, BudgetLine, Signatory], PlanSettingAdmin)
