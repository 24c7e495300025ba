"""How several plans stand: published or not, changed since, sent for approval, ready; in a fixed number of queries."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Count, Max, OuterRef, Subquery

from plans import permissions
from plans.editions.readiness import readiness
from plans.history.recent_changes import change_counts_since, last_edits
from plans.models import Edition, Element, Plan, Submission, Thread

MONTH_SECONDS = 30 * 24 * 60 * 60
CHECKS_AT_ONCE = 5
# An edition's moment is kept without the fraction of its second; what was changed within that second is in it.
SAME_SECOND = datetime.timedelta(seconds=1)
SUBMISSION_STATES = {
    Submission.SubmissionState.WAITING: "asteapta",
    Submission.SubmissionState.SCHEDULED: "programat",
    Submission.SubmissionState.RETURNED: "intors",
}


@dataclass(frozen=True, kw_only=True)
class PlanStatus:
    """How one plan stands.

    `state` is one word of the address; `changed` counts, by kind, the rows that changed since the public edition.
    """

    plan: Plan
    state: str
    edition: Edition | None
    submission: Submission | None
    changed: Mapping[str, int]
    edited_at: datetime.datetime | None
    edited_by: object | None
    discussions: int

    @property
    def mark(self) -> str:
        """Return a text that is another one when the plan was changed since."""
        moment = self.edited_at.isoformat() if self.edited_at else "-"
        return f"{self.plan.pk}:{self.plan.version}:{moment}"


def plan_statuses(user) -> list[PlanStatus]:
    """Return how each plan stands that the person may read, in the plans' own order."""
    plans = list(permissions.visible_plans(user).select_related("owner").distinct())
    keys = [plan.pk for plan in plans]
    editions = {one.plan_id: one for one in Edition.objects.current().filter(plan__in=keys).defer("document")}
    changed = change_counts_since({key: one.published_at + SAME_SECOND for key, one in editions.items()})
    submissions, edits, threads = _newest_submissions(keys), last_edits(keys), _open_threads(keys)
    people = get_user_model().objects.in_bulk({who for _when, who in edits.values() if who})
    return [
        PlanStatus(
            plan=plan,
            state=_state(submissions.get(plan.pk), editions.get(plan.pk), changed.get(plan.pk)),
            edition=editions.get(plan.pk),
            submission=submissions.get(plan.pk),
            changed=changed.get(plan.pk, {}),
            edited_at=edits.get(plan.pk, (None, None))[0],
            edited_by=people.get(edits.get(plan.pk, (None, None))[1]),
            discussions=threads.get(plan.pk, 0),
        )
        for plan in plans
    ]


def problem_counts(found: Iterable[PlanStatus]) -> dict[int, tuple[int, int]]:
    """Return how many errors and warnings each plan has, by its key.

    They are looked for again only when the plan changed, or what was published of the plans that it names; not in more
    than a few plans at once, so that the page opens: the others have none here until it is asked for again.
    """
    plans = {one.plan.pk: one for one in found}
    named = _linked_edition_marks(plans)
    keys = {f"readiness:{one.mark}:{named.get(pk)}": one.plan for pk, one in plans.items()}
    known = cache.get_many(keys)
    for key in [key for key in keys if key not in known][:CHECKS_AT_ONCE]:
        errors = [problem.is_error for problem in readiness(keys[key])]
        known[key] = (sum(errors), len(errors) - sum(errors))
        cache.set(key, known[key], MONTH_SECONDS)
    return {plan.pk: known[key] for key, plan in keys.items() if key in known}


def _linked_edition_marks(plans: Iterable[int]) -> dict[int, str]:
    """Return what tells one state of the published plans that each plan names from another."""
    links = Element.contributes_to.through.objects.filter(from_element__level__plan__in=plans).order_by()
    edition = "to_element__level__plan__editions"
    marks = links.values_list("from_element__level__plan").annotate(Max(edition), Max(f"{edition}__withdrawal"))
    return {plan: f"{newest}:{withdrawn}" for plan, newest, withdrawn in marks}


def _state(submission: Submission | None, edition: Edition | None, changed) -> str:
    if submission and submission.state in SUBMISSION_STATES:
        return SUBMISSION_STATES[submission.state]
    if edition is None:
        return "nepublicat"
    return "modificat" if changed else "publicat"


def _newest_submissions(plans: list[int]) -> dict[int, Submission]:
    """Return the newest submission of each plan."""
    newest = Submission.objects.filter(plan=OuterRef("plan")).order_by("-sent_at", "-pk").values("pk")[:1]
    found = Submission.objects.filter(plan__in=plans, pk=Subquery(newest))
    return {one.plan_id: one for one in found}


def _open_threads(plans: list[int]) -> dict[int, int]:
    """Return how many discussions are open in each plan."""
    still = Thread.objects.filter(plan__in=plans, resolved_at=None).order_by()
    return dict(still.values_list("plan").annotate(number=Count("pk")))
