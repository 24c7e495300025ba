"""What of a document continues what of the plan before: as proposed, unless a person said otherwise."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from plans import document as d
from plans import permissions
from plans.editions.composition import compose
from plans.exchange.word.mapping.choices import WordMapping
from plans.exchange.word.mapping.draft import DraftElement, PlanDraft
from plans.models import Plan, WordImport
from plans.succession.matching import Statement, continuations
from portal.romanian import count

# Below this share of the plan before that is continued, the document is probably of something else.
ALIKE = 0.25


@dataclass
class Continuation:
    """The plan before as a document, and by the place of each element in the draft the one that it continues."""

    plan: Plan
    before: d.Document
    keys: list[str]
    pairs: dict[int, d.ElementValue]
    said: frozenset[int]

    @cached_property
    def left(self) -> list[d.ElementValue]:
        """Return the elements of the plan before that nothing continues, without those retired."""
        continued = {one.uid for one in self.pairs.values()}
        return [one for one in self.before.elements if one.uid not in continued and not one.retired]

    @property
    def is_far(self) -> bool:
        """Tell whether so little is continued that the document may be another institution's."""
        return len(self.pairs) < ALIKE * (len(self.pairs) + len(self.left))

    @property
    def summary(self) -> str:
        """Return in words how much continues, how much is new, and how much is left."""
        pairs, new, left = len(self.pairs), len(self.keys) - len(self.pairs), len(self.left)
        parts = [
            f"{count(pairs, 'element continuă', 'elemente continuă')} câte unul de acum"
            if pairs
            else "nimic nu continuă",
            f"{new} {'este nou' if new == 1 else 'sunt noi'}" if new else "niciunul nu este nou",
            count(left, "element de acum nu este continuat", "elemente de acum nu sunt continuate")
            if left
            else "toate cele de acum sunt continuate",
        ]
        return "; ".join(parts)

    @property
    def plan_link(self) -> d.PlanLink:
        """Return the plan before, named well enough to be reached."""
        return d.PlanLink(slug=self.before.slug, title=self.before.short_title)

    def link(self, number: int) -> d.ElementLink | None:
        """Return what the element at this place of the draft continues, named well enough to be reached."""
        old = self.pairs.get(number)
        if old is None:
            return None
        return d.ElementLink(uid=old.uid, plan=self.before.slug, address=old.address, label=old.printed_name)

    def indicators(self, number: int | None, titles: list[str]) -> dict[int, d.IndicatorValue]:
        """Return, by their places, the indicators that have the same words as one of the continued element.

        No number is that of the whole plan.
        """
        old = None if number is None else self.pairs.get(number)
        if number is not None and old is None:
            return {}
        rows = [one for one in self.before.indicators_of.get(old and old.uid, ()) if not one.retired]
        by_words = {Statement("", "", one.title).stems: one for one in reversed(rows)}
        found = {}
        for place, title in enumerate(titles):
            one = by_words.pop(Statement("", "", title).stems, None)
            if one is not None:
                found[place] = one
        return found


def continuation_of(row: WordImport, draft: PlanDraft, mapping: WordMapping, *, by) -> Continuation | None:
    """Return what a document continues; none where no plan was chosen, or its person may not change that plan now."""
    plan = row.continues
    if plan is None or not permissions.may_edit(by, plan):
        return None
    before = compose(plan, number=1, published_at=d.NO_EDITION.published_at, note="")
    keys = element_keys(draft)
    said = {number: row.pairs[key] for number, key in enumerate(keys) if key in row.pairs}
    taken = set(said.values())
    new = [_statement(str(number), one, mapping) for number, one in enumerate(draft.elements) if number not in said]
    old = [
        Statement(one.uid, one.code, one.title, before.level[one.level].kind)
        for one in before.elements
        if one.uid not in taken and not one.retired
    ]
    chosen = {number: uid for number, uid in said.items() if uid in before.by_uid}
    chosen |= {int(number): uid for number, uid in continuations(new, old).items()}
    pairs = {number: before.by_uid[uid] for number, uid in sorted(chosen.items())}
    return Continuation(plan, before, keys, pairs, frozenset(said))


def element_keys(draft: PlanDraft) -> list[str]:
    """Return by what each element is known while the choices change: its place, counted where one place has several."""
    met: Counter = Counter()
    found = []
    for one in draft.elements:
        met[one.place] += 1
        found.append(one.place if met[one.place] == 1 else f"{one.place}, al {met[one.place]}-lea")
    return found


def _statement(key: str, one: DraftElement, mapping: WordMapping) -> Statement:
    level = mapping.level(one.level)
    return Statement(key, one.code, one.title, level.kind if level else "")
