"""What was done in a consultation is written down, in the transaction in which it is done."""

from plans.models import Consultation, ConsultationStep, Proposal
from portal import clock
from portal.chain.sealing import seal_after_commit

StepKind = ConsultationStep.StepKind


def record_step(
    consultation: Consultation, kind: str, *, by, proposal: Proposal | None = None, detail: str = ""
) -> None:
    """Write down one step; `by` is nobody where an author did it. The detail never holds what an author wrote."""
    ConsultationStep.objects.create(
        consultation=consultation,
        kind=kind,
        proposal=proposal and proposal.number,
        detail=detail[:300],
        by=by,
        at=clock.now(),
    )
    seal_after_commit("plans_consultationstep")
