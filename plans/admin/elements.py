"""One page per kind of element: strategic objectives, general objectives, axes, measures …"""

from django.contrib import admin
from django.db.models.functions import Length

from plans.admin.editing import VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.admin.search import FoldedSearchMixin
from plans.editing.elements.forms import element_form_class
from plans.exchange.elements import ElementResource
from plans.exchange.imports.admin import SafeImportExportMixin
from plans.models import KIND_MODELS
from plans.render.column_text import printed_value
from portal.display import shorten

# As in the plan; where no position tells elements apart, 1.2 before 1.10.
PLAN_ORDER = (
    "level__plan__short_title",
    "level__plan",
    "level__position",
    "parent__parent__position",
    "parent__position",
    "position",
    Length("code"),
    "code",
    "pk",
)


class ElementAdmin(SafeImportExportMixin, FoldedSearchMixin, VersionedAdmin):
    """The elements of one kind."""

    resource_classes = [ElementResource]
    plan_lookup = "level__plan"
    plan_attribute = "level.plan_id"
    list_display = ["code_in_plan", "title", "under", "plan", "position"]
    list_display_links = ["code_in_plan", "title"]
    list_filter = [PlanFilter]
    list_select_related = ["level__plan", "parent__level"]
    list_per_page = 100
    search_fields = ["code", "title"]
    ordering = PLAN_ORDER

    def plan_of(self, obj):
        """The element's plan; an element of another kind has no page here."""
        plan = super().plan_of(obj)
        return plan if plan is not None and obj.level.kind == self.model.kind else None

    def get_queryset(self, request):
        """The elements with their level, which names their plan and prints their code."""
        return super().get_queryset(request).select_related("level__plan", "level__parent")

    def row_form(self, request, obj):
        """The workspace's form for the element's level, as this person may fill it in."""
        form = element_form_class(obj.level)
        return type(form.__name__, (form,), {"__module__": form.__module__, "user": request.user})

    def get_fieldsets(self, request, obj=None):
        """For readers, the texts of the plan's own columns together."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj.level.own_columns and not self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"].append("own_columns")
        return fieldsets

    @admin.display(description="cod", ordering="code")
    def code_in_plan(self, element):
        """The code as the plan prints it."""
        return element.printed_code or "–"

    @admin.display(description="sub")
    def under(self, element):
        """The element above, by its code or by the beginning of its title."""
        above = element.parent
        return above.printed_code or shorten(above.title, 40) if above else "–"

    @admin.display(description="plan")
    def plan(self, element):
        """The element's plan."""
        return element.level.plan

    @admin.display(description="coloane proprii")
    def own_columns(self, element):
        """The texts of the plan's own columns."""
        return "; ".join(
            f"{column.label}: {printed_value(column, element.extra[column.field])}"
            for column in element.level.own_columns
            if column.field in element.extra
        )


for kind in KIND_MODELS:
    admin.site.register(kind, ElementAdmin)
