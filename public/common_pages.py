"""The pages of all plans, home and the list: made after a change, once, and never sent as they were before it.

Whoever changes something adds a mark in the same transaction, which costs the same beside any number of plans and waits
for nobody; while there is a mark, Django answers for these pages. After the transaction they are made and stored, and
the marks that were seen go.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from portal.languages import LANGUAGES
from public.home.front import home_page
from public.home.listing import plans_page
from public.models import StaleMark, StoredPage
from public.page import PublicPage
from public.portal_version import portal_version
from public.search.indexing import index_glossary

STORED_FIELDS = ("plan", "etag", "portal_version", "expires_on", "gzip", "brotli")


def common_pages() -> Iterator[PublicPage]:
    """Yield the pages that belong to no plan; each counts days, and is so until the next one."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    yield PublicPage("/", home_page, tomorrow)
    yield PublicPage("/planuri/", plans_page, tomorrow)


def mark_common_pages() -> None:
    """Say, in the caller's transaction, that the pages of all plans are no longer so; make them once it has ended."""
    StaleMark.objects.create(plan=None)
    transaction.on_commit(store_common_pages, robust=True)


def store_common_pages() -> None:
    """Make the pages of all plans again where something changed since, a day passed, or another portal made them.

    The glossary, which is of no plan either, is found again where another portal made them.

    Two who make them wait for each other at the marks, so that the older pages never stand over the newer ones.
    """
    with transaction.atomic():
        if not _are_current():
            StaleMark.objects.create(plan=None)
        marks = list(
            StaleMark.objects.filter(plan=None).select_for_update().order_by("pk").values_list("pk", flat=True)
        )
        if not marks:
            return
        if not StoredPage.objects.filter(plan=None, portal_version=portal_version()).exists():
            # Another portal, another glossary.
            index_glossary()
        StoredPage.objects.bulk_create(
            [row for language in LANGUAGES for row in _rows_in(language)],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=STORED_FIELDS,
        )
        StaleMark.objects.filter(pk__in=marks).delete()


def _are_current() -> bool:
    stored = StoredPage.objects.filter(plan=None, portal_version=portal_version(), expires_on__gt=timezone.localdate())
    return stored.count() == len(LANGUAGES) * sum(1 for _ in common_pages())


def _rows_in(language: str) -> list[StoredPage]:
    with override(language):
        return [page.stored_for(None) for page in common_pages()]
