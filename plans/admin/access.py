"""Which rows of the back office the signed-in person may see and change."""

from operator import attrgetter

from django.core.exceptions import ObjectDoesNotExist

from plans.access import access_of


class PlanAccessMixin:
    """Lets a person see what belongs to the plans they see, and change what belongs to those they change."""

    # How a row leads to its plan: in queries, and as the attribute that holds the plan's primary key.
    plan_lookup = "plan"
    plan_attribute = "plan_id"

    def plan_of(self, obj):
        """Return the primary key of the row's plan, or None where nothing is left of it."""
        try:
            return attrgetter(self.plan_attribute)(obj)
        except ObjectDoesNotExist:
            return None

    def has_module_permission(self, request):
        """Show the pages in the menu to those who see a plan."""
        return bool(access_of(request).visible)

    def has_view_permission(self, request, obj=None):
        """Let a person see the rows of the plans they see."""
        visible = access_of(request).visible
        return bool(visible) if obj is None else self.plan_of(obj) in visible

    def has_change_permission(self, request, obj=None):
        """Let a person change the rows of the plans they change."""
        editable = access_of(request).editable
        return bool(editable) if obj is None else self.plan_of(obj) in editable

    def has_delete_permission(self, request, obj=None):
        """Let a person delete the rows of the plans they change."""
        return self.has_change_permission(request, obj)

    def get_queryset(self, request):
        """Keep the rows of the plans that the person sees."""
        return super().get_queryset(request).filter(**{f"{self.plan_lookup}__in": access_of(request).visible})


class AdministratorsOnlyMixin:
    """Keeps a page for administrators."""

    def has_module_permission(self, request):
        """Show the page in the menu to administrators."""
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        """Let administrators see the rows."""
        return request.user.is_superuser

    def has_add_permission(self, request, obj=None):
        """Let administrators add rows."""
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        """Let administrators change rows."""
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        """Let administrators delete rows."""
        return request.user.is_superuser
