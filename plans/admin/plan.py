"""The plan's page: its own data, and the way to all that belongs to it."""

from django.contrib import admin
from django.db.models import Max
from django.urls import reverse
from django.utils.html import format_html

from plans.access import access_of
from plans.admin.deletion import row_link
from plans.admin.editing import VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.editing.settings.forms import plan_form
from plans.models import Edition, Element, Plan


@admin.register(Plan)
class PlanAdmin(VersionedAdmin):
    """The working plans."""

    plan_lookup = "pk"
    plan_attribute = "pk"
    change_form_template = "plans/admin/plan_change.html"
    list_display = ["short_title", "owner", "period_start", "period_end", "edition", "publication"]
    list_select_related = ["owner"]

    def get_queryset(self, request):
        """Return the plans with the number of their newest edition."""
        return super().get_queryset(request).select_related("owner").annotate(newest=Max("editions__number"))

    def row_form(self, request, obj):
        """The workspace's form; a plan goes only to an institution whose plans the person may write."""
        return plan_form(obj, owners=access_of(request).institutions)

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
            is_open = PlanFilter in (page.list_filter or ()) and page.has_view_permission(request)
            if is_open and (not issubclass(model, Element) or model.kind in kinds):
                rows = page.get_queryset(request).filter(**{page.plan_lookup: plan.pk})
                address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
                found.append((model._meta.verbose_name_plural, f"{address}?plan={plan.pk}", rows.count()))
        return found

    @admin.display(description="ediția", ordering="newest")
    def edition(self, plan):
        """Return the number of the plan's newest edition."""
        return plan.newest or "nepublicat"

    @admin.display(description="publicare")
    def publication(self, plan):
        """Return the way to the page that checks and publishes the plan."""
        return format_html('<a href="{}">Verifică și publică</a>', reverse("plans:approval", args=[plan.slug]))
