"""How the rows of the workspace are found for a person: what they may not see does not exist."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from plans import permissions
from plans.models import Element, Plan


def plan_to_read(user, slug: str) -> Plan:
    """Return a working plan that the person sees; 403 for one that they saw once, 404 for any other."""
    plan = permissions.visible_plans(user).select_related("owner", "reviewer").filter(slug=slug).first()
    if plan is not None:
        return plan
    if slug in permissions.remembered_plans(user):
        raise PermissionDenied
    raise Http404


def plan_to_write(user, slug: str) -> Plan:
    """Return a working plan that the person changes; 403 for one that they only see, 404 for any other."""
    plan = plan_to_read(user, slug)
    if not permissions.may_edit(user, plan):
        raise PermissionDenied
    return plan


def element_of(plan: Plan, pk) -> Element:
    """Return an element of the plan; 404 for one of another plan and for what is not a number."""
    elements = Element.objects.filter(level__plan=plan).select_related(
        "level__parent", "level__plan__owner", "parent__level"
    )
    try:
        return get_object_or_404(elements, pk=int(pk))
    except (TypeError, ValueError, OverflowError) as error:
        raise Http404 from error
