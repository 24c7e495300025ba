"""What this app adds to every plan: its indicators, what is owed when it is published, and what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, partial

from django.utils import timezone
from django.utils.safestring import SafeString

from indicators import baselines, composition, copying, owing, queries
from indicators.render import html
from indicators.standing import Standing, next_change, standings
from plans.document import Document, Indicator
from plans.models import Plan
from plans.parts import Said
from plans.problems import Problem, warning

fields = composition.fields
copied = copying.copied
offers = copying.offers
succeeded = copying.succeeded


def problems(plan: Plan) -> list[Problem]:
    """Return what is wrong with the plan's indicators, and the baselines that nobody has confirmed."""
    return composition.problems(plan) + [
        warning(f"Valoarea de referință a indicatorului „{row}” a fost preluată din raportare: confirmați-o.", row)
        for row in baselines.unconfirmed(plan)
    ]


def published(plan: Plan, document: Document) -> None:
    """Owe the reports that the new edition asks for."""
    owing.owe(plan, document)


def said(plan: Plan, document: Document) -> Said:
    """Return the blocks and pages of the plan's progress today."""
    shown = Progress(plan, document)
    pages = {"progres/": shown.page}
    for indicator in shown.document.indicators:
        pages[f"indicatori/{indicator.number}/"] = partial(shown.indicator_page, indicator)
    return Said(beside=shown.beside, pages=pages, expires_on=shown.expires_on)


class Progress:
    """What came of a plan's edition as of today, read when it is first needed."""

    def __init__(self, plan: Plan, document: Document):
        self.plan, self.document, self.today = plan, numbered(plan, document), timezone.localdate()

    @cached_property
    def records(self) -> dict:
        """What was reported, by the uid of the indicator."""
        return queries.records_of(self.plan)

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Where each indicator stands, by its uid."""
        return standings(self.document, self.records, self.today)

    @cached_property
    def recommendations(self) -> list:
        """What was recommended about the plan, the newest first."""
        return queries.recommendations(self.plan.recommendations.all())

    @property
    def expires_on(self) -> date | None:
        """The first day on which something else would be shown: the next, while the days of a delay are counted."""
        is_counting = any(recommendation.state == "open" for recommendation in self.recommendations) or any(
            record.state == "due" and record.due_on < self.today for rows in self.records.values() for record in rows
        )
        return self.today + timedelta(days=1) if is_counting else next_change(self.document, self.records, self.today)

    def beside(self, uid: str | None) -> SafeString:
        """Return the summary beside the plan, or beside one of its elements."""
        if uid is None:
            return html.plan_summary(self.document, self.standings, self.today)
        return html.element_summary(self.document, self.document.by_uid[uid], self.standings, self.today)

    def page(self, asked: Mapping[str, str] | None = None) -> str:
        """Return the page of the plan's progress, filtered and ordered as asked."""
        briefings = adopted_briefings(self.plan)
        return html.progress_page(self.document, self.standings, self.recommendations, briefings, self.today, asked)

    def indicator_page(self, indicator: Indicator) -> str:
        """Return the page of one indicator, its reports with their proofs and with the definitions they keep."""
        alone = replace(self.document, indicators=(indicator,))
        records = queries.records_of(self.plan, number=indicator.number) if indicator.uid in self.records else {}
        found = standings(alone, records, self.today)[indicator.uid]
        element = self.document.by_uid[indicator.element] if indicator.element else None
        return html.indicator_page(self.document, found, element, self.recommendations, self.today)


def numbered(plan: Plan, document: Document) -> Document:
    """Return the document with the numbers that its indicators have now, where its edition is older than numbers."""
    if all(indicator.number for indicator in document.indicators):
        return document
    numbers = {str(uid): number for uid, number in plan.indicators.values_list("uid", "number")}
    known = (one for one in document.indicators if one.number or one.uid in numbers)
    return replace(document, indicators=tuple(replace(one, number=one.number or numbers[one.uid]) for one in known))


def adopted_briefings(plan: Plan) -> list[html.AdoptedReport]:
    """Return the briefings and reports about the plan that were adopted, the newest first."""
    root = f"/planuri/{plan.slug}/informari"
    return [
        html.AdoptedReport(
            title=row.title,
            number=row.number,
            adopted_on=row.adopted_on,
            pdf_address=f"{root}/{row.pk}/{row.kind}.pdf",
            docx_address=f"{root}/{row.pk}/{row.kind}.docx",
        )
        for row in plan.briefings.exclude(adopted_on=None).order_by("-adopted_on", "-pk")
    ]
