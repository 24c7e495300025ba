"""Publishing one plan beside many other published ones, beside publishing it beside few."""

import dataclasses
from itertools import pairwise

from django.contrib.auth import get_user_model
from django.db import transaction

from bench.measure import BenchResult, cpu_ratio
from plans.approval.actions import content_of
from plans.document import Document, checksum_of, to_json
from plans.editions.publishing import publish
from plans.models import Edition, Institution, Plan
from public.home.summaries import mentions_of, summary_values
from public.models import InstitutionMention, PlanSummary, StoredPage

FEW, MANY = 20, (2_000, 20_000)


def add_published_plans(document: Document, owner: Institution, numbers: range) -> None:
    """Publish copies of a document, each with one edition, its summary and two stored pages, without the work of it."""
    by = get_user_model().objects.get(username="aprobator")
    text = to_json(document)
    checksum = checksum_of(text)
    named = [dataclasses.replace(document, slug=f"vecin-{n}", short_title=f"Plan vecin {n}") for n in numbers]
    shared = ("slug", "short_title", "title", "subtitle", "period_start", "period_end")
    plans = Plan.objects.bulk_create(
        [Plan(owner=owner, **{name: getattr(one, name) for name in shared}) for one in named], batch_size=500
    )
    Edition.objects.bulk_create(
        [Edition(plan=plan, number=1, document=text, checksum=checksum, published_by=by, note="x") for plan in plans],
        batch_size=100,
    )
    summaries = PlanSummary.objects.bulk_create(
        [PlanSummary(plan=plan, **summary_values(one)) for plan, one in zip(plans, named, strict=True)], batch_size=500
    )
    mentions = (one for pair in zip(summaries, named, strict=True) for one in mentions_of(*pair))
    InstitutionMention.objects.bulk_create(mentions, batch_size=500)
    page = StoredPage.objects.get(path=f"/planuri/{document.slug}/")
    StoredPage.objects.bulk_create(
        [
            StoredPage(
                path=f"/planuri/{plan.slug}/{name}", plan=plan, etag=page.etag, gzip=page.gzip, brotli=page.brotli
            )
            for plan in plans
            for name in ("", "editii/")
        ],
        batch_size=200,
    )


def short_document(document: Document) -> Document:
    """Return a document with the first few elements of another: 20,000 whole ones would fill a disk."""
    return dataclasses.replace(document, elements=document.elements[:8], indicators=document.indicators[:1])


def publish_and_undo(plan: Plan) -> None:
    """Publish a plan with its pages, without its PDF, and take it back, so that each time is like the first."""
    by = get_user_model().objects.get(username="aprobator")
    with transaction.atomic():
        publish(plan, by=by, note="Măsurată.")
        transaction.set_rollback(True)


def results():
    """Yield the ratios of publishing beside 2,000 and 20,000 other plans to publishing beside 20."""
    plan = Plan.objects.get(slug="atop-2024")
    document = Edition.objects.current().get(plan=plan).read()

    def publishing_beside(first: int, last: int) -> float:
        """Return the CPU time of publishing once there are so many, in that of composing the plan, measured in turn."""
        add_published_plans(short_document(document), plan.owner, range(first, last))
        return cpu_ratio(lambda: publish_and_undo(plan), lambda: [content_of(plan) for _ in range(10)], pairs=5)

    few = publishing_beside(0, FEW)
    for first, last in pairwise((FEW, *MANY)):
        yield BenchResult(
            f"publishing beside {last:,} plans / beside {FEW}", publishing_beside(first, last) / few, 1.25
        )
