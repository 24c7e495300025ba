"""The open discussions that wait for people: for who is named in them, and for those who write the plan."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from plans.models import Comment, Mention
from plans.permissions import READERS, WRITERS, held_institutions, is_reader, is_writer
from portal.desk.entries import NO_DAY, DeskEntry, DeskSource
from portal.display import first_sentence
from portal.people import person_name
from portal.romanian import long_date


def _written_after(**given):
    """Return what was written in a comment's discussion after it."""
    after = Q(written_at__gt=OuterRef("written_at")) | Q(written_at=OuterRef("written_at"), pk__gt=OuterRef("pk"))
    return Comment.objects.filter(after, thread=OuterRef("thread"), **given)


def _mentions(user):
    """Return what last named the person in each open discussion where they have not written since."""
    read = held_institutions(user, READERS)
    rows = Comment.objects.filter(
        Q(thread__plan__owner__in=read) | Q(thread__plan__reviewer__in=read),
        Exists(Mention.objects.filter(comment=OuterRef("pk"), person=user)),
        ~Exists(_written_after(author=user)),
        ~Exists(_written_after(mentions__person=user)),
        thread__resolved_at=None,
    )
    return rows.annotate(day=NO_DAY).select_related("author", "thread__plan").order_by("written_at", "pk")


def _open_discussions(user):
    """Return what others began the other open discussions with, in the plans that the person writes; oldest first."""
    earlier = Comment.objects.filter(thread=OuterRef("thread")).filter(
        Q(written_at__lt=OuterRef("written_at")) | Q(written_at=OuterRef("written_at"), pk__lt=OuterRef("pk"))
    )
    written = held_institutions(user, WRITERS)
    rows = Comment.objects.filter(~Exists(earlier), thread__resolved_at=None, thread__plan__owner__in=written)
    rows = rows.exclude(author=user).exclude(thread__in=_mentions(user).values("thread")).annotate(day=NO_DAY)
    return rows.select_related("author", "thread__plan").order_by("written_at", "pk")


def _entry(row: Comment, what: str) -> DeskEntry:
    thread = row.thread
    about = f" despre {thread.about}" if thread.about else ""
    return DeskEntry(
        key=thread.pk,
        body=thread.plan.owner_id,
        title=first_sentence(row.text),
        detail=f"discuție{about}, {what} {person_name(row.author)}",
        address=reverse("plans:thread", args=[thread.plan.slug, thread.pk]),
        plan=thread.plan.slug,
        plan_title=thread.plan.short_title,
        day=None,
        since=f"scris la {long_date(row.written_at)}",
    )


SOURCES = (
    DeskSource(
        kind="numiri",
        name="Vă numește",
        expected="discuțiile în care cineva vă scrie numele",
        is_open_to=is_reader,
        rows=_mentions,
        entry=lambda row: _entry(row, "în care vă numește"),
    ),
    DeskSource(
        kind="discutii",
        name="Discuție",
        expected="discuțiile nerezolvate începute de alții",
        is_open_to=is_writer,
        roles=WRITERS,
        rows=_open_discussions,
        entry=lambda row: _entry(row, "începută de"),
    ),
)
