"""What those who write a plan are told of its consultation."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from plans import permissions
from plans.models import Membership, Proposal
from plans.stand_ins import replaced_people
from portal.notices.actions import notify
from portal.notices.kinds import NoticeKind, NoticeWay


def _may_write(user, plan_key: str) -> bool:
    return permissions.editable_plans(user).filter(pk=plan_key).exists()


PROPOSAL_RECEIVED = NoticeKind(
    "proposal_received", "propuneri primite la consultări", _may_write, permissions.is_writer, NoticeWay.DAILY
)
KINDS = (PROPOSAL_RECEIVED,)


def notify_of_proposal(proposal: Proposal) -> None:
    """Tell those who write the plan that a proposal waits to be checked; its text is on its page alone."""
    plan = proposal.consultation.plan
    held = Membership.objects.current().filter(institution=plan.owner_id, role__in=permissions.WRITERS)
    notify(
        get_user_model().objects.filter(is_active=True, pk__in=held.values("user")),
        replaced=replaced_people(plan.owner_id, permissions.WRITERS),
        by=None,
        kind=PROPOSAL_RECEIVED,
        key=str(proposal.pk),
        about=plan.pk,
        title=f"{plan.short_title}: propunerea nr. {proposal.number} așteaptă să fie verificată",
        path=reverse("plans:proposal", args=[plan.slug, proposal.consultation.number, proposal.number]),
        is_invented=plan.is_invented,
    )
