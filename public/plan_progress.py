"""What came of a published plan, as of today: accepted reports joined to its current edition."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from django.utils.safestring import SafeString

from indicators import queries
from indicators.progress.indicator_status import IndicatorStatus, indicator_statuses, next_change_day
from indicators.progress.vocabulary import ReportStage, report_stage
from indicators.render import pages as render_pages
from indicators.render.element_list import element_filter, elements_page
from indicators.render.marks import indicator_marks, next_passed_day
from indicators.render.terms import next_passed_term
from indicators.render.terms_page import terms_page
from plans.document import Document, ElementValue, IndicatorValue
from plans.models import Plan
from portal import clock
from public.page_tools.foot import page_foot
from public.page_tools.subject import indicator_subject, progress_subject, terms_subject


def earliest(*days: date | None) -> date | None:
    """Return the first of some days, of those that there are."""
    return min((day for day in days if day), default=None)


class PlanProgress:
    """What came of a plan's edition as of today, read when it is first needed; `whole` reports have their proofs."""

    def __init__(self, plan: Plan, document: Document, *, whole: bool = False):
        self.plan, self.document, self.today, self.whole = plan, document, clock.today(), whole

    @cached_property
    def records(self) -> dict:
        """What was reported, by the uid of the indicator."""
        return queries.report_values(self.plan, whole=self.whole)

    @cached_property
    def standings(self) -> dict[str, IndicatorStatus]:
        """Where each indicator stands, by its uid."""
        return indicator_statuses(self.document, self.records, self.today)

    @cached_property
    def recommendations(self) -> list:
        """What was recommended about the plan, the newest first."""
        return queries.recommendation_values(self.plan.recommendations.all())

    @property
    def expires_on(self) -> date | None:
        """The first day on which something else would be shown: the next, while the days of a delay are counted."""
        is_counting = any(recommendation.state == "open" for recommendation in self.recommendations) or any(
            report_stage(record.state, record.due_on, self.today) == ReportStage.LATE
            for rows in self.records.values()
            for record in rows
        )
        if is_counting:
            return self.today + timedelta(days=1)
        days = next_change_day(self.document, self.records, self.today), next_passed_day(self.document, self.today)
        after = None if self.has_ended else self.document.period_end + timedelta(days=1)
        return earliest(*days, after)

    @property
    def has_ended(self) -> bool:
        """Tell whether the plan's period is over."""
        return self.document.period_end < self.today

    def plan_summary(self) -> SafeString:
        """Return what the plan's page says of its progress."""
        return render_pages.plan_summary(self.document, self.standings, self.today)

    def marks(self) -> dict[str, SafeString]:
        """Return what the plan's page says of its progress beside each element and each indicator of its own."""
        return indicator_marks(self.document, self.standings, self.today)

    def element_summary(self, uid: str) -> SafeString:
        """Return what an element's page says of its progress."""
        return render_pages.element_summary(self.document, self.document.by_uid[uid], self.standings, self.today)

    def element_recommendations(self, uid: str) -> SafeString:
        """Return what an element's page says of what was recommended about it."""
        element = self.document.by_uid[uid]
        return render_pages.element_recommendations(self.document, element, self.recommendations, self.today)

    def card(self, element: ElementValue | None = None) -> str:
        """Return the card of the plan's progress, or of an element's, that other sites may show."""
        return render_pages.status_card(self.document, element, self.standings)

    def page(self, asked: Mapping[str, str] | None = None) -> str:
        """Return the page of the plan's progress, filtered and ordered as asked."""
        briefings = adopted_briefings(self.plan.briefings)
        return render_pages.progress_page(
            self.document,
            self.standings,
            self.recommendations,
            briefings,
            self.today,
            asked,
            foot=page_foot(progress_subject(self.document)),
        )

    @property
    def terms_expire_on(self) -> date | None:
        """The first day on which the page of terms would show something else."""
        return earliest(self.expires_on, next_passed_term(self.document, self.today))

    def terms_page(self, asked: Mapping[str, str] | None = None) -> str:
        """Return the page of the plan's terms, filtered as asked."""
        foot = page_foot(terms_subject(self.document))
        return terms_page(self.document, self.standings, self.today, asked, foot=foot)

    def element_filter(self) -> SafeString:
        """Return the choices among the plan's elements, as they stand on its page."""
        return element_filter(self.document, self.standings, self.today)

    def elements_page(self, asked: Mapping[str, str]) -> str:
        """Return the page of the plan's elements, filtered as asked."""
        return elements_page(self.document, self.standings, self.today, asked)

    def indicator_page(self, indicator: IndicatorValue) -> str:
        """Return the page of one indicator, its reports with their proofs and with the definitions they keep."""
        alone = replace(self.document, indicators=(indicator,))
        records = queries.report_values(self.plan, number=indicator.number) if indicator.uid in self.records else {}
        found = indicator_statuses(alone, records, self.today)[indicator.uid]
        element = self.document.by_uid[indicator.element] if indicator.element else None
        foot = page_foot(indicator_subject(self.document, indicator))
        return render_pages.indicator_page(self.document, found, element, self.recommendations, self.today, foot=foot)


def adopted_briefings(rows) -> list[render_pages.AdoptedBriefing]:
    """Return those of some briefings and reports that were adopted, the newest first, with their addresses."""
    adopted = rows.exclude(adopted_on=None).select_related("plan").order_by("-adopted_on", "-pk")
    return [
        render_pages.AdoptedBriefing(
            title=row.title,
            number=row.number,
            adopted_on=row.adopted_on,
            pdf_address=f"/planuri/{row.plan.slug}/informari/{row.pk}/{row.kind}.pdf",
            docx_address=f"/planuri/{row.plan.slug}/informari/{row.pk}/{row.kind}.docx",
        )
        for row in adopted
    ]
