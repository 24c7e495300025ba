"""What waits for those who write plans and for those who publish them, between draft and edition."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.urls import reverse

from plans.models import Submission
from plans.permissions import PUBLISHERS, WRITERS, held_institutions, is_publisher, is_writer
from portal.desk.entries import NO_DAY, DeskEntry, DeskSource
from portal.people import person_name
from portal.romanian import long_date

State = Submission.SubmissionState


def _submissions(user, roles, state: str):
    """Return what the plans that the person works on were last submitted for, and has come to be in this state."""
    later = Submission.objects.filter(plan=OuterRef("plan"), sent_at__gt=OuterRef("sent_at"))
    rows = Submission.objects.filter(plan__owner__in=held_institutions(user, roles), state=state)
    rows = rows.filter(~Exists(later)).annotate(day=NO_DAY if state != State.SCHEDULED else TruncDate("publish_at"))
    return rows.select_related("plan", "sent_by", "decided_by").order_by("sent_at", "pk")


def _entry(row: Submission, title: str, *, since: str = "") -> DeskEntry:
    return DeskEntry(
        key=row.pk,
        body=row.plan.owner_id,
        title=title,
        detail="",
        address=reverse("plans:approval", args=[row.plan.slug]),
        plan=row.plan.slug,
        plan_title=row.plan.short_title,
        day=row.day,
        at=row.publish_at,
        since=since,
    )


def _waiting_entry(row: Submission) -> DeskEntry:
    who, when = person_name(row.sent_by), long_date(row.sent_at)
    return _entry(row, f"Trimis spre aprobare de {who}", since=f"trimis la {when}")


def _returned_entry(row: Submission) -> DeskEntry:
    who, when = person_name(row.decided_by), long_date(row.decided_at)
    return _entry(row, f"Întors cu observații de {who}", since=f"întors la {when}")


SOURCES = (
    DeskSource(
        kind="de-aprobat",
        name="De aprobat",
        expected="planurile trimise spre aprobare",
        is_open_to=is_publisher,
        roles=PUBLISHERS,
        rows=lambda user: _submissions(user, PUBLISHERS, State.WAITING),
        entry=_waiting_entry,
    ),
    DeskSource(
        kind="planuri-intoarse",
        name="Plan întors",
        expected="planurile întoarse cu observații",
        is_open_to=is_writer,
        roles=WRITERS,
        rows=lambda user: _submissions(user, WRITERS, State.RETURNED),
        entry=_returned_entry,
    ),
    DeskSource(
        kind="schimbate",
        name="Schimbat după aprobare",
        expected="planurile schimbate după ce au fost aprobate",
        is_open_to=is_writer,
        roles=WRITERS,
        rows=lambda user: _submissions(user, WRITERS, State.SCHEDULED).filter(changed_at__isnull=False),
        entry=lambda row: _entry(row, "Schimbat după aprobare: nu se va publica"),
    ),
    DeskSource(
        kind="programate",
        name="Programat",
        expected="planurile care urmează să se publice",
        is_open_to=is_writer,
        roles=WRITERS,
        rows=lambda user: _submissions(user, WRITERS, State.SCHEDULED).filter(changed_at=None),
        entry=lambda row: _entry(row, "Se publică singur"),
        is_asked=False,
    ),
)
