"""Plans published without the work of publishing: their rows, their editions and what lists show of them."""

import dataclasses

from plans.document import Document, checksum_of, to_json
from plans.models import Edition, Institution, Plan
from public.home.summaries import mentions_of, summary_values
from public.models import InstitutionMention, PlanSummary


def published_plans(documents: list[Document], *, by) -> None:
    """Publish documents as the first editions of new plans."""
    owner = Institution.objects.first()
    shared = ("slug", "short_title", "title", "subtitle", "period_start", "period_end")
    plans = Plan.objects.bulk_create(
        Plan(owner=owner, **{name: getattr(document, name) for name in shared}) for document in documents
    )
    texts = [to_json(document) for document in documents]
    Edition.objects.bulk_create(
        Edition(plan=plan, number=1, document=text, checksum=checksum_of(text), published_by=by, note="Prima.")
        for plan, text in zip(plans, texts, strict=True)
    )
    summaries = PlanSummary.objects.bulk_create(
        PlanSummary(plan=plan, **summary_values(document)) for plan, document in zip(plans, documents, strict=True)
    )
    pairs = zip(summaries, documents, strict=True)
    InstitutionMention.objects.bulk_create(one for pair in pairs for one in mentions_of(*pair))


def named_copies(document: Document, titles: list[str]) -> list[Document]:
    """Return the document under other short titles, each with an address of its own, the newest plan first."""
    last = len(titles)
    return [
        dataclasses.replace(document, slug=f"copia-{last - number:03}", short_title=title, title=title, subtitle="")
        for number, title in enumerate(titles)
    ]
