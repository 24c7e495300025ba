"""What it takes to decide on a plan: its problems, what it would change, its submission, what is said of it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from plans import permissions
from plans.approval import actions as approval_actions
from plans.approval.discussions.views import annotate_threads
from plans.approval.forms import ApprovalDecisionForm, ApprovalNoteForm, PublishForm, token_of
from plans.document.comparison import compare
from plans.editions.publishing import fingerprint
from plans.editions.readiness import readiness
from plans.history.entries import HistoryEntry, history_entries
from plans.history.queries import HistoryFilter, history_rows
from plans.models import Edition, Plan, Submission
from plans.problems import PlanProblem
from plans.render.comparison.summary import summary
from plans.stand_ins import ActingNames, acting_names
from plans.workspace import frame
from portal.forms.lists import ListForm

State = Submission.SubmissionState
# Of what happened meanwhile, as much is told; the history tells the rest.
MEANWHILE_LIMIT = 20


@dataclass(frozen=True)
class ProblemLink:
    """A problem with the address where it is mended."""

    problem: PlanProblem
    address: str


class ApprovalCase:
    """A plan as the page of its approval shows it to a person."""

    def __init__(self, plan: Plan, user):
        self.plan, self.user = plan, user
        self.may_edit = permissions.may_edit(user, plan)
        self.may_publish = permissions.may_publish(user, plan)
        self.content = approval_actions.content_of(plan)
        self.submission = approval_actions.open_submission(plan)
        self.seen = approval_actions.snapshot(plan, self.content)
        self.token = token_of(self.seen, timezone.now())
        problems = [ProblemLink(problem, _edit_url(problem, plan)) for problem in readiness(plan)]
        self.errors = [found for found in problems if found.problem.is_error]
        self.warnings = [found for found in problems if not found.problem.is_error]

    @cached_property
    def current(self) -> Edition | None:
        """Return the edition that readers have now."""
        return self.plan.editions.public().first()

    @cached_property
    def is_changed(self) -> bool:
        """Tell whether publishing would change what readers have."""
        return self.current is None or fingerprint(self.current.read()) != self.seen.content

    @property
    def is_outdated(self) -> bool:
        """Tell whether the plan is scheduled and is no longer what was approved: it will not be published."""
        return (
            self.submission is not None
            and self.submission.state == State.SCHEDULED
            and self.submission.fingerprint != self.seen.content
        )

    @cached_property
    def summary(self) -> str:
        """Return what would change, counted; empty where readers would see no difference."""
        return summary(compare(self.current.read(), self.content)) if self.current else ""

    @cached_property
    def names(self) -> ActingNames:
        """Return what those are called who did something with the plan, in whose place they did it."""
        return acting_names(self.plan)

    @cached_property
    def acts(self):
        """Return the plan's acts, each with its signed originals."""
        return list(self.plan.adoptionact_set.prefetch_related("originals"))

    @cached_property
    def threads(self):
        """Return the open discussions, the newest first; as many as a page takes."""
        return list(annotate_threads(self.plan.threads.filter(resolved_at=None))[: ListForm.rows_on_a_page])

    @property
    def next_number(self) -> int:
        """Return the number of the edition that would be published now."""
        return self.seen.edition + 1

    def submissions(self):
        """Return the first page of the submissions, the newest first, with what became of each."""
        rows = self.plan.submissions.select_related("sent_by", "decided_by", "edition").defer("edition__document")
        return ListForm({}, rows).page

    def editions(self, asked: Mapping[str, str]) -> ListForm:
        """Return the list of the plan's editions, the newest first, without their documents."""
        rows = self.plan.editions.select_related("published_by", "withdrawal__withdrawn_by").defer("document")
        return ListForm(asked, rows.order_by("-number"))

    def since(self, moment: datetime.datetime) -> list[HistoryEntry]:
        """Return what happened to the plan since a page showed it, the newest first."""
        rows = history_rows(self.plan, HistoryFilter(since=timezone.localdate(moment)))[: 5 * MEANWHILE_LIMIT]
        # An edition's moment has no parts of a second.
        later = [row for row in rows if row[0] >= moment.replace(microsecond=0)]
        root = reverse("plans:plan", args=[self.plan.slug])
        return history_entries(later, root, names=self.names, may_edit=self.may_edit)[:MEANWHILE_LIMIT]

    @property
    def offered_forms(self) -> list[str]:
        """Return the names of the forms that fit what the plan is now and what the person may do."""
        state = self.submission and self.submission.state
        mine = self.submission is not None and self.submission.sent_by_id == self.user.pk
        fits = {
            "submit": self.may_edit and not self.may_publish and not state and not self.errors,
            "recall": self.may_edit and mine and state == State.WAITING,
            "publish": self.may_publish and state != State.SCHEDULED and not self.errors,
            "return": self.may_publish and state == State.WAITING and not mine,
            "unschedule": self.may_publish and state == State.SCHEDULED,
        }
        return [name for name, is_offered in fits.items() if is_offered]

    def form(self, name: str, data=None) -> ApprovalDecisionForm:
        """Return a form of the page, with what was sent in it."""
        common = {"data": data, "name": name, "token": self.token}
        if name == "publish":
            note = self.submission.public_note if self.submission else ""
            return PublishForm(plan=self.plan, has_warnings=bool(self.warnings), note=note, **common)
        if name == "submit":
            hint = "Pentru aprobatori: ce este nou, ce să verifice. De exemplu „Am trecut termenele din Hotărârea 120.”"
            return ApprovalNoteForm(label="Nota dumneavoastră", hint=hint, required=False, **common)
        if name == "return":
            hint = "De exemplu „La măsura 1.8 lipsește termenul.” Nota devine și o discuție a planului."
            return ApprovalNoteForm(label="Ce este de făcut", hint=hint, required=True, **common)
        return ApprovalDecisionForm(**common)


def _edit_url(problem: PlanProblem, plan: Plan) -> str:
    """Return where a problem is mended; the plan's own page where the row has none."""
    return frame.edit_url(problem.place) or reverse("plans:plan", args=[plan.slug])
