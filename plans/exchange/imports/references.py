"""The plans that a person may use, with their levels and elements, found by the names that stand in sheets."""

from collections import defaultdict

from plans import document
from plans.editions.composition import addresses
from plans.models import Element, Level, Plan
from portal.literals import quote


class PlanLookup:
    """Finds a plan by its slug, a level by its prefix, an element by its address; each plan is read once, whole.

    A name that the person may not see is refused in the same words as one that does not exist.
    """

    def __init__(self, plans):
        self.plans = {plan.slug: plan for plan in plans}
        self._levels: dict[int, dict[str, Level]] = {}
        self._elements: dict[int, dict[str, list[Element]]] = {}
        self._addresses: dict[int, dict[int, str]] = {}

    def plan(self, slug: str) -> Plan:
        """Return the plan; raise ValueError when there is none that the person may change."""
        if slug not in self.plans:
            raise ValueError(f"Nu există un plan {quote(slug)} pe care să îl puteți modifica.")
        return self.plans[slug]

    def levels(self, plan: Plan) -> dict[str, Level]:
        """Return the plan's levels by prefix, each with the levels above it."""
        if plan.pk not in self._levels:
            levels = {level.pk: level for level in Level.objects.filter(plan=plan)}
            for level in levels.values():
                level.plan = plan
                level.parent = levels.get(level.parent_id)
            self._levels[plan.pk] = {level.prefix: level for level in levels.values()}
        return self._levels[plan.pk]

    def level(self, plan: Plan, prefix: str) -> Level:
        """Return the level; raise ValueError when the plan has none with this prefix."""
        levels = self.levels(plan)
        if prefix not in levels:
            known = ", ".join(f"{level.prefix} ({level.name})" for level in levels.values()) or "niciunul"
            raise ValueError(f"Planul nu are nivelul {quote(prefix)}. Nivelurile lui: {known}.")
        return levels[prefix]

    def elements(self, plan: Plan) -> list[Element]:
        """Return the plan's elements, with their levels and institutions."""
        return [element for group in self._by_address(plan).values() for element in group]

    def element(self, plan: Plan, address: str) -> Element:
        """Return the element at an address; raise ValueError when there is none, or more than one."""
        found = self._by_address(plan).get(address, [])
        if len(found) > 1:
            raise ValueError(f"Planul are mai multe elemente la adresa {quote(address)}: schimbați-le întâi codurile.")
        if not found:
            raise ValueError(f"Planul nu are niciun element la adresa {quote(address)}. Scrieți de exemplu og-1.")
        return found[0]

    def address(self, element: Element) -> str:
        """Return the address of an element."""
        return self._of_plan(element.level.plan).get(element.pk, "")

    def order(self, plan: Plan) -> dict[int, int]:
        """Return the place of each of the plan's elements in its reading order, by primary key."""
        return {pk: place for place, pk in enumerate(self._of_plan(plan))}

    def _of_plan(self, plan: Plan) -> dict[int, str]:
        if plan.pk not in self._addresses:
            self._addresses[plan.pk] = addresses(plan)
        return self._addresses[plan.pk]

    def add(self, element: Element) -> None:
        """Let later rows find a new element; one without a code has no address before the import ends."""
        if element.code:
            address = document.address(element.level.prefix, element.code, 0)
            self._by_address(element.level.plan)[address].append(element)
            self._of_plan(element.level.plan)[element.pk] = address

    def _by_address(self, plan: Plan) -> dict[str, list[Element]]:
        if plan.pk not in self._elements:
            levels = {level.pk: level for level in self.levels(plan).values()}
            found = {e.pk: e for e in Element.objects.filter(level__plan=plan).prefetch_related("institutions")}
            groups = self._elements[plan.pk] = defaultdict(list)
            for element in found.values():
                element.level = levels[element.level_id]
                element.parent = found.get(element.parent_id)
                groups[self.address(element)].append(element)
        return self._elements[plan.pk]
