"""The institutions, for administrators."""

from django.contrib import admin

from plans.access import access_of
from plans.admin.access import AdministratorsOnlyMixin
from plans.admin.lists import PlainListMixin
from plans.extensions import announce_body_change
from plans.models import ContactPerson, Institution


class ContactPersonInline(admin.TabularInline):
    """Whom to ask about its reports; administrators write them down."""

    model = ContactPerson
    extra = 1


@admin.register(Institution)
class InstitutionAdmin(PlainListMixin, AdministratorsOnlyMixin, admin.ModelAdmin):
    """The public bodies and their directorates."""

    list_display = ["name", "short_name", "code", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "code"]
    inlines = [ContactPersonInline]

    def get_readonly_fields(self, request, obj=None):
        """Leave the name of an institution that exists to its own page, which records the change and what follows."""
        return ("code", "name", "short_name") if obj else ()

    def has_view_permission(self, request, obj=None):
        """Let those who see a plan read about the institutions that it names."""
        return super().has_view_permission(request, obj) or bool(access_of(request).visible)

    def save_model(self, request, obj, form, change):
        """Save the institution; what the public reads of it follows."""
        super().save_model(request, obj, form, change)
        announce_body_change(obj)
