"""From draft to edition: editors submit, a publisher publishes, schedules or returns.

Each function holds the plan while it works and refuses, with Conflict, what was decided on a plan or on a submission
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

from plans import permissions
from plans.approval.discussions import actions as discussion_actions
from plans.approval.notices import PLAN_PUBLISHED, PLAN_RETURNED, PLAN_SUBMITTED, notify_of_submission
from plans.document import Document
from plans.editing.positions import save_at_place
from plans.editing.settings.actions import row_positions
from plans.editions import publishing
from plans.editions.composition import act_values
from plans.editions.publishing import content_of, fingerprint
from plans.locking import lock_plan
from plans.models import AdoptionAct, Edition, Plan, Submission
from portal.security_log.recording import Occurrence, record_event
from portal.versioning import Conflict

State = Submission.SubmissionState
MAX_AHEAD = datetime.timedelta(days=366)


@dataclass(frozen=True)
class PlanSnapshot:
    """What a person saw when deciding: the newest edition's number, the open submission, the plan's fingerprint."""

    edition: int
    submission: tuple[int, str] | None
    content: str


def open_submission(plan: Plan) -> Submission | None:
    """Return the plan's submission that is not decided for good."""
    return plan.submissions.open().select_related("plan", "sent_by", "decided_by").first()


def snapshot(plan: Plan, content: Document) -> PlanSnapshot:
    """Return what the plan is now, as a page is about to show it."""
    newest = plan.editions.aggregate(number=Max("number"))["number"] or 0
    submission = open_submission(plan)
    return PlanSnapshot(newest, submission and (submission.pk, submission.state), fingerprint(content))


def submit(plan: Plan, *, by, note: str) -> Submission:
    """Ask for the plan to be published; raise NotReady where it has errors, Conflict where it is submitted already.

    A plan with errors could only be returned: its errors are told before anybody waits for an answer.
    """
    with lock_plan(plan.pk, by) as plan:
        waiting = open_submission(plan)
        if waiting and (waiting.sent_by_id, waiting.note, waiting.state) == (by.pk, note, State.WAITING):
            return waiting
        if waiting:
            raise Conflict
        publishing.require_ready(plan)
        submission = _save(Submission(plan=plan, sent_by=by, note=note))
        notify_of_submission(
            submission,
            permissions.publishers(plan),
            roles=permissions.PUBLISHERS,
            by=by,
            kind=PLAN_SUBMITTED,
            key="",
            title="trimis spre aprobare",
            text=note,
        )
    return submission


def recall(submission: Submission, *, by) -> None:
    """Take back what one submitted oneself and nobody decided yet."""
    with _lock_undecided(submission, by) as stored:
        if stored.sent_by_id != by.pk:
            raise PermissionDenied
        if stored.state != State.WAITING:
            raise Conflict
        stored.state = State.RECALLED
        _decide(stored, by)


def return_submission(submission: Submission, *, by, note: str) -> None:
    """Give a submission back with what is to be done, which becomes a discussion of the plan too."""
    with _lock_undecided(submission, by) as stored:
        _require_publisher(by, stored.plan)
        if not note:
            raise ValidationError("Scrieți ce este de făcut.")
        stored.state, stored.answer = State.RETURNED, note
        stored.publish_at, stored.fingerprint = None, ""
        _decide(stored, by)
        discussion_actions.open_thread(stored.plan, by=by, text=note)
        title = "întors cu observații"
        notify_of_submission(stored, [stored.sent_by], by=by, kind=PLAN_RETURNED, key="", title=title, text=note)


def approve(plan: Plan, *, by, note: str, seen: PlanSnapshot, act: AdoptionAct | None = None) -> Edition:
    """Publish the plan as it was seen, with its act where one is given, and close its submission if there is one."""
    with lock_plan(plan.pk, by, is_allowed=permissions.may_publish) as plan:
        sent = plan.editions.filter(number=seen.edition + 1, published_by=by, note=note).first()
        if sent is not None:
            return sent
        content = _approved_content(plan, seen, act, by)
        _require_change(plan, content)
        publishing.require_ready(plan)
        edition = publishing.publish_content(plan, content, by=by, note=note)
        submission = open_submission(plan)
        if submission is not None:
            close_submission(submission, edition, by=by)
    return edition


