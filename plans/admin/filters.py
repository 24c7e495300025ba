"""Filters of lists by plan, limited to the plans that a person sees."""

from django.contrib.admin import SimpleListFilter

from plans import permissions


class PlanFilter(SimpleListFilter):
    """Keeps the rows of one plan."""

    title = "plan"
    parameter_name = "plan"

    def lookups(self, request, model_admin):
        """Return the plans that the person sees."""
        self.lookup = model_admin.plan_lookup
        plans = permissions.visible_plans(request.user).order_by("short_title")
        return [(str(plan.pk), plan.short_title) for plan in plans]

    def has_output(self):
        """Show the filter even for a single plan: it says which plan the rows are of."""
        return bool(self.lookup_choices)

    def queryset(self, request, queryset):
        """Keep the plan's rows; a plan that the person does not see has none."""
        if self.value() is None:
            return queryset
        known = {key for key, _title in self.lookup_choices}
        return queryset.filter(**{self.lookup: int(self.value())}) if self.value() in known else queryset.none()
