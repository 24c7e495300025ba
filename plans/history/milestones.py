"""What happened to a plan as a whole: published, withdrawn, sent for approval, decided, rows removed and put back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from plans.models import Edition, Plan, Removal, Submission, Withdrawal
from portal.romanian import count

State = Submission.SubmissionState
DECISIONS = {
    State.SCHEDULED: "a aprobat planul, cu publicare la data stabilită",
    State.RETURNED: "a întors planul cu observații",
    State.PUBLISHED: "a aprobat planul",
    State.RECALLED: "a retras trimiterea spre aprobare",
}


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A kind of event: where it is kept, when it happened, who did it, and how it is told.

    `event_words` says what happened; `note` what the person wrote then; `rest` the address after the plan's, or empty.
    """

    slug: str
    model: type
    at: str
    by: str
    path: str
    event_words: Callable[[Any], str]
    note: Callable[[Any], str]
    rest: str

    def rows(self, plan: Plan) -> QuerySet:
        """Return the plan's rows of this kind to which the event happened."""
        return self.model._base_manager.filter(**{self.path: plan.pk, f"{self.at}__isnull": False})

    def load(self, keys: Iterable[int]) -> dict[int, Any]:
        """Return the rows of these keys, each with who did it and without the text of editions; one query."""
        rows = self.model._base_manager.filter(pk__in=keys).select_related(self.by)
        if self.model is Edition:
            rows = rows.defer("document")
        if self.model is Withdrawal:
            rows = rows.select_related("edition").defer("edition__document")
        return {row.pk: row for row in rows}


def _removal_words(removal: Removal) -> str:
    """Return what was removed, and how much went with it."""
    others = count(removal.count - 1, "rând care ținea", "rânduri care țineau")
    return f"„{removal.title}”" if removal.count < 2 else f"„{removal.title}”, cu {others} de el"


MILESTONES = {
    one.slug: one
    for one in (
        Milestone(
            slug="publicare",
            model=Edition,
            at="published_at",
            by="published_by",
            path="plan",
            event_words=lambda row: f"a publicat ediția {row.number}",
            note=lambda row: row.note,
            rest="aprobare/",
        ),
        Milestone(
            slug="retragere",
            model=Withdrawal,
            at="withdrawn_at",
            by="withdrawn_by",
            path="edition__plan",
            event_words=lambda row: f"a retras ediția {row.edition.number}",
            note=lambda row: row.reason,
            rest="aprobare/",
        ),
        Milestone(
            slug="trimitere",
            model=Submission,
            at="sent_at",
            by="sent_by",
            path="plan",
            event_words=lambda row: "a trimis planul spre aprobare",
            note=lambda row: row.note,
            rest="aprobare/",
        ),
        Milestone(
            slug="hotarare",
            model=Submission,
            at="decided_at",
            by="decided_by",
            path="plan",
            event_words=lambda row: DECISIONS.get(row.state, "a hotărât asupra trimiterii"),
            note=lambda row: row.answer,
            rest="aprobare/",
        ),
        Milestone(
            slug="stergere",
            model=Removal,
            at="removed_at",
            by="removed_by",
            path="plan",
            event_words=lambda row: f"a șters {_removal_words(row)}",
            note=lambda row: "",
            rest="sterse/",
        ),
        Milestone(
            slug="punere-la-loc",
            model=Removal,
            at="restored_at",
            by="restored_by",
            path="plan",
            event_words=lambda row: f"a pus la loc {_removal_words(row)}",
            note=lambda row: "",
            rest="sterse/",
        ),
    )
}
