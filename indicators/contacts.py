"""Whom to ask about late reports: the people beside institutions, shown to those of the portal and to no reader."""

from collections import defaultdict
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.models import ContactPerson, Element, Institution, Plan


def contacts_by_institution(institutions: Iterable[int]) -> dict[int, list[ContactPerson]]:
    """Return the contact persons of some institutions, by the key of each; one query."""
    found = defaultdict(list)
    for one in ContactPerson.objects.filter(institution__in=institutions):
        found[one.institution_id].append(one)
    return dict(found)


def contacts_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return, to stand beside the plan, whom to ask in the institutions that report it; nothing where none is known."""
    if element is not None:
        return SafeString("")
    rows = ContactPerson.objects.filter(institution__indicators__plan=plan).select_related("institution").distinct()
    found: dict[Institution, list[ContactPerson]] = {}
    for one in rows.order_by("institution__name", "name", "pk"):
        found.setdefault(one.institution, []).append(one)
    if not found:
        return SafeString("")
    return SafeString(render_to_string("indicators/_contacts_block.html", {"found": found}))
