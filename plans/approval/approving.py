"""From draft to edition: editors submit, a publisher publishes, schedules or returns.

Each function holds the plan while it works and refuses, with Overtaken, what was decided on a plan or on a submission
that are no longer as they were seen: of two who act at once, one wins and the other learns of it. The same thing sent
twice is done once.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone

from plans import permissions, publishing
from plans.approval import discussing, letters
from plans.composition import acts, compose
from plans.document import Document
from plans.models import AdoptionAct, Edition, Plan, StaleSave, Submission
from plans.publishing import NO_MARK, fingerprint
from plans.writing.arranging import held
from plans.writing.part_order import ordered
from plans.writing.placing import put

State = Submission.State
FURTHEST = datetime.timedelta(days=366)


class Overtaken(Exception):
    """Somebody acted or saved since the page was shown; nothing was done."""


@dataclass(frozen=True)
class Seen:
    """What a person saw when deciding: the newest edition's number, the open submission, the plan's fingerprint."""

    edition: int
    submission: tuple[int, str] | None
    content: str


def content_of(plan: Plan) -> Document:
    """Return the working plan as a document that no edition is marked in."""
    return compose(plan, number=NO_MARK.number, published_at=NO_MARK.published_at, note=NO_MARK.note)


def open_submission(plan: Plan) -> Submission | None:
    """Return the plan's submission that is not decided for good."""
    return plan.submissions.open().select_related("plan", "sent_by", "decided_by").first()


def seen(plan: Plan, content: Document) -> Seen:
    """Return what the plan is now, as a page is about to show it."""
    newest = plan.editions.aggregate(number=Max("number"))["number"] or 0
    submission = open_submission(plan)
    return Seen(newest, submission and (submission.pk, submission.state), fingerprint(content))


def submit(plan: Plan, *, by, note: str) -> Submission:
    """Ask for the plan to be published; raise NotReady where it has errors, Overtaken where it is submitted already.

    A plan with errors could only be returned: its errors are told before anybody waits for an answer.
    """
    with held(plan.pk, by) as plan:
        waiting = open_submission(plan)
        if waiting and (waiting.sent_by_id, waiting.note, waiting.state) == (by.pk, note, State.WAITING):
            return waiting
        if waiting:
            raise Overtaken
        publishing.require_ready(plan)
        submission = _saved(Submission(plan=plan, sent_by=by, note=note))
        publishers = [one for one in permissions.publishers(plan) if one != by]
        tell("submitted", submission, publishers, f"{plan.short_title}, trimis spre aprobare", by=by)
    return submission


def recall(submission: Submission, *, by) -> None:
    """Take back what one submitted oneself and nobody decided yet."""
    with _undecided(submission, by) as stored:
        if stored.sent_by_id != by.pk:
            raise PermissionDenied
        if stored.state != State.WAITING:
            raise Overtaken
        stored.state = State.RECALLED
        _decide(stored, by)


def return_(submission: Submission, *, by, note: str) -> None:
    """Give a submission back with what is to be done, which becomes a discussion of the plan too."""
    with _undecided(submission, by) as stored:
        _require_publisher(by, stored.plan)
        if not note:
            raise ValidationError("Scrieți ce este de făcut.")
        stored.state, stored.answer = State.RETURNED, note
        stored.publish_at, stored.fingerprint = None, ""
        _decide(stored, by)
        discussing.open_(stored.plan, by=by, text=note)
        tell("returned", stored, {stored.sent_by} - {by}, f"{stored.plan.short_title}, întors cu observații", by=by)


def approve(plan: Plan, *, by, note: str, seen: Seen, act: AdoptionAct | None = None) -> Edition:
    """Publish the plan as it was seen, with its act where one is given, and close its submission if there is one."""
    with held(plan.pk, by) as plan:
        _require_publisher(by, plan)
        sent = plan.editions.filter(number=seen.edition + 1, published_by=by, note=note).first()
        if sent is not None:
            return sent
        approved = _approved(plan, seen, act, by)
        try:
            edition = publishing.publish(plan, by=by, note=note, approved=approved)
        except publishing.NotApproved as changed:
            raise Overtaken from changed
        submission = open_submission(plan)
        if submission is not None:
            close(submission, edition, by=by, told={submission.sent_by} - {by})
    return edition


