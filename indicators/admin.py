"""The indicators of the plans, with their targets."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models.functions import Length

from indicators.editing.forms import IndicatorForm
from indicators.editing.resource import IndicatorResource
from indicators.editing.target_forms import TARGET_FIELDS, TargetForm
from indicators.editing.targets import PROMISE_FIELDS
from indicators.models import Indicator, Target
from plans.access import access_of
from plans.admin.access import PlanAccessMixin
from plans.admin.choices import PlanGroupedChoiceField, order_by_plan
from plans.admin.deletion import RemovalFormSet
from plans.admin.editing import FORM_FIELDS, VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.admin.search import FoldedSearchMixin
from plans.admin.settings import OwnedRowAdmin
from plans.exchange.imports.admin import SafeImportExportMixin
from plans.models import AdoptionAct, Element, Plan
from portal.forms.versioned import SEEN_VERSION

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


class TargetFormSet(RemovalFormSet):
    """The targets in force of one indicator."""

    def clean(self):
        """Refuse to delete what the public has seen, and to change what someone replaced meanwhile."""
        super().clean()
        if any(form.instance.pk is None and form.has_changed() for form in self.initial_forms):
            raise ValidationError(
                "Între timp, altcineva a înlocuit o țintă. Nu s-a schimbat nimic; ce ați scris se vede mai jos. "
                "Deschideți pagina din nou, ca să vedeți ținta de acum."
            )
        for form in self.deleted_forms:
            if form.instance.is_published:
                message = "O țintă publicată nu se șterge: alegeți felul „de stabilit” și scrieți motivul."
                raise ValidationError(f"{form.instance.get_kind_display()}: {message}")


class FormerTargetInline(PlanAccessMixin, admin.TabularInline):
    """What was promised before."""

    model = Target
    plan_lookup = "indicator__plan"
    verbose_name_plural = "ținte înlocuite"
    fields = readonly_fields = (*PROMISE_FIELDS, "set_on", "replaced_on", "reason", "act")
    can_delete = False
    max_num = 0

    def get_queryset(self, request):
        """Return the targets that others replaced."""
        return super().get_queryset(request).exclude(replaced_on=None)

    def has_change_permission(self, request, obj=None):
        """Change nothing of what was promised before."""
        return False

    def has_add_permission(self, request, obj=None):
        """Add nothing to what was promised before."""
        return False


class TargetInline(PlanAccessMixin, admin.TabularInline):
    """The indicator's targets in force."""

    model = Target
    form = TargetForm
    formset = TargetFormSet
    formfield_overrides = FORM_FIELDS
    plan_lookup = "indicator__plan"
    extra = 0
    show_change_link = True
    fields = (*TARGET_FIELDS, SEEN_VERSION)

    def get_queryset(self, request):
        """Return the targets in force."""
        return super().get_queryset(request).in_force()

    def get_formset(self, request, obj=None, **kwargs):
        """Return the formset; a target is changed by an act of its own plan."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["act"].queryset = AdoptionAct.objects.filter(plan=obj.plan_id if obj else None)
        return formset


@admin.register(Indicator)
class IndicatorAdmin(SafeImportExportMixin, FoldedSearchMixin, VersionedAdmin):
    """The indicators of the plans that a person sees."""

    form = IndicatorForm
    resource_classes = [IndicatorResource]
    inlines = [TargetInline, FormerTargetInline]
    list_display = ["title", "number", "element", "nature", "minimal", "plan", "position"]
    list_filter = [PlanFilter, "minimal", "nature"]
    list_select_related = ["plan", "element__level"]
    search_fields = ["title"]
    ordering = INDICATOR_ORDER
    fieldsets = [
        (None, {"fields": ["plan", "element", "position", "joiner", "title", "nature", "minimal"]}),
        ("Cum se măsoară", {"fields": ["unit", "direction", "definition", "verification_source"]}),
        ("Valoarea de referință", {"fields": ["baseline_value", "baseline_period", "baseline_source"]}),
        ("Raportarea", {"fields": ["frequency", "accumulation", "institution"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form; an indicator stays in its plan, on the plan's own elements."""
        form = super().get_form(request, obj, change, **kwargs)
        plans = {obj.plan_id} if obj else access_of(request).editable
        if "plan" in form.base_fields:
            form.base_fields["plan"].queryset = Plan.objects.filter(pk__in=plans)
            form.base_fields["element"].queryset = order_by_plan(Element.objects.filter(level__plan__in=plans))
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer elements under the title of their plan."""
        if db_field.name == "element":
            kwargs["form_class"] = PlanGroupedChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Target)
class TargetAdmin(OwnedRowAdmin):
    """The page of one target."""

    form = TargetForm
    owner = "indicator"
    plan_lookup = "indicator__plan"
    plan_attribute = "indicator.plan_id"
    list_display = ["indicator", "kind", "period_start", "period_end"]
    list_select_related = ["indicator"]
    fieldsets = [(None, {"fields": TARGET_FIELDS})]

    def has_change_permission(self, request, obj=None):
        """Leave what others replaced as it was."""
        return super().has_change_permission(request, obj) and (obj is None or obj.replaced_on is None)

    def has_delete_permission(self, request, obj=None):
        """Delete no target that the public has seen."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not isinstance(obj, Target) or not obj.is_published)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form; a target is changed by an act of its own plan."""
        form = super().get_form(request, obj, change, **kwargs)
        if "act" in form.base_fields:
            form.base_fields["act"].queryset = AdoptionAct.objects.filter(plan=obj.indicator.plan_id)
        return form

    def save_model(self, request, obj, form, change):
        """Save, or replace what the public has seen."""
        if form.is_replacement:
            form.save()
        else:
            super().save_model(request, obj, form, change)
