"""The discussions that wait for those who write a plan: open, and begun by somebody else."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from plans.models import Comment
from plans.permissions import WRITERS, has_had_role, held_institutions
from portal.desk.entries import NO_DAY, DeskEntry, DeskSource
from portal.display import first_sentence
from portal.people import person_name
from portal.romanian import long_date


def _open_discussions(user):
    """Return what others began the open discussions with, in the plans that the person writes; the oldest first."""
    earlier = Comment.objects.filter(thread=OuterRef("thread")).filter(
        Q(written_at__lt=OuterRef("written_at")) | Q(written_at=OuterRef("written_at"), pk__lt=OuterRef("pk"))
    )
    written = held_institutions(user, WRITERS)
    rows = Comment.objects.filter(~Exists(earlier), thread__resolved_at=None, thread__plan__owner__in=written)
    rows = rows.exclude(author=user).annotate(day=NO_DAY)
    return rows.select_related("author", "thread__plan").order_by("written_at", "pk")


def _entry(row: Comment) -> DeskEntry:
    thread = row.thread
    about = f" despre {thread.about}" if thread.about else ""
    return DeskEntry(
        key=thread.pk,
        title=first_sentence(row.text),
        detail=f"discuție{about}, începută de {person_name(row.author)}",
        address=reverse("plans:thread", args=[thread.plan.slug, thread.pk]),
        plan=thread.plan.slug,
        plan_title=thread.plan.short_title,
        day=None,
        since=f"deschisă la {long_date(row.written_at)}",
    )


SOURCE = DeskSource(
    kind="discutii",
    name="Discuție",
    expected="discuțiile nerezolvate începute de alții",
    is_open_to=has_had_role(*WRITERS),
    rows=_open_discussions,
    entry=_entry,
)