def schedule(
    plan: Plan, *, by, note: str, at: datetime.datetime, seen: PlanSnapshot, act: AdoptionAct | None = None
) -> Submission:
    """Let the plan be published at an hour, exactly as it was seen, with its act where one is given."""
    with lock_plan(plan.pk, by, is_allowed=permissions.may_publish) as plan:
        if not timezone.now() < at <= timezone.now() + MAX_AHEAD:
            raise ValidationError("Alegeți o oră de acum înainte, cel mult peste un an.")
        submission = open_submission(plan) or Submission(plan=plan, sent_by=by)
        if (submission.decided_by_id, submission.publish_at, submission.public_note) == (by.pk, at, note):
            return submission
        content = _approved_content(plan, seen, act, by)
        _require_change(plan, content)
        approved = fingerprint(content)
        publishing.require_ready(plan)
        submission.state, submission.publish_at, submission.answer = State.SCHEDULED, at, ""
        submission.changed_at = None
        submission.public_note, submission.fingerprint = note, approved
        _decide(submission, by)
        record_event(Occurrence.SCHEDULED, by=by, about=plan.slug, at=at.isoformat(), fingerprint=approved)
    return submission


def unschedule(submission: Submission, *, by) -> None:
    """Let a scheduled plan wait for approval again."""
    with _lock_undecided(submission, by) as stored:
        _require_publisher(by, stored.plan)
        if stored.state != State.SCHEDULED:
            raise Conflict
        return_to_waiting(stored, "")


def return_to_waiting(submission: Submission, answer: str) -> None:
    """Let a submission wait for approval again; the answer says why, where nobody asked for it."""
    submission.state, submission.answer = State.WAITING, answer
    submission.publish_at, submission.fingerprint, submission.changed_at = None, "", None
    submission.decided_by, submission.decided_at = None, None
    _save(submission)


def close_submission(submission: Submission, edition: Edition, *, by, at_its_hour: bool = False) -> None:
    """Close a submission with its edition; tell who sent it and, where the hour came, who had scheduled it."""
    submission.state, submission.edition, submission.public_note = State.PUBLISHED, edition, edition.note
    _decide(submission, by)
    people = {submission.sent_by, by} if at_its_hour else {submission.sent_by}
    actor = None if at_its_hour else by
    title = f"publicat ca ediția {edition.number}"
    notify_of_submission(submission, people, by=actor, kind=PLAN_PUBLISHED, key="", title=title, text=edition.note)


def _approved_content(plan: Plan, saw: PlanSnapshot, act: AdoptionAct | None, by) -> Document:
    """Return what was seen, with the act that is saved now; raise Conflict for anything else."""
    content = content_of(plan)
    if snapshot(plan, content) != saw:
        raise Conflict
    if act is None:
        return content
    _save_act(plan, act, by)
    return replace(content, acts=act_values(plan))


def _require_change(plan: Plan, content: Document) -> None:
    """Refuse to publish to the letter what readers have already."""
    current = plan.editions.public().first()
    if current is not None and fingerprint(current.read()) == fingerprint(content):
        raise ValidationError(
            f"Nu s-a publicat nimic: planul este întocmai ediția {current.number}. Dacă ați vrut să îndreptați numai "
            "actul de adoptare, completați-l la „Actul de adoptare” și publicați din nou."
        )


def _save_act(plan: Plan, act: AdoptionAct, by) -> None:
    if act._state.adding:
        act.plan = plan
        act.full_clean()
        save_at_place(act, row_positions(plan.adoptionact_set), by=by)
        return
    act._history_user = by
    act.full_clean()
    try:
        act.save()
    except Conflict as stale:
        raise Conflict from stale


@contextmanager
def _lock_undecided(submission: Submission, by) -> Iterator[Submission]:
    """Hold a submission that is still as it was seen, and open; raise Conflict for any other."""
    with lock_plan(submission.plan_id, by):
        stored = Submission.objects.select_related("plan__owner", "sent_by").get(pk=submission.pk)
        if stored.state != submission.state or stored.state not in Submission.OPEN:
            raise Conflict
        yield stored


def _require_publisher(by, plan: Plan) -> None:
    if not permissions.may_publish(by, plan):
        raise PermissionDenied


def _decide(submission: Submission, by) -> None:
    submission.decided_by, submission.decided_at = by, timezone.now()
    _save(submission)


def _save(submission: Submission) -> Submission:
    submission.full_clean(exclude=["plan", "sent_by", "decided_by", "edition"])
    submission.save()
    return submission
