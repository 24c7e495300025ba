"""What carries a published plan on: the plans after it and their elements, as these say in their own editions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from plans.document import Document, Link, PlanLink
from plans.models import Edition, Plan


@dataclass(frozen=True)
class Following:
    """The published plans that continue one, and the elements that continue its elements, by identity."""

    plans: tuple[PlanLink, ...] = ()
    elements: dict[str, tuple[tuple[PlanLink, Link], ...]] = field(default_factory=dict)

    def differences(self, other: "Following") -> set[str]:
        """Return the identities of the elements that are not continued by the same in another state."""
        uids = self.elements.keys() | other.elements.keys()
        return {uid for uid in uids if self.elements.get(uid) != other.elements.get(uid)}


def following(plan: Plan) -> Following:
    """Return what continues the plan, by the current editions of the plans after it; one query."""
    editions = Edition.objects.current().filter(plan__continues=plan).order_by("plan__period_start", "plan")
    return _told(plan.slug, [edition.read() for edition in editions])


def _told(slug: str, documents: Iterable[Document]) -> Following:
    documents = [one for one in documents if one.continues and one.continues.slug == slug]
    links = {one.slug: PlanLink(slug=one.slug, title=one.short_title) for one in documents}
    found = defaultdict(list)
    for one in documents:
        for element in one.elements:
            if element.continues and element.continues.plan == slug:
                label = f"{element.printed_code} {element.title}".strip()
                link = Link(uid=element.uid, plan=one.slug, address=element.address, label=label)
                found[element.continues.uid].append((links[one.slug], link))
    return Following(tuple(links.values()), {uid: tuple(rows) for uid, rows in found.items()})
