"""The pages of all plans: home, the list, the open data and their catalogue; never sent as they were before a change.

Whoever changes something adds a mark in the same transaction, which costs the same beside any number of plans and waits
for nobody; while there is a mark, Django answers for these pages. A task makes and stores them after the transaction,
and the marks that were seen go.
"""

import datetime
from collections.abc import Iterator
from functools import cache

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from portal.languages import LANGUAGES, in_all_languages
from public.catalogue.datasets import catalogue
from public.catalogue.formats import CATALOGUE_FORMATS
from public.home.front import home_page
from public.home.listing import plans_page
from public.models import PublicState, StaleMark, StoredPage
from public.open_data import open_data_page
from public.page import PublicPage
from public.portal_version import portal_version
from public.search.indexing import index_glossary

STORED_FIELDS = ("plan", "etag", "portal_version", "made_on", "expires_on", "gzip", "brotli")


def common_pages() -> Iterator[PublicPage]:
    """Yield the pages that belong to no plan; home and the list count days, and are so until the next one."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    yield PublicPage("/", home_page, tomorrow)
    yield PublicPage("/planuri/", plans_page, tomorrow)
    yield PublicPage("/date-deschise/", open_data_page)
    # Read once for all formats, and only where they are written.
    things = cache(lambda: list(catalogue()))
    for kind in CATALOGUE_FORMATS.values():
        yield PublicPage(kind.path, lambda kind=kind: kind.write(things()))


COMMON_PATHS = tuple(page.path for page in common_pages())


def mark_common_pages() -> None:
    """Say, in the caller's transaction, that the pages of all plans are no longer so; have them made after it."""
    StaleMark.objects.create(plan=None)
    # Each change asks: whether a task that runs now sees its mark can be known only by waiting for it.
    make_common_pages.enqueue()


@task
def make_common_pages() -> None:
    """Make the pages of all plans that something changed since."""
    store_common_pages()


def store_common_pages() -> None:
    """Make the pages of all plans again where something changed since, a day passed, or another portal made them.

    The glossary, which is of no plan either, is found again where another portal made them. They are made outside any
    transaction and stored only where no mark was added since, so that the older never stand over the newer.
    """
    if not _are_current():
        StaleMark.objects.create(plan=None)
    while seen := set(_marks()):
        if not StoredPage.objects.filter(plan=None, portal_version=portal_version()).exists():
            # Another portal, another glossary.
            index_glossary()
        made = _made_pages()
        with transaction.atomic():
            if set(_marks().select_for_update()) == seen:
                StoredPage.objects.bulk_create(
                    made, update_conflicts=True, unique_fields=["path"], update_fields=STORED_FIELDS
                )
                StaleMark.objects.filter(pk__in=seen).delete()
                PublicState.objects.renew(None)


def _marks():
    return StaleMark.objects.filter(plan=None).order_by("pk").values_list("pk", flat=True)


def _are_current() -> bool:
    lasting = Q(expires_on=None) | Q(expires_on__gt=timezone.localdate())
    stored = StoredPage.objects.filter(lasting, plan=None, portal_version=portal_version())
    return set(stored.values_list("path", flat=True)) == in_all_languages(COMMON_PATHS)


def _made_pages() -> list[StoredPage]:
    """Return each page in each language; what is no page is the same in all of them."""
    made = {}
    for language in LANGUAGES:
        with override(language):
            pages = [page for page in common_pages() if page.address not in made]
            made |= {page.address: page.stored_for(None) for page in pages}
    return list(made.values())
