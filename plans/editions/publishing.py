"""Publishing a plan, withdrawing an edition, and checking that what was published is still what it was."""

from dataclasses import replace
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from plans import document, permissions
from plans.editions.composition import compose
from plans.editions.readiness import readiness
from plans.editions.tasks import make_edition_files
from plans.extensions import EXTENSIONS
from plans.models import Edition, Plan, Withdrawal
from plans.problems import PlanProblem
from portal import clock
from portal.chain.sealing import seal_after_commit
from portal.security_log.recording import Occurrence, record_event

BLANK_MARK = document.EditionMark(number=0, published_at=datetime(1970, 1, 1, tzinfo=UTC), note="")


class NotApproved(Exception):
    """The plan is no longer what was approved; none of it was published."""


class NotReady(Exception):
    """The plan has errors; none of it was published."""

    def __init__(self, problems: list[PlanProblem]):
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def publish(plan: Plan, *, by, note: str, approved: str = "") -> Edition:
    """Publish the working plan as its next edition, with its pages; its files follow.

    Raises PermissionDenied when `by` may not publish it, NotReady when readiness finds errors, NotApproved when the
    plan is not the one with the `approved` fingerprint. Two publications of one plan wait for each other: each gets its
    own number.
    """
    if not permissions.may_publish(by, plan):
        raise PermissionDenied
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).select_related("owner", "reviewer").get(pk=plan.pk)
        require_ready(plan)
        content = content_of(plan)
        if approved and fingerprint(content) != approved:
            raise NotApproved
        return publish_content(plan, content, by=by, note=note)


def publish_content(plan: Plan, content: document.Document, *, by, note: str) -> Edition:
    """Publish what a plan says, which the caller holds, found ready, composed and may publish; its files follow."""
    previous = Edition.objects.current().filter(plan=plan).first()
    edition = _freeze(plan, content, by=by, note=note)
    for extension in EXTENSIONS:
        extension.after_publication(edition, previous=previous)
    # The worker makes them once the edition is saved; whoever asks for the PDF before has a short one made at once.
    make_edition_files.enqueue(edition.pk)
    seal_after_commit("plans_edition")
    return edition


def content_of(plan: Plan) -> document.Document:
    """Return the working plan as a document that no edition is marked in."""
    return compose(plan, number=BLANK_MARK.number, published_at=BLANK_MARK.published_at, note=BLANK_MARK.note)


def require_ready(plan: Plan) -> None:
    """Raise NotReady where readiness finds errors."""
    errors = [problem for problem in readiness(plan) if problem.is_error]
    if errors:
        raise NotReady(errors)


def fingerprint(content: document.Document) -> str:
    """Return the SHA-256 of what a document says, whatever its number, date and change note."""
    return document.checksum_of(document.to_json(replace(content, edition=BLANK_MARK)))


def _freeze(plan: Plan, content: document.Document, *, by, note: str) -> Edition:
    """Save what the plan says as its next edition."""
    newest = plan.editions.aggregate(number=Max("number"))["number"] or 0
    published_at = clock.now().replace(microsecond=0)
    edition = Edition(plan=plan, number=newest + 1, published_at=published_at, published_by=by, note=note)
    edition.full_clean(exclude=["document", "checksum"])
    mark = document.EditionMark(number=edition.number, published_at=published_at, note=edition.note)
    edition.keep(replace(content, edition=mark))
    edition.save()
    record_event(Occurrence.PUBLISHED, by=by, about=edition_name(edition), checksum=edition.checksum)
    return edition


def withdraw(edition: Edition, *, by, reason: str) -> Withdrawal:
    """Take an edition out of public view; the one before it, if any, becomes the plan's current edition again.

    Raises PermissionDenied when `by` may not publish the plan, ValidationError when the edition is withdrawn already.
    """
    if not permissions.may_publish(by, edition.plan):
        raise PermissionDenied
    with transaction.atomic():
        previous = Edition.objects.current().filter(plan=edition.plan).first()
        withdrawal = Withdrawal(edition=edition, withdrawn_by=by, reason=reason)
        withdrawal.full_clean()
        withdrawal.save()
        record_event(Occurrence.WITHDRAWN, by=by, about=edition_name(edition))
        seal_after_commit("plans_withdrawal")
        for extension in EXTENSIONS:
            extension.after_withdrawal(edition, previous=previous)
    return withdrawal


def edition_name(edition: Edition) -> str:
    """Return how the security log names an edition."""
    return f"{edition.plan.slug}, ediția {edition.number}"


def is_changed(plan: Plan) -> bool:
    """Tell whether the working plan differs from its newest edition, or was never published."""
    newest = plan.editions.order_by("-number").first()
    if newest is None:
        return True
    published = newest.read()
    mark = published.edition
    return compose(plan, number=mark.number, published_at=mark.published_at, note=mark.note) != published
