"""What is found is made again with what changed, in its transaction: a word that was withdrawn is found no more.

Each source of entries is made anew from what is published; only what differs from what is stored is written.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from indicators import queries
from indicators.progress.indicator_status import indicator_statuses
from indicators.render.badges import STATUS_SLUGS
from plans.document import Document
from plans.models import Edition, Institution, Plan
from public.models import SearchEntry, SearchWord
from public.search import order
from public.search.consultation_findings import consultation_finding, readable_consultations
from public.search.document_findings import DocumentFindings, former_findings
from public.search.entries import EntrySource
from public.search.oversight_findings import (
    briefing_finding,
    glossary_findings,
    recommendation_finding,
    report_findings,
    sitting_finding,
)
from public.search.vocabulary import vocabulary
from public.sittings.listing import public_sittings

DOCUMENT, OVERSIGHT, CONSULTATIONS, GLOSSARY = "document", "oversight", "consultations", "glossary"
# Before every plan.
FIRST_DAY = datetime.date(9999, 12, 1)
BATCH = 200


@dataclass(frozen=True)
class Indexed:
    """What is to be stored of some sources of a plan, or of none."""

    plan: Plan | None
    sources: tuple[str, ...]
    entries: list[SearchEntry]
    words: list[SearchWord]

    def store(self) -> None:
        """Write what differs from what is stored of these sources."""
        _write_difference(SearchEntry.objects.of(self.plan, *self.sources), self.entries, attrgetter("id"))
        rows = SearchWord.objects.filter(plan=self.plan, source__in=self.sources)
        _write_difference(rows, self.words, attrgetter("source", "word"))

    def differences(self) -> Iterator[models.Model]:
        """Yield what is stored of these sources and should not be, then what should be and is not."""
        stale, missing = row_differences(
            SearchEntry.objects.of(self.plan, *self.sources), self.entries, attrgetter("id")
        )
        yield from (*stale, *missing)
        rows = SearchWord.objects.filter(plan=self.plan, source__in=self.sources)
        stale, missing = row_differences(rows, self.words, attrgetter("source", "word"))
        yield from (*stale, *missing)


def index_plan(plan: Plan, editions: list[Edition]) -> None:
    """Keep what is found of a plan by its public editions, the newest first, and of its consultations."""
    with transaction.atomic():
        wanted = list(plan_contents(plan, editions))
        sources = {name for one in wanted for name in one.sources}
        for rows in (SearchEntry.objects, SearchWord.objects):
            rows.filter(plan=plan).exclude(source__in=sources).delete()
        for one in wanted:
            one.store()
        _index_bodies_of(plan)


def plan_contents(plan: Plan, editions: list[Edition]) -> Iterator[Indexed]:
    """Yield all that is to be stored of a plan by its public editions, the newest first, and its consultations."""
    yield _consultation_contents(plan)
    if not editions:
        return
    current, *earlier = (edition.read() for edition in editions)
    yield _document_contents(plan, current, earlier)
    yield _indicator_contents(plan, current, {one.uid for one in current.indicators})
    yield _oversight_contents(plan, current)


@transaction.atomic
def index_progress(plan: Plan, *, indicators: Collection[str]) -> None:
    """Keep what is found of some indicators, by their uids, and of what oversight says of the plan.

    Until the end of the transaction no other does it for the same plan: each sees what the one before wrote.
    """
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    edition = Edition.objects.current().filter(plan=plan).first()
    if edition is None:
        return
    published = edition.read()
    _indicator_contents(plan, published, indicators).store()
    _oversight_contents(plan, published).store()
    _index_bodies_of(plan)


def index_consultations(plan: Plan) -> None:
    """Keep what is found of the consultations on a plan."""
    with transaction.atomic():
        _consultation_contents(plan).store()


def index_statuses(plan: Plan) -> None:
    """Keep how the indicators stand on this day."""
    edition = Edition.objects.current().filter(plan=plan).first()
    if edition is not None:
        index_progress(plan, indicators={one.uid for one in edition.read().indicators})


def index_all_sittings() -> None:
    """Keep what is found of the sittings of every body as of this day."""
    for body in Institution.objects.filter(sittings__isnull=False).distinct():
        index_sittings(body)


def index_sittings(body: Institution) -> None:
    """Keep what is found of the sittings of a body."""
    sitting_contents(body).store()


def _index_bodies_of(plan: Plan) -> None:
    """Keep what is found of the sittings in which the plan was spoken of."""
    spoken = Q(sittings__edition__plan=plan) | Q(recommendations__plan=plan) | Q(briefings__plan=plan)
    for body in Institution.objects.filter(spoken).distinct():
        index_sittings(body)


def index_glossary() -> None:
    """Keep what is found of the glossary, which is the portal's own."""
    glossary_contents().store()


