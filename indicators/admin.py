"""The indicators of the plans, with their targets."""

from django import forms
from django.contrib import admin
from django.db.models.functions import Length

from indicators.models import Indicator, Target
from indicators.resources import IndicatorResource
from plans.admin.access import PlanAccessMixin, access_of
from plans.admin.choices import ByPlanField, ordered
from plans.admin.editing import FORM_FIELDS, EditedAdmin
from plans.admin.filters import PlanFilter
from plans.admin.parts import RowAdmin
from plans.admin.search import FoldedSearchMixin
from plans.forms import SEEN, VersionedForm
from plans.importing.admin import SafeImportExportMixin
from plans.models import Element, Plan
from plans.models.fields import validate_printable

TARGET = ("kind", "value", "upper_value", "text", "period_start", "period_end")
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


class IndicatorForm(VersionedForm):
    """An indicator; the spaces of its joiner are part of what the plan prints."""

    joiner = forms.CharField(
        label="Legat de cel dinainte prin",
        max_length=10,
        required=False,
        strip=False,
        validators=[validate_printable],
        help_text="Când planul tipărește mai mulți indicatori într-o celulă: „, ” sau „ și ”, cu spații cu tot.",
    )


class TargetInline(PlanAccessMixin, admin.TabularInline):
    """The indicator's targets."""

    model = Target
    form = VersionedForm
    formfield_overrides = FORM_FIELDS
    plan_lookup = "indicator__plan"
    extra = 0
    show_change_link = True
    fields = (*TARGET, SEEN)


@admin.register(Indicator)
class IndicatorAdmin(SafeImportExportMixin, FoldedSearchMixin, EditedAdmin):
    """The indicators of the plans that a person sees."""

    form = IndicatorForm
    resource_classes = [IndicatorResource]
    inlines = [TargetInline]
    list_display = ["title", "element", "nature", "minimal", "plan", "position"]
    list_filter = [PlanFilter, "minimal", "nature"]
    list_select_related = ["plan", "element__level"]
    search_fields = ["title"]
    ordering = INDICATOR_ORDER
    fieldsets = [
        (None, {"fields": ["plan", "element", "position", "joiner", "title", "nature", "minimal"]}),
        ("Cum se măsoară", {"fields": ["unit", "direction", "definition", "verification_source"]}),
        ("Valoarea de referință", {"fields": ["baseline_value", "baseline_period", "baseline_source"]}),
        ("Raportarea", {"fields": ["frequency", "institution"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form; an indicator stays in its plan, on the plan's own elements."""
        form = super().get_form(request, obj, change, **kwargs)
        plans = {obj.plan_id} if obj else access_of(request).editable
        if "plan" in form.base_fields:
            form.base_fields["plan"].queryset = Plan.objects.filter(pk__in=plans)
            form.base_fields["element"].queryset = ordered(Element.objects.filter(level__plan__in=plans))
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer elements under the title of their plan."""
        if db_field.name == "element":
            kwargs["form_class"] = ByPlanField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Target)
class TargetAdmin(RowAdmin):
    """The page of one target."""

    owner = "indicator"
    plan_lookup = "indicator__plan"
    plan_attribute = "indicator.plan_id"
    list_display = ["indicator", "kind", "period_start", "period_end"]
    list_select_related = ["indicator"]
    fieldsets = [(None, {"fields": TARGET})]
