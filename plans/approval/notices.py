"""What people are told of a plan on its way to an edition, and of discussions that name them."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from plans import permissions
from plans.models import Comment, Submission
from plans.permissions import is_publisher, is_reader, is_writer
from plans.stand_ins import replaced_people
from portal.notices.actions import notify
from portal.notices.kinds import NoticeKind


def _may_read(user, plan_key: str) -> bool:
    return permissions.visible_plans(user).filter(pk=plan_key).exists()


PLAN_SUBMITTED = NoticeKind("plan_submitted", "planuri trimise spre aprobare", _may_read, is_publisher)
PLAN_RETURNED = NoticeKind("plan_returned", "planuri întoarse cu observații", _may_read, is_writer)
PLAN_PUBLISHED = NoticeKind("plan_published", "planuri aprobate și publicate", _may_read, is_writer)
PUBLICATION_STOPPED = NoticeKind("publication_stopped", "publicări programate care s-au oprit", _may_read, is_writer)
MENTION = NoticeKind("mention", "discuții în care sunteți numit", _may_read, is_reader)
REPLY = NoticeKind("reply", "răspunsuri în discuțiile în care ați scris", _may_read, is_reader)
KINDS = (PLAN_SUBMITTED, PLAN_RETURNED, PLAN_PUBLISHED, PUBLICATION_STOPPED, MENTION, REPLY)


def notify_of_submission(
    submission: Submission, people, *, by, kind: NoticeKind, key: str, title: str, text: str, roles=()
):
    """Tell people what became of a submission; the page of its approval opens, or the edition where there is one."""
    plan, edition = submission.plan, submission.edition
    path = reverse("plans:approval", args=[plan.slug])
    if edition is not None:
        path = reverse("public:edition", args=[plan.slug, edition.number])
    notify(
        people,
        replaced=replaced_people(plan.owner_id, roles),
        by=by,
        kind=kind,
        key=f"{submission.pk} {key}".strip(),
        about=plan.pk,
        title=f"{plan.short_title}, {title}",
        path=path,
        text=text,
        is_invented=plan.is_invented,
    )


def notify_of_comment(comment: Comment, *, named) -> None:
    """Tell those whom a comment names, and those who wrote in the discussion before it and are not named."""
    _notify_of_comment(comment, named, kind=MENTION, title="V-a numit cineva într-o discuție despre")
    written = Comment.objects.filter(thread=comment.thread).order_by().values("author")
    others = get_user_model().objects.filter(pk__in=written).exclude(pk__in=[one.pk for one in named])
    _notify_of_comment(comment, others, kind=REPLY, title="S-a scris în discuția despre")


def _notify_of_comment(comment: Comment, people, *, kind: NoticeKind, title: str) -> None:
    thread = comment.thread
    notify(
        people,
        by=comment.author,
        kind=kind,
        key=str(comment.pk),
        about=thread.plan_id,
        title=f"{title} {thread}",
        path=f"{reverse('plans:thread', args=[thread.plan.slug, thread.pk])}#observatia-{comment.pk}",
        text=comment.text,
        is_invented=thread.plan.is_invented,
    )
