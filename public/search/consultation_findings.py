"""What can be found of the consultations on a plan: the announcement, and how each ended.

The draft is read at its own address and never taken for an edition, so its words are not found. Of proposals, what the
record says that was frozen at the end: texts as they were published and the reasons, without who wrote them.
"""

from collections.abc import Iterator

from plans.consultations.records import closing_of, public_record
from plans.models import Consultation, Plan
from plans.render.consultation.record import ConsultationRecord
from public.search.entries import EntryKind, SearchFinding


def readable_consultations(plan: Plan):
    """Return the consultations on a plan that were not stopped, with what is found of each."""
    rows = Consultation.objects.readable().filter(plan=plan).order_by("number")
    return rows.select_related("closing", "plan__owner").defer("document")


def consultation_finding(row: Consultation) -> SearchFinding:
    """Return a consultation that was not stopped."""
    closing = closing_of(row)
    said = _said_at_the_end(public_record(row)) if closing else ()
    ended_on = closing.closed_at.date() if closing else row.endorsement_from
    return SearchFinding(
        kind=EntryKind.CONSULTATION,
        path=f"/consultari/{row.number}/",
        label=f"Consultare publică, {'încheiată' if closing else 'deschisă'}",
        title=row.title,
        texts=(
            row.owner_name,
            row.substantiation,
            row.sending,
            *said,
        ),
        institutions=frozenset({row.plan.owner.code}),
        years=range(row.opened_on.year, ended_on.year + 1),
    )


def _said_at_the_end(record: ConsultationRecord) -> Iterator[str]:
    yield record.closing.note
    yield from (one.minutes for one in record.debates)
    for one in record.proposals:
        if one.is_admitted:
            yield from filter(None, (one.text, one.reason))
