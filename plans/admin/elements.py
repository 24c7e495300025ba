"""One page per kind of element: strategic objectives, general objectives, axes, measures …"""

from django import forms
from django.contrib import admin

from plans.access import access_of
from plans.admin.choices import (
    PLAN_ORDER,
    PlanGroupedChoiceField,
    PlanMultipleChoiceField,
    levels_for,
    parents_for,
    targets_for,
)
from plans.admin.editing import VersionedAdmin
from plans.admin.filters import PlanFilter
from plans.admin.search import FoldedSearchMixin
from plans.document.fields import ELEMENT_FIELDS, FORM_KINDS, FieldKind, names_of_kinds
from plans.editing.elements.element_form import ElementForm, extra_name, form_with_columns
from plans.exchange.elements import ElementResource
from plans.exchange.imports.admin import SafeImportExportMixin
from plans.models import KIND_MODELS
from portal.display import shorten

WITH_TITLE = tuple(one.name for one in ELEMENT_FIELDS if one.stands_with_title)
POSITION_FIELDS = ("level", "parent", "position", "code", "title", *WITH_TITLE)
LINK_FIELDS = names_of_kinds(FieldKind.LINKS)
COLUMN_FIELDS = tuple(name for name in names_of_kinds(*FORM_KINDS) if name not in (*WITH_TITLE, *LINK_FIELDS))


class ElementAdmin(SafeImportExportMixin, FoldedSearchMixin, VersionedAdmin):
    """The elements of one kind."""

    form = ElementForm
    resource_classes = [ElementResource]
    plan_lookup = "level__plan"
    plan_attribute = "level.plan_id"
    list_display = ["printed", "title", "under", "plan", "position"]
    list_display_links = ["printed", "title"]
    list_filter = [PlanFilter]
    list_select_related = ["level__plan", "parent__level"]
    list_per_page = 100
    search_fields = ["code", "title"]
    ordering = PLAN_ORDER
    filter_horizontal = LINK_FIELDS

    def plan_of(self, obj):
        """Return the element's plan; an element of another kind has no page here."""
        plan = super().plan_of(obj)
        return plan if plan is not None and obj.level.kind == self.model.kind else None

    def get_queryset(self, request):
        """Return the elements with their level, which names their plan and prints their code."""
        return super().get_queryset(request).select_related("level__plan", "level__parent")

    def get_fieldsets(self, request, obj=None):
        """Return the place and title, the columns that every plan may have, those of this plan, and the links."""
        own = obj.level.extra_columns if obj else []
        if own and self.has_change_permission(request, obj):
            own = [extra_name(number) for number in range(len(own))]
        elif own:
            own = ["own_columns"]
        fieldsets = [
            (None, {"fields": POSITION_FIELDS}),
            ("Coloanele tabelului", {"fields": (*COLUMN_FIELDS, *own)}),
            ("Legături", {"fields": LINK_FIELDS}),
        ]
        return self.with_seen_version(request, obj, fieldsets)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form, its choices limited to what the level rule and the person's role allow."""
        if obj:
            kwargs["form"] = form_with_columns(self.form, obj.level.extra_columns)
        form = super().get_form(request, obj, change, **kwargs)
        fields, access = form.base_fields, access_of(request)
        if "level" in fields:
            levels = levels_for(self.model.kind, plans=access.editable, element=obj)
            fields["level"].queryset = levels
            fields["parent"].queryset = parents_for(levels, element=obj)
            if not levels.filter(parent__isnull=False).exists():
                fields["parent"].widget = forms.HiddenInput()
            for name in LINK_FIELDS:
                fields[name].queryset = targets_for(plans=access.visible, element=obj)
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer levels and elements under the title of their plan."""
        return super().formfield_for_foreignkey(db_field, request, form_class=PlanGroupedChoiceField, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer elements with their plan, and institutions to tick."""
        if db_field.name in LINK_FIELDS:
            return super().formfield_for_manytomany(db_field, request, form_class=PlanMultipleChoiceField, **kwargs)
        return super().formfield_for_manytomany(db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs)

    @admin.display(description="cod", ordering="code")
    def printed(self, element):
        """Return the code as the plan prints it."""
        return element.printed_code or "–"

    @admin.display(description="sub")
    def under(self, element):
        """Name the element above by its code, or by the beginning of its title."""
        above = element.parent
        return above.printed_code or shorten(above.title, 40) if above else "–"

    @admin.display(description="plan")
    def plan(self, element):
        """Return the element's plan."""
        return element.level.plan

    @admin.display(description="coloane proprii")
    def own_columns(self, element):
        """Return the texts of the plan's own columns, for readers."""
        return "; ".join(
            f"{label}: {element.extra[name]}" for name, label in element.level.extra_columns if name in element.extra
        )


for kind in KIND_MODELS:
    admin.site.register(kind, ElementAdmin)
