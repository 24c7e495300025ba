"""Published editions: to be read; the one thing that can happen to an edition is that it is withdrawn."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from plans import permissions
from plans.admin.access import PlanAccessMixin
from plans.admin.filters import PlanFilter
from plans.admin.lists import PlainListMixin
from plans.models import Edition
from portal.people import person_name


@admin.register(Edition)
class EditionAdmin(PlainListMixin, PlanAccessMixin, admin.ModelAdmin):
    """The editions of the plans that a person sees."""

    change_form_template = "plans/admin/edition.html"
    list_display = ["name", "published_at", "author", "note", "state"]
    list_filter = [PlanFilter]
    list_select_related = ["plan", "published_by", "withdrawal"]
    list_display_links = ["name"]
    fields = ["plan", "number", "published_at", "author", "note", "checksum", "state", "files"]
    ordering = ["plan__short_title", "plan", "-number"]
    actions = None

    def has_add_permission(self, request, obj=None):
        """Add no edition here: publishing makes them."""
        return False

    def has_change_permission(self, request, obj=None):
        """Change no edition."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Delete no edition."""
        return False

    def get_queryset(self, request):
        """Return the editions without their documents, which are long."""
        return super().get_queryset(request).defer("document").select_related("plan", "published_by", "withdrawal")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Offer the withdrawal to those who may publish the plan."""
        is_public = obj is not None and not hasattr(obj, "withdrawal")
        context["can_withdraw"] = is_public and permissions.may_publish(request.user, obj.plan)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="ediția", ordering="number")
    def name(self, edition):
        """Name the edition by its plan and number."""
        return str(edition)

    @admin.display(description="publicată de", ordering="published_by")
    def author(self, edition):
        """Name who published the edition."""
        return person_name(edition.published_by)

    @admin.display(description="starea")
    def state(self, edition):
        """Say whether the public sees the edition, and if not, why."""
        if not hasattr(edition, "withdrawal"):
            return "publică"
        return f"retrasă: {edition.withdrawal.reason}"

    @admin.display(description="pagina și fișierele")
    def files(self, edition):
        """Return the way to the edition's public page and files."""
        if hasattr(edition, "withdrawal"):
            return "Ediția este retrasă."
        page = reverse("public:edition", args=[edition.plan.slug, edition.number])
        return format_html(
            '<a href="{0}">pagina</a>, <a href="{0}plan.pdf">PDF</a>, <a href="{0}plan.json">JSON</a>', page
        )