def _document_contents(plan: Plan, current: Document, earlier: list[Document]) -> Indexed:
    source = _source(plan, current, DOCUMENT)
    reading = DocumentFindings(current)
    entries = list(source.entries(reading.all(), most=order.INDICATORS))
    entries += source.entries(former_findings(earlier, current), most=order.INDICATORS)
    named = [*entries, *source.entries(map(reading.indicator, current.indicators))]
    return Indexed(plan, (DOCUMENT,), entries, _words(source, named))


def _indicator_contents(plan: Plan, current: Document, uids: Collection[str]) -> Indexed:
    """Return what is to be stored of some indicators: how they are defined and stand, what was accepted of them."""
    chosen = {place: one for place, one in enumerate(current.indicators) if one.uid in uids}
    keys = plan.indicators.filter(uid__in=uids).values_list("pk", flat=True)
    records = queries.report_values_of(list(keys))
    alone = replace(current, indicators=tuple(chosen.values()))
    standings = indicator_statuses(alone, records, timezone.localdate())
    reading, entries = DocumentFindings(current), []
    for place, one in chosen.items():
        findings = [reading.indicator(one, STATUS_SLUGS[standings[one.uid].status])]
        findings += report_findings(current.slug, one, records.get(one.uid, ()))
        first = order.INDICATORS + place * order.OF_AN_INDICATOR
        entries += _source(plan, current, one.uid).entries(findings, first=first, most=order.OF_AN_INDICATOR)
    return Indexed(plan, tuple(uids), entries, [])


def _oversight_contents(plan: Plan, current: Document) -> Indexed:
    source = _source(plan, current, OVERSIGHT)
    findings = [recommendation_finding(one) for one in queries.recommendation_values(plan.recommendations.all())]
    adopted = plan.briefings.exclude(adopted_on=None).order_by("-adopted_on", "-pk")
    entries = list(source.entries([*findings, *map(briefing_finding, adopted)], first=order.OVERSIGHT))
    return Indexed(plan, (OVERSIGHT,), entries, _words(source, entries))


def _consultation_contents(plan: Plan) -> Indexed:
    entries, is_invented = [], False
    for row in readable_consultations(plan):
        is_invented = is_invented or row.is_invented
        source = EntrySource(name=CONSULTATIONS, plan=plan, since=row.opened_on, is_invented=row.is_invented)
        first = order.CONSULTATIONS + row.number * order.OF_A_RECORD
        entries += source.entries([consultation_finding(row)], first=first, most=order.OF_A_RECORD)
    words = [] if is_invented else vocabulary(plan, CONSULTATIONS, entries)
    return Indexed(plan, (CONSULTATIONS,), entries, words)


def sitting_contents(body: Institution) -> Indexed:
    """Return what is to be stored of the sittings of a body that were held and of which something is recorded."""
    name, entries = f"sittings:{body.code}", []
    for sitting in public_sittings(timezone.localdate()).filter(body=body):
        source = EntrySource(name=name, plan=None, since=sitting.held_on, is_invented=body.is_invented)
        first = sitting.pk * order.OF_A_RECORD
        entries += source.entries([sitting_finding(sitting)], first=first, most=order.OF_A_RECORD)
    words = [] if body.is_invented else vocabulary(None, name, entries)
    return Indexed(None, (name,), entries, words)


def glossary_contents() -> Indexed:
    """Return what is to be stored of the glossary."""
    source = EntrySource(name=GLOSSARY, plan=None, since=FIRST_DAY, is_invented=False)
    entries = list(source.entries(glossary_findings()))
    return Indexed(None, (GLOSSARY,), entries, _words(source, entries))


def _source(plan: Plan, document: Document, name: str) -> EntrySource:
    return EntrySource(name=name, plan=plan, since=document.period_start, is_invented=document.is_invented)


def _words(source: EntrySource, entries: list[SearchEntry]) -> list[SearchWord]:
    """Return the words that may be proposed; none of an example."""
    return [] if source.is_invented else vocabulary(source.plan, source.name, entries)


def _write_difference(stored: models.QuerySet, wanted: list[models.Model], key) -> None:
    """Make the stored rows the wanted ones, by what tells them apart; the rows that are the same stay."""
    stale, missing = row_differences(stored, wanted, key)
    for start in range(0, len(stale), BATCH):
        stored.model.objects.filter(pk__in=[row.pk for row in stale[start : start + BATCH]]).delete()
    stored.model.objects.bulk_create(missing, batch_size=BATCH)


def row_differences(stored: Iterable[models.Model], wanted: Iterable[models.Model], key) -> tuple[list, list]:
    """Return the stored rows that are none of the wanted, and the wanted that are not stored as they are."""
    there, wanted = {key(one): one for one in stored}, {key(one): one for one in wanted}
    stale = [one for name, one in there.items() if name not in wanted or _values(one) != _values(wanted[name])]
    missing = [one for name, one in wanted.items() if name not in there or _values(one) != _values(there[name])]
    return stale, missing


def _values(row: models.Model) -> list:
    names = (field.attname for field in row._meta.concrete_fields)
    return [getattr(row, name) for name in names if name != "id" or isinstance(row, SearchEntry)]
