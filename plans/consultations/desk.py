"""What of consultations waits for those who write and publish plans."""

from django.db.models import F
from django.urls import reverse

from plans.models import Consultation, Proposal
from plans.permissions import PUBLISHERS, WRITERS, held_institutions, is_publisher, is_writer
from portal.desk.entries import NO_DAY, DeskEntry, DeskSource
from portal.romanian import long_date

State = Proposal.ProposalState


def _proposals(user, **given):
    """Return the proposals of running consultations in a state, oldest first."""
    rows = Proposal.objects.filter(consultation__closing=None, **given)
    rows = rows.filter(consultation__plan__owner__in=held_institutions(user, WRITERS)).annotate(day=NO_DAY)
    return rows.select_related("consultation__plan").order_by("received_at", "pk")


def _open_consultations(user):
    """Return the running consultations that the person closes, each by the day from which its draft goes on."""
    rows = Consultation.objects.running().defer("document")
    rows = rows.filter(plan__owner__in=held_institutions(user, PUBLISHERS)).annotate(day=F("endorsement_from"))
    return rows.select_related("plan").order_by("number")


def _proposal_entry(row: Proposal, title: str) -> DeskEntry:
    consultation = row.consultation
    return DeskEntry(
        key=row.pk,
        title=title,
        detail=f"consultarea nr. {consultation.number}",
        body=consultation.plan.owner_id,
        address=reverse("plans:proposal", args=[consultation.plan.slug, consultation.number, row.number]),
        plan=consultation.plan.slug,
        plan_title=consultation.plan.short_title,
        day=None,
        since=f"primită la {long_date(row.received_on)}",
    )


def _consultation_entry(row: Consultation) -> DeskEntry:
    return DeskEntry(
        key=row.pk,
        title=f"Consultarea nr. {row.number} se încheie cu raport",
        detail=f"propuneri până la {long_date(row.proposals_until)}",
        body=row.plan.owner_id,
        address=reverse("plans:consultation", args=[row.plan.slug, row.number]),
        plan=row.plan.slug,
        plan_title=row.plan.short_title,
        day=row.day,
    )


SOURCES = (
    DeskSource(
        kind="propuneri-de-verificat",
        name="Propunere de verificat",
        expected="propunerile cetățenilor care așteaptă să fie publicate",
        is_open_to=is_writer,
        roles=WRITERS,
        rows=lambda user: _proposals(user, state=State.WAITING),
        entry=lambda row: _proposal_entry(row, f"Propunerea nr. {row.number} se verifică"),
    ),
    DeskSource(
        kind="propuneri-fara-raspuns",
        name="Propunere fără răspuns",
        expected="propunerile cetățenilor care așteaptă un răspuns",
        is_open_to=is_writer,
        roles=WRITERS,
        rows=lambda user: _proposals(user, state=State.ADMITTED, decision=""),
        entry=lambda row: _proposal_entry(row, f"Propunerea nr. {row.number} așteaptă răspuns"),
    ),
    DeskSource(
        kind="consultari",
        name="Consultare deschisă",
        expected="consultările publice care se încheie cu raport",
        is_open_to=is_publisher,
        roles=PUBLISHERS,
        rows=_open_consultations,
        entry=_consultation_entry,
    ),
)
