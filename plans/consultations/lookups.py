"""How the rows of consultations are found for a person of the workspace."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from plans import permissions
from plans.models import Consultation, Debate, Plan, Proposal
from plans.workspace.lookups import plan_to_read, plan_to_write


def consultation_of(plan: Plan, number: int) -> Consultation:
    """Return a consultation of the plan; 404 for any other."""
    rows = plan.consultations.select_related("plan__owner", "opened_by", "closing__closed_by")
    return get_object_or_404(rows, number=number)


def consultation_to_write(user, slug: str, number: int) -> tuple[Plan, Consultation]:
    """Return a plan that the person writes and one of its consultations."""
    plan = plan_to_write(user, slug)
    return plan, consultation_of(plan, number)


def consultation_to_end(user, slug: str, number: int) -> tuple[Plan, Consultation]:
    """Return a plan that the person publishes and one of its consultations."""
    plan = plan_to_publish(user, slug)
    return plan, consultation_of(plan, number)


def plan_to_publish(user, slug: str) -> Plan:
    """Return a plan that the person publishes; 403 for one that they only see."""
    plan = plan_to_read(user, slug)
    if not permissions.may_publish(user, plan):
        raise PermissionDenied
    return plan


def debate_of(consultation: Consultation, pk: int) -> Debate:
    """Return a debate of the consultation; 404 for any other."""
    return get_object_or_404(consultation.debates.select_related("consultation__plan"), pk=pk)


def proposal_of(consultation: Consultation, number: int) -> Proposal:
    """Return a proposal of the consultation; 404 for any other."""
    return get_object_or_404(consultation.proposals.select_related("consultation__plan"), number=number)
