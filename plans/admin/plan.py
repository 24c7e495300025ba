"""The plan's page: its fields, sections, levels, acts, budget and signatories, and the way to all the rest."""

from django.contrib import admin
from django.db.models import Max, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from plans.access import access_of
from plans.admin.deletion import row_link
from plans.admin.editing import VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.admin.settings import INLINES
from plans.editing.settings.forms import PlanForm
from plans.models import Edition, Institution, Plan


@admin.register(Plan)
class PlanAdmin(VersionedAdmin):
    """The working plans."""

    form = PlanForm
    plan_lookup = "pk"
    plan_attribute = "pk"
    inlines = INLINES
    change_form_template = "plans/admin/plan_change.html"
    list_display = ["short_title", "owner", "period_start", "period_end", "edition", "publication"]
    list_select_related = ["owner"]
    fieldsets = [
        (None, {"fields": ["short_title", "title", "subtitle", "letterhead", "slug"]}),
        ("Cine și când", {"fields": ["owner", "reviewer", "period_start", "period_end"]}),
    ]

    def has_module_permission(self, request):
        """Show the page also to those who have no plan yet, but may write one."""
        return super().has_module_permission(request) or self.has_add_permission(request)

    def has_view_permission(self, request, obj=None):
        """Let those who may write a plan come to the list, even empty."""
        return super().has_view_permission(request, obj) or (obj is None and self.has_add_permission(request))

    def has_add_permission(self, request, obj=None):
        """Let those who write the plans of an institution begin one."""
        return bool(access_of(request).institutions)

    def get_queryset(self, request):
        """Return the plans with the number of their newest edition."""
        return super().get_queryset(request).select_related("owner").annotate(newest=Max("editions__number"))

    def get_inlines(self, request, obj):
        """Show the parts once the plan itself is saved."""
        return self.inlines if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form; a plan goes only to an institution whose plans the person may write."""
        form = super().get_form(request, obj, change, **kwargs)
        form.is_published = obj is not None and obj.editions.exists()
        if "owner" in form.base_fields:
            mine = Q(pk__in=access_of(request).institutions) | Q(pk=obj and obj.owner_id)
            form.base_fields["owner"].queryset = Institution.objects.filter(mine)
        return form

    def delete_model(self, request, obj):
        """Delete a plan, which then is in no plan's history; one with editions or elements is protected."""
        obj.delete()

    def delete_queryset(self, request, queryset):
        """Delete plans."""
        queryset.delete()

    def get_deleted_objects(self, objs, request):
        """Say of plans with editions that those are what protects them."""
        editions = Edition.objects.filter(plan__in=[plan.pk for plan in objs]).defer("document").select_related("plan")
        if editions:
            return [], {}, set(), [row_link(edition) for edition in editions]
        return super().get_deleted_objects(objs, request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Show beside the form what else belongs to the plan."""
        if change and obj:
            context["contents"] = self.contents(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def contents(self, request, plan):
        """Return the lists that hold the plan's rows: name, address, number of rows."""
        kinds = set(plan.level_set.values_list("kind", flat=True))
        found = []
        for model, page in self.admin_site._registry.items():
            in_menu = PlanFilter in (page.list_filter or ()) and page.has_module_permission(request)
            if in_menu and getattr(model, "kind", None) in {None, *kinds}:
                rows = page.get_queryset(request).filter(**{page.plan_lookup: plan.pk})
                address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
                found.append((model._meta.verbose_name_plural, f"{address}?plan={plan.pk}", rows.count()))
        return found

    def response_post_save_add(self, request, obj):
        """Lead to the new plan's page, where its parts are added."""
        return redirect("admin:plans_plan_change", obj.pk)

    @admin.display(description="ediția", ordering="newest")
    def edition(self, plan):
        """Return the number of the plan's newest edition."""
        return plan.newest or "nepublicat"

    @admin.display(description="publicare")
    def publication(self, plan):
        """Return the way to the page that checks and publishes the plan."""
        return format_html('<a href="{}">Verifică și publică</a>', reverse("plans:approval", args=[plan.slug]))
