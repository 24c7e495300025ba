"""Institutions, people and their roles, for administrators."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from plans.admin.access import AdministratorsOnlyMixin
from plans.admin.lists import PlainListMixin
from plans.models import Institution, Membership
from plans.views.access import access_of

User = get_user_model()
# What a person may do comes from roles in institutions alone.
admin.site.unregister([User, Group])


class MembershipInline(AdministratorsOnlyMixin, admin.TabularInline):
    """A person's roles."""

    model = Membership
    extra = 0


@admin.register(User)
class PersonAdmin(PlainListMixin, AdministratorsOnlyMixin, UserAdmin):
    """The people who sign in."""

    inlines = [MembershipInline]
    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Persoana", {"fields": ["first_name", "last_name", "email"]}),
        ("Acces", {"fields": ["is_active", "is_staff", "is_superuser", "last_login"]}),
    ]
    readonly_fields = ["last_login"]

    def get_inlines(self, request, obj):
        """Give roles once the person has an account."""
        return self.inlines if obj else []


@admin.register(Institution)
class InstitutionAdmin(PlainListMixin, AdministratorsOnlyMixin, admin.ModelAdmin):
    """The public bodies and their directorates."""

    list_display = ["name", "short_name", "code", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "code"]

    def has_view_permission(self, request, obj=None):
        """Let those who see a plan read about the institutions that it names."""
        return super().has_view_permission(request, obj) or bool(access_of(request).visible)


@admin.register(Membership)
class MembershipAdmin(PlainListMixin, AdministratorsOnlyMixin, admin.ModelAdmin):
    """Who holds which role, where and until when."""

    list_display = ["user", "role", "institution", "valid_from", "valid_until"]
    list_filter = ["role", "institution"]
    list_select_related = ["user", "institution"]
