"""What can be found, beside what the editions, the accepted reports and oversight give today."""

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from plans.models import Edition, Institution, Plan
from portal.chain.records import Finding
from public.models import SearchEntry, StoredPage
from public.search.indexing import Indexed, glossary_contents, plan_contents, sitting_contents

# What the index of the database should hold, and does not.
POSTGRESQL_DIFFERENCE = """
SELECT count(*) FROM public_searchentry WHERE words IS DISTINCT FROM
setweight(to_tsvector('simple', title_words || ' x0x'), 'A')
|| to_tsvector('simple', text_words || ' x0x ' || facets)
"""
SQLITE_CHECK = "INSERT INTO public_searchindex(public_searchindex, rank) VALUES ('integrity-check', 1)"


def search_findings() -> Iterator[Finding | None]:
    """Make again what is found, one plan at a time in memory, and compare it with what is stored."""
    yield from _findings_of_plans()
    # It is kept with the pages of all plans: not before there is one.
    if StoredPage.objects.filter(plan=None).exists():
        yield from _findings(glossary_contents())
    for body in Institution.objects.filter(sittings__isnull=False).distinct():
        yield from _findings(sitting_contents(body))
    if not _is_index_whole():
        yield Finding("indexul bazei de date pentru căutare", "nu are cuvintele locurilor")


def _findings_of_plans() -> Iterator[Finding | None]:
    spoken_of = Q(editions__isnull=False) | Q(consultations__isnull=False)
    for plan in Plan.objects.filter(spoken_of).distinct().order_by("pk"):
        try:
            yield from _plan_findings(plan)
        except Exception as unreadable:
            # An edition that was tampered with gives nothing, and is told of itself.
            yield Finding(f"căutarea în planul {plan.slug}", f"nu se poate face din nou ({type(unreadable).__name__})")


def _plan_findings(plan: Plan) -> Iterator[Finding | None]:
    editions = list(Edition.objects.public().filter(plan=plan).select_related("plan"))
    wanted = list(plan_contents(plan, editions))
    for one in wanted:
        yield from _findings(one)
    sources = {name for one in wanted for name in one.sources}
    for row in SearchEntry.objects.filter(plan=plan).exclude(source__in=sources):
        yield Finding(f"căutarea: {row.path}", "nu este a niciunei ediții și a niciunei consultări")


def _findings(wanted: Indexed) -> Iterator[Finding | None]:
    yield from (None for _entry in wanted.entries)
    for row in wanted.differences():
        yield Finding(f"căutarea: {getattr(row, 'path', row)}", "nu este ce se dă din nou")


def _is_index_whole() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_DIFFERENCE)
            return cursor.fetchone() == (0,)
        try:
            with transaction.atomic():
                cursor.execute(SQLITE_CHECK)
        except DatabaseError:
            return False
    return True