def schedule(
    plan: Plan, *, by, note: str, at: datetime.datetime, seen: Seen, act: AdoptionAct | None = None
) -> Submission:
    """Let the plan be published at an hour, exactly as it was seen, with its act where one is given."""
    with held(plan.pk, by) as plan:
        _require_publisher(by, plan)
        if not timezone.now() < at <= timezone.now() + FURTHEST:
            raise ValidationError("Alegeți o oră de acum înainte, cel mult peste un an.")
        submission = open_submission(plan) or Submission(plan=plan, sent_by=by)
        if (submission.decided_by_id, submission.publish_at, submission.public_note) == (by.pk, at, note):
            return submission
        approved = _approved(plan, seen, act, by)
        publishing.require_ready(plan)
        submission.state, submission.publish_at, submission.answer = State.SCHEDULED, at, ""
        submission.public_note, submission.fingerprint = note, approved
        _decide(submission, by)
    return submission


def unschedule(submission: Submission, *, by) -> None:
    """Let a scheduled plan wait for approval again."""
    with _undecided(submission, by) as stored:
        _require_publisher(by, stored.plan)
        if stored.state != State.SCHEDULED:
            raise Overtaken
        put_back(stored, "")


def put_back(submission: Submission, answer: str) -> None:
    """Let a submission wait for approval again; the answer says why, where nobody asked for it."""
    submission.state, submission.answer = State.WAITING, answer
    submission.publish_at, submission.fingerprint = None, ""
    submission.decided_by, submission.decided_at = None, None
    _saved(submission)


def close(submission: Submission, edition: Edition, *, by, told: set) -> None:
    """Close a submission with its edition, and tell people."""
    submission.state, submission.edition, submission.public_note = State.PUBLISHED, edition, edition.note
    _decide(submission, by)
    subject = f"{edition.plan.short_title}, publicat ca ediția {edition.number}"
    tell("published", submission, told, subject)


def _approved(plan: Plan, saw: Seen, act: AdoptionAct | None, by) -> str:
    """Return the fingerprint of what was seen, with the act that is saved now; raise Overtaken for anything else."""
    content = content_of(plan)
    if seen(plan, content) != saw:
        raise Overtaken
    if act is None:
        return saw.content
    _save_act(plan, act, by)
    return fingerprint(replace(content, acts=acts(plan)))


def _save_act(plan: Plan, act: AdoptionAct, by) -> None:
    if act._state.adding:
        act.plan = plan
        act.full_clean()
        put(act, ordered(plan.adoptionact_set), by=by)
        return
    act._history_user = by
    act.full_clean()
    try:
        act.save()
    except StaleSave as stale:
        raise Overtaken from stale


@contextmanager
def _undecided(submission: Submission, by) -> Iterator[Submission]:
    """Hold a submission that is still as it was seen, and open; raise Overtaken for any other."""
    with held(submission.plan_id, by):
        stored = Submission.objects.select_related("plan__owner", "sent_by").get(pk=submission.pk)
        if stored.state != submission.state or stored.state not in Submission.OPEN:
            raise Overtaken
        yield stored


def _require_publisher(by, plan: Plan) -> None:
    if not permissions.can_publish(by, plan):
        raise PermissionDenied


def _decide(submission: Submission, by) -> None:
    submission.decided_by, submission.decided_at = by, timezone.now()
    _saved(submission)


def _saved(submission: Submission) -> Submission:
    submission.full_clean(exclude=["plan", "sent_by", "decided_by", "edition"])
    submission.save()
    return submission


def tell(what: str, submission: Submission, people, subject: str, **context) -> None:
    """Write to people about a submission, once it is saved."""
    letters.post(people, subject=subject, template=what, submission=submission, plan=submission.plan, **context)
