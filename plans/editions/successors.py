"""What carries a published plan on: the plans after it and their elements, as these say in their own editions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plans.document import Document, ElementLink, PlanLink
from plans.models import Edition, Plan


@dataclass(frozen=True)
class Successors:
    """The published plans that continue one, and the elements that continue its elements, by identity."""

    plans: tuple[PlanLink, ...] = ()
    elements: dict[str, tuple[tuple[PlanLink, ElementLink], ...]] = field(default_factory=dict)

    def differences(self, other: "Successors") -> set[str]:
        """Return the identities of the elements that are not continued by the same in another state."""
        uids = self.elements.keys() | other.elements.keys()
        return {uid for uid in uids if self.elements.get(uid) != other.elements.get(uid)}


def successors_of(plan: Plan, *, instead: Mapping[Plan, Edition | None] | None = None) -> Successors:
    """Return what continues the plan, by the current editions of the plans after it; one query.

    `instead` gives the edition (None for no edition) by which a plan counts instead of its current one.
    """
    editions = Edition.objects.current().filter(plan__continues=plan).select_related("plan")
    by_plan = {edition.plan: edition for edition in editions} | dict(instead or {})
    ordered = sorted(filter(None, by_plan.values()), key=lambda edition: (edition.plan.period_start, edition.plan_id))
    return _collect(plan.slug, [edition.read() for edition in ordered])


def _collect(slug: str, documents: Iterable[Document]) -> Successors:
    documents = [one for one in documents if one.continues and one.continues.slug == slug]
    links = {one.slug: PlanLink(slug=one.slug, title=one.short_title) for one in documents}
    found = defaultdict(list)
    for one in documents:
        for element in one.elements:
            if element.continues and element.continues.plan == slug:
                link = ElementLink(uid=element.uid, plan=one.slug, address=element.address, label=element.printed_name)
                found[element.continues.uid].append((links[one.slug], link))
    return Successors(tuple(links.values()), {uid: tuple(rows) for uid, rows in found.items()})
