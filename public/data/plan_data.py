"""The data of a plan, of an element and of an indicator: the current edition, and what was accepted of it."""

from collections.abc import Collection

from indicators.progress.indicator_status import counts_by_element
from indicators.render.data.indicator_columns import StatusOfPlan
from indicators.render.data.indicators import counts_table, indicators_table
from indicators.render.data.oversight import recommendations_table
from indicators.render.data.terms import terms_table
from indicators.render.data.values import values_table
from indicators.render.indicator_rows import statuses_in_order
from indicators.render.terms import has_terms, term_rows
from plans.models import Edition
from plans.render.data_tables import budget_table, elements_table, money_table, targets_table
from plans.render.money_chart import has_money
from portal.data_files.tables import DataTable
from public.data.page_data import PageData
from public.plan_progress import PlanProgress

DATED = frozenset({"indicatori", "valori", "stadii", "termene", "recomandari"})


class PlanTables:
    """The tables of a plan's current edition, of all of it or of what some elements and indicators are."""

    def __init__(self, edition: Edition):
        self.document = edition.read()
        self.progress = PlanProgress(edition.plan, self.document, whole=True)

    def plan(self) -> PageData:
        """Return the data of the plan's page."""
        document = self.document
        tables = {"elemente": lambda: elements_table(document, document.elements)}
        if document.indicators:
            tables |= self._of_indicators({one.uid for one in document.indicators})
            tables |= {"stadii": self._counts}
        if has_terms(document):
            tables |= {"termene": self._terms}
        if document.budget:
            tables |= {"buget": lambda: budget_table(document.budget)}
        if has_money(document):
            tables |= {"sume": lambda: money_table(document)}
        tables |= {"recomandari": self._recommendations}
        return self._page(document.title, "", tables)

    def element(self, address: str) -> PageData | None:
        """Return the data of an element's page: it and all below it; None where the plan has no such one."""
        document = self.document
        element = document.by_address.get(address)
        if element is None:
            return None
        elements = document.branch(element)
        places = {one.uid for one in elements}
        uids = {one.uid for one in document.indicators if one.element in places}
        tables = {"elemente": lambda: elements_table(document, elements)}
        tables |= self._of_indicators(uids) if uids else {}
        return self._page(element.printed_name, f"{address}/", tables)

    def indicator(self, number: int) -> PageData | None:
        """Return the data of an indicator's page; None where the plan has no such one."""
        found = next((one for one in self.document.indicators if one.number == number), None)
        if found is None:
            return None
        return self._page(found.title, f"indicatori/{number}/", self._of_indicators({found.uid}))

    def _page(self, title: str, path: str, tables: dict) -> PageData:
        return PageData(
            title=title,
            path=f"/planuri/{self.document.slug}/{path}",
            tables=tables,
            today=self.progress.today,
            dated=DATED,
            document=self.document,
            is_invented=self.document.is_invented,
        )

    def _of_indicators(self, uids: Collection[str]) -> dict:
        indicators = [one for one in self.document.indicators if one.uid in uids]
        tables = {
            "indicatori": lambda: indicators_table(self._statuses(uids)),
            "valori": lambda: values_table(self._statuses(uids)),
        }
        if any(one.targets or one.former_targets for one in indicators):
            tables["tinte"] = lambda: targets_table(indicators)
        return tables

    def _recommendations(self) -> DataTable:
        titles = {self.document.slug: self.document.short_title}
        return recommendations_table(self.progress.recommendations, titles, self.progress.today)

    def _statuses(self, uids: Collection[str]) -> list[StatusOfPlan]:
        rows = statuses_in_order(self.document, self.progress.standings)
        return [StatusOfPlan(document=self.document, standing=one) for one in rows if one.indicator.uid in uids]

    def _terms(self) -> DataTable:
        return terms_table(term_rows(self.document, self.progress.standings, self.progress.today))

    def _counts(self) -> DataTable:
        numbers = counts_by_element(self.document, self.progress.standings)
        roots = [one for one in self.document.children.get(None, ()) if sum(numbers[one.uid].values())]
        return counts_table([*((one.printed_name, numbers[one.uid]) for one in roots), ("Tot planul", numbers[None])])


def plan_tables(slug: str) -> PlanTables | None:
    """Return the tables of a published plan; None for one that is unknown, a draft or withdrawn."""
    edition = Edition.objects.current_of(slug)
    return PlanTables(edition) if edition else None
