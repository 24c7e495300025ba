"""What this app adds to every plan: its indicators, what is owed when it is published, and what came of it."""

from functools import cache

from django.utils import timezone
from django.utils.safestring import SafeString

from indicators import composition, owing, queries
from indicators.render import html
from indicators.standing import next_change, standings
from plans.document import Document
from plans.models import Plan
from plans.parts import Said

fields = composition.fields
problems = composition.problems


def published(plan: Plan, document: Document) -> None:
    """Owe the reports that the new edition asks for."""
    owing.owe(plan, document)


def said(plan: Plan, document: Document) -> Said:
    """Return the blocks and pages of the plan's progress today."""
    today = timezone.localdate()
    records = queries.records_of(plan)
    found = standings(document, records, today)

    @cache
    def advice():
        return queries.recommendations(plan.recommendations.all())

    def beside(uid: str | None) -> SafeString:
        """Return the summary beside the plan or beside one of its elements."""
        if uid is None:
            return html.plan_summary(document, found, today)
        return html.element_summary(document, document.by_uid[uid], found, today)

    def indicator_page(indicator) -> str:
        """Return the page of one indicator, with the definitions that its reports keep."""
        whole = standings(document, {**records, **queries.records_of(plan, number=indicator.number)}, today)
        element = document.by_uid[indicator.element] if indicator.element else None
        return html.indicator_page(document, whole[indicator.uid], element, advice(), today)

    def progress_page() -> str:
        """Return the page of the plan's progress."""
        return html.progress_page(document, found, advice(), adopted_briefings(plan), today)

    pages = {"progres/": progress_page}
    for indicator in document.indicators:
        pages[f"indicatori/{indicator.number}/"] = lambda indicator=indicator: indicator_page(indicator)
    return Said(beside=beside, pages=pages, expires_on=next_change(document, records, today))


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
