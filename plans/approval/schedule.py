"""What was approved for an hour, published at that hour: exactly that, once, however often and wherever this runs."""

import datetime
import json
import logging
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans import document
from plans.approval import actions as approval_actions
from plans.approval.notices import PUBLICATION_STOPPED, notify_of_submission
from plans.editions import publishing
from plans.models import Edition, Institution, Plan, Submission
from portal.romanian import long_date

log = logging.getLogger(__name__)


@dataclass
class PublicationOutcome:
    """What became of the plans whose hour has come: published, put back for approval, failed and tried again."""

    published: list[Edition] = field(default_factory=list)
    put_back: list[Submission] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def check_scheduled(plan_key: int, by: object | None) -> None:
    """Tell at once, and once, that a scheduled plan was changed and will not be published; `by` changed it.

    Who changes it back makes it again what was approved, and it is published at its hour.
    """
    scheduled = Submission.objects.filter(plan=plan_key, state=Submission.SubmissionState.SCHEDULED)
    if not scheduled.exists():
        return
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_key)
        submission = scheduled.select_related("plan", "decided_by", "sent_by").first()
        if submission is None:
            return
        is_changed = publishing.fingerprint(publishing.content_of(plan)) != submission.fingerprint
        if is_changed == (submission.changed_at is not None):
            return
        submission.changed_at = timezone.now() if is_changed else None
        submission.save()
        if is_changed:
            _notify_of_change(submission, by)


def _notify_of_change(submission: Submission, by: object | None) -> None:
    """Tell who approved and who sent the plan; and who changed it, who may not know what follows from it."""
    at = timezone.localtime(submission.publish_at)
    text = (
        f"Planul era aprobat și programat să se publice la {long_date(at)}, ora {at:%H:%M}. Între timp s-a schimbat: "
        "nu se va publica la acea oră. Vedeți ce s-a schimbat, apoi opriți publicarea programată și aprobați planul "
        "din nou, sau puneți la loc ce s-a schimbat."
    )
    for people, actor in (({submission.decided_by, submission.sent_by}, by), ({by}, None)):
        notify_of_submission(
            submission,
            people,
            by=actor,
            kind=PUBLICATION_STOPPED,
            key=f"changed {submission.changed_at.isoformat()}",
            title="schimbat după aprobare: nu se va publica",
            text=text,
        )


def check_all_scheduled(by: object | None) -> None:
    """Tell of every scheduled plan that was changed by another way than an edit of it: an institution's new name."""
    for plan in Submission.objects.filter(state=Submission.SubmissionState.SCHEDULED).values_list("plan", flat=True):
        try:
            check_scheduled(plan, by)
        except Exception:
            log.exception("plan %s", plan)


def scheduled_submissions() -> list[Submission]:
    """Return what is to be published at an hour as it is now, the next one first."""
    rows = Submission.objects.filter(state=Submission.SubmissionState.SCHEDULED, changed_at=None)
    return list(rows.select_related("plan").order_by("publish_at", "pk"))


def scheduled_naming(institution: Institution) -> list[Submission]:
    """Return what is to be published at an hour and names an institution, so that another name of it stops that."""
    named = f'"code":{json.dumps(institution.code)}'
    return [one for one in scheduled_submissions() if named in document.to_json(publishing.content_of(one.plan))]


def publish_due(*, now: datetime.datetime | None = None) -> PublicationOutcome:
    """Publish every plan whose hour has come; what fails for one keeps no other from being published.

    A plan and its submission change in one transaction that holds the plan: who is killed in it has published nothing,
    who comes second finds it done.
    """
    now, outcome = now or timezone.now(), PublicationOutcome()
    check_all_scheduled(None)
    due = Submission.objects.filter(state=Submission.SubmissionState.SCHEDULED, publish_at__lte=now).select_related(
        "plan"
    )
    for submission in due.order_by("publish_at", "pk"):
        try:
            done = _publish(submission, now)
        except Exception:
            log.exception("%s", submission.plan.slug)
            outcome.failed.append(submission.plan.slug)
            continue
        if isinstance(done, Edition):
            outcome.published.append(done)
        elif done is not None:
            outcome.put_back.append(done)
    return outcome


def _publish(submission: Submission, now: datetime.datetime) -> Edition | Submission | None:
    """Return the edition, or the submission where it was put back; nothing where there is nothing left to do."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=submission.plan_id)
        stored = plan.submissions.select_related("decided_by", "sent_by").get(pk=submission.pk)
        if stored.state != Submission.SubmissionState.SCHEDULED or stored.publish_at > now:
            return None
        by = stored.decided_by
        try:
            edition = publishing.publish(plan, by=by, note=stored.public_note, approved=stored.fingerprint)
        except (publishing.NotReady, publishing.NotApproved, PermissionDenied) as refused:
            return _return_to_waiting(stored, _reason(refused))
        approval_actions.close_submission(stored, edition, by=by, at_its_hour=True)
        return edition


def _return_to_waiting(submission: Submission, reason: str) -> Submission:
    """Let the submission wait for approval again, and tell both who approved it and who sent it."""
    people, hour = {submission.decided_by, submission.sent_by}, submission.publish_at
    at = timezone.localtime(hour)
    answer = f"Nu s-a publicat la {long_date(at)}, ora {at:%H:%M}, cum era stabilit. {reason}"
    approval_actions.return_to_waiting(submission, answer)
    notify_of_submission(
        submission,
        people,
        by=None,
        kind=PUBLICATION_STOPPED,
        key=f"hour {hour.isoformat()}",
        title="nepublicat la ora stabilită",
        text=f"{answer}\n\nPublicul citește aceeași ediție ca până acum. Planul așteaptă din nou aprobarea.",
    )
    return submission


def _reason(refused: Exception) -> str:
    if isinstance(refused, publishing.NotReady):
        errors = " ".join(problem.message for problem in refused.problems[:5])
        return f"Planul are erori: {errors}"
    if isinstance(refused, publishing.NotApproved):
        return "Planul s-a schimbat după ce a fost aprobat. Verificați ce s-a schimbat, apoi aprobați-l din nou."
    return "Cine l-a aprobat nu mai are rolul de aprobator."
