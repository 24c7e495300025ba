"""What it takes to decide on a plan: its problems, what it would change, its submission, what is said of it."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from plans import permissions
from plans.approval import approving
from plans.comparison import compare
from plans.forms.approval import NoteForm, PublishForm, SeenForm, token_of
from plans.models import Edition, Plan, Submission
from plans.problems import Problem
from plans.publishing import fingerprint
from plans.readiness import readiness
from plans.render.comparing.summary import summary
from plans.tracking.asked import Asked, happened
from plans.tracking.stream import Entry, entries
from plans.views.workspace import pages
from plans.views.workspace.discussions import described

State = Submission.State
ON_A_PAGE = 25
# Of what happened meanwhile, as much is told; the history tells the rest.
TOLD = 20


@dataclass(frozen=True)
class Found:
    """A problem with the address where it is mended."""

    problem: Problem
    address: str


class Case:
    """A plan as the page of its approval shows it to a person."""

    def __init__(self, plan: Plan, user):
        self.plan, self.user = plan, user
        self.may_edit = permissions.can_edit(user, plan)
        self.may_publish = permissions.can_publish(user, plan)
        self.content = approving.content_of(plan)
        self.submission = approving.open_submission(plan)
        self.seen = approving.seen(plan, self.content)
        self.token = token_of(self.seen, timezone.now())
        problems = [Found(problem, _place_of(problem, plan)) for problem in readiness(plan)]
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

    @cached_property
    def summary(self) -> str:
        """Return what would change, counted; empty where readers would see no difference."""
        return summary(compare(self.current.read(), self.content)) if self.current else ""

    @cached_property
    def acts(self):
        """Return the plan's acts, each with its signed originals."""
        return list(self.plan.adoptionact_set.prefetch_related("originals"))

    @cached_property
    def threads(self):
        """Return the open discussions, the newest first; as many as a page takes."""
        return list(described(self.plan.threads.filter(resolved_at=None))[:ON_A_PAGE])

    @property
    def next_number(self) -> int:
        """Return the number of the edition that would be published now."""
        return self.seen.edition + 1

    def submissions(self):
        """Return the newest submissions, with what became of each."""
        rows = self.plan.submissions.select_related("sent_by", "decided_by", "edition").defer("edition__document")
        return Paginator(rows, ON_A_PAGE).get_page(1)

    def editions(self, page: str | None):
        """Return a page of the plan's editions, the newest first, without their documents."""
        rows = self.plan.editions.select_related("published_by", "withdrawal__withdrawn_by").defer("document")
        return Paginator(rows.order_by("-number"), ON_A_PAGE).get_page(page)

    def since(self, moment: datetime.datetime) -> list[Entry]:
        """Return what happened to the plan since a page showed it, the newest first."""
        rows = happened(self.plan, Asked(since=timezone.localdate(moment)))[: 5 * TOLD]
        # An edition's moment has no parts of a second.
        later = [row for row in rows if row[0] >= moment.replace(microsecond=0)]
        return entries(later, reverse("work:plan", args=[self.plan.slug]))[:TOLD]

    @property
    def offered(self) -> list[str]:
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

    def form(self, name: str, data=None) -> SeenForm:
        """Return a form of the page, with what was sent in it."""
        common = {"data": data, "name": name, "token": self.token}
        if name == "publish":
            note = self.submission.public_note if self.submission else ""
            return PublishForm(plan=self.plan, has_warnings=bool(self.warnings), note=note, **common)
        if name == "submit":
            hint = "Pentru aprobatori: ce este nou, ce să verifice. De exemplu „Am trecut termenele din Hotărârea 120.”"
            return NoteForm(label="Nota dumneavoastră", hint=hint, required=False, **common)
        if name == "return":
            hint = "De exemplu „La măsura 1.8 lipsește termenul.” Nota devine și o discuție a planului."
            return NoteForm(label="Ce este de făcut", hint=hint, required=True, **common)
        return SeenForm(**common)


def _place_of(problem: Problem, plan: Plan) -> str:
    """Return where a problem is mended; the plan's own page where the row has none."""
    known = type(problem.place)._meta.concrete_model in pages.PLACES
    return pages.place_of(problem.place) if known else reverse("work:plan", args=[plan.slug])
