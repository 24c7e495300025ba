"""The indicators of the plans and their targets; both are added and ordered in the workspace."""

from django.contrib import admin
from django.db.models.functions import Length

from indicators.editing.actions import change_indicator
from indicators.editing.forms import EditIndicatorForm, indicator_form_class
from indicators.editing.resource import IndicatorResource
from indicators.editing.target_forms import target_form_class
from indicators.models import Indicator, Target
from plans.admin.editing import VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.admin.search import FoldedSearchMixin
from plans.exchange.imports.admin import SafeImportExportMixin

INDICATOR_ORDER = (
    "plan__short_title",
    "plan",
    "element__level__position",
    "element__parent__position",
    "element__position",
    Length("element__code"),
    "element__code",
    "position",
    "pk",
)


@admin.register(Indicator)
class IndicatorAdmin(SafeImportExportMixin, FoldedSearchMixin, VersionedAdmin):
    """The indicators of the plans that a person sees."""

    resource_classes = [IndicatorResource]
    list_display = ["title", "number", "element", "nature", "minimal", "plan", "position"]
    list_filter = [PlanFilter, "minimal", "nature"]
    list_select_related = ["plan", "element__level"]
    search_fields = ["title"]
    ordering = INDICATOR_ORDER

    def row_form(self, request, obj):
        """The workspace's form of an indicator."""
        return indicator_form_class(EditIndicatorForm)

    def save_model(self, request, obj, form, change):
        """Save what was touched; an indicator that goes to another element becomes the last there."""
        if form.touched_fields:
            change_indicator(obj, form.save, by=request.user, is_moved="element" in form.touched_fields)


@admin.register(Target)
class TargetAdmin(VersionedAdmin):
    """The targets of the indicators; the page of their plan leads to them, not the menu."""

    plan_lookup = "indicator__plan"
    plan_attribute = "indicator.plan_id"
    list_filter = [PlanFilter]
    list_display = ["indicator", "kind", "period_start", "period_end", "replaced_on"]
    list_select_related = ["indicator__plan"]
    # Deleted one by one, as some of them must stay.
    actions = None

    def has_module_permission(self, request):
        """Leave the list out of the menu."""
        return False

    def has_change_permission(self, request, obj=None):
        """Leave what others replaced as it was."""
        return super().has_change_permission(request, obj) and (obj is None or obj.replaced_on is None)

    def has_delete_permission(self, request, obj=None):
        """Delete no target that the public has seen."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.must_stay)

    def row_form(self, request, obj):
        """The workspace's form; it asks why where the public has seen the target."""
        return target_form_class(obj.indicator, asks_why=obj.must_stay)
