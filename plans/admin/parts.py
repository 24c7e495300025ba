"""The parts of a plan that are not in its tree: rows of the plan's page, each with a page and a history of its own."""

from django.contrib import admin
from django.shortcuts import redirect

from plans.admin.access import PlanAccessMixin
from plans.admin.deletion import KeptFormSet
from plans.admin.editing import FORM_FIELDS, EditedAdmin
from plans.admin.filters import PlanFilter
from plans.admin.places import place_of
from plans.forms.parts import FIELDS, LevelForm, limited
from plans.forms.versioned import SEEN, VersionedForm
from plans.models import AdoptionAct, BudgetLine, Level, Section, Signatory


class PartInline(PlanAccessMixin):
    """The rows of a plan's page; who changes the plan changes them."""

    form = VersionedForm
    formset = KeptFormSet
    formfield_overrides = FORM_FIELDS
    plan_attribute = "pk"
    extra = 0
    show_change_link = True
    classes = ["collapse"]

    def get_fields(self, request, obj=None):
        """Return the row's fields, with the version that an editor saw."""
        return ["position", *FIELDS[self.model], SEEN]

    def get_queryset(self, request):
        """Return the rows in their order."""
        return super().get_queryset(request).select_related("plan").order_by("position", "pk")

    def get_formset(self, request, obj=None, **kwargs):
        """Return the formset, its choices limited to the plan's own levels."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = limited(formset.form, obj)
        return formset


class SectionInline(PartInline, admin.StackedInline):
    """The narrative of the plan."""

    model = Section


class LevelInline(PartInline, admin.StackedInline):
    """The ranks of the plan."""

    model = Level
    form = LevelForm
    fk_name = "plan"


class AdoptionActInline(PartInline, admin.StackedInline):
    """The acts that adopted the plan."""

    model = AdoptionAct


class BudgetLineInline(PartInline, admin.TabularInline):
    """The plan's budget."""

    model = BudgetLine


class SignatoryInline(PartInline, admin.TabularInline):
    """Who signed the plan."""

    model = Signatory


INLINES = [SectionInline, LevelInline, AdoptionActInline, BudgetLineInline, SignatoryInline]


class RowAdmin(EditedAdmin):
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
        return redirect(place_of(getattr(obj, self.owner)))


class PartAdmin(RowAdmin):
    """The page of one row of a plan."""

    list_filter = [PlanFilter]
    list_display = ["__str__", "plan", "position"]
    list_select_related = ["plan"]

    def get_fieldsets(self, request, obj=None):
        """Return the row's fields; its plan does not change."""
        return self.with_seen_version(request, obj, [(None, {"fields": ["position", *FIELDS[self.model]]})])

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form, its choices limited to the plan's own levels."""
        form = super().get_form(request, obj, change, **kwargs)
        return limited(form, obj.plan) if obj else form


@admin.register(Level)
class LevelAdmin(PartAdmin):
    """The page of one level."""

    form = LevelForm


admin.site.register([Section, AdoptionAct, BudgetLine, Signatory], PartAdmin)
