"""The parts of a plan that are not in its tree: rows of the plan's page, each with a page and a history of its own."""

from django.contrib import admin
from django.shortcuts import redirect

from plans.admin.access import PlanAccessMixin
from plans.admin.addresses import edit_url
from plans.admin.deletion import RemovalFormSet
from plans.admin.editing import FORM_FIELDS, VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.editing.settings.forms import SETTING_FIELDS, LevelForm, limit_choices
from plans.models import AdoptionAct, BudgetLine, Level, Section, Signatory
from portal.forms.versioned import SEEN_VERSION, VersionedForm


class PlanSettingInline(PlanAccessMixin):
    """The rows of a plan's page; who changes the plan changes them."""

    form = VersionedForm
    formset = RemovalFormSet
    formfield_overrides = FORM_FIELDS
    plan_attribute = "pk"
    extra = 0
    show_change_link = True
    classes = ["collapse"]

    def get_fields(self, request, obj=None):
        """Return the row's fields, with the version that an editor saw."""
        return ["position", *SETTING_FIELDS[self.model], SEEN_VERSION]

    def get_queryset(self, request):
        """Return the rows in their order."""
        return super().get_queryset(request).select_related("plan").order_by("position", "pk")

    def get_formset(self, request, obj=None, **kwargs):
        """Return the formset, its choices limited to the plan's own levels."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = limit_choices(formset.form, obj)
        return formset


class SectionInline(PlanSettingInline, admin.StackedInline):
    """The narrative of the plan."""

    model = Section


class LevelInline(PlanSettingInline, admin.StackedInline):
    """The ranks of the plan."""

    model = Level
    form = LevelForm
    fk_name = "plan"


class AdoptionActInline(PlanSettingInline, admin.StackedInline):
    """The acts that adopted the plan."""

    model = AdoptionAct


class BudgetLineInline(PlanSettingInline, admin.TabularInline):
    """The plan's budget."""

    model = BudgetLine


class SignatoryInline(PlanSettingInline, admin.TabularInline):
    """Who signed the plan."""

    model = Signatory


INLINES = [SectionInline, LevelInline, AdoptionActInline, BudgetLineInline, SignatoryInline]


class OwnedRowAdmin(VersionedAdmin):
    """The page of one row of another page; rows are added there, and one comes here from there."""

    # The row whose page this row is on.
    owner = "plan"

    def has_module_permission(self, request):
        """Leave the page out of the menu."""
        return False

    def has_add_permission(self, request, obj=None):
        """Add no row here."""
        return False

    def response_post_save_change(self, request, obj):
        """Lead back to the page that the row is on."""
        return redirect(edit_url(getattr(obj, self.owner)))


class PlanSettingAdmin(OwnedRowAdmin):
    """The page of one row of a plan."""

    list_filter = [PlanFilter]
    list_display = ["__str__", "plan", "position"]
    list_select_related = ["plan"]

    def get_fieldsets(self, request, obj=None):
        """Return the row's fields; its plan does not change."""
        return self.with_seen_version(request, obj, [(None, {"fields": ["position", *SETTING_FIELDS[self.model]]})])

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form, its choices limited to the plan's own levels."""
        form = super().get_form(request, obj, change, **kwargs)
        return limit_choices(form, obj.plan) if obj else form


@admin.register(Level)
class LevelAdmin(PlanSettingAdmin):
    """The page of one level."""

    form = LevelForm


admin.site.register([Section, AdoptionAct, BudgetLine, Signatory], PlanSettingAdmin)
