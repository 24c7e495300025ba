"""The public pages: which there are, and their stored bytes.

A page is rendered when what it shows changes, and kept compressed; `public.serving` sends it. Every page can be made
again from the editions, and from what other apps know, alone (`manage.py render_pages`).
"""

import datetime
import gzip
import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, partial

import brotli
from django.db import transaction
from django.db.models import Exists, OuterRef

from plans.document import Document
from plans.editions.successors import successors_of
from plans.models import Edition, Plan
from plans.render.html import pages as html_pages
from portal.whitespace import collapse_white_space
from public.addresses import former_addresses, former_holders
from public.home.listing import plans_page
from public.home.summaries import store_summary
from public.models import StoredPage
from public.page_tools.foot import page_foot
from public.page_tools.subject import element_subject, plan_subject
from public.plan_progress import PlanProgress
from public.portal_version import portal_version

# Higher is fifteen times slower and not smaller on these pages, but for the highest, which saves a tenth.
BROTLI_QUALITY = 7
# The plans whose pages are made once for many changes.
_postponed: ContextVar[frozenset[int]] = ContextVar("postponed", default=frozenset())


@dataclass(frozen=True)
class PublicPage:
    """A public page: its address, what writes it, the first day on which it says something else, if any."""

    path: str
    write: Callable[[], str]
    expires_on: datetime.date | None = None
    is_frozen: bool = False

    def render(self) -> str:
        """Give the page as it is stored and sent: without the indentation of the templates."""
        return collapse_white_space(self.write())


def store_pages(plan: Plan, *, anew: bool = False, newest: Edition | None = None) -> None:
    """Make the plan's pages and the list of plans again, in the caller's transaction; frozen ones only when `anew`.

    `newest` is an edition in memory that need not be read again.
    """
    if plan.pk in _postponed.get():
        return
    with transaction.atomic():
        editions = [newest if row == newest else row for row in _public_editions(plan)]
        store_summary(plan, editions[0].read() if editions else None)
        pages = list(_pages(editions))
        stored = set(StoredPage.objects.filter(plan=plan).values_list("path", flat=True))
        kept = set() if anew else {page.path for page in pages if page.is_frozen} & stored
        StoredPage.objects.filter(plan=plan).exclude(path__in=kept).delete()
        StoredPage.objects.filter(plan=None).delete()
        made = [_to_stored_page(page, plan) for page in pages if page.path not in kept]
        StoredPage.objects.bulk_create(made + [_to_stored_page(page, None) for page in common_pages()], batch_size=200)


def store_stale_pages() -> int:
    """Make again the pages of the plans that another portal made, or that nobody made; return how many plans."""
    pages = StoredPage.objects.filter(plan=OuterRef("pk"))
    is_current = Exists(pages) & ~Exists(pages.exclude(portal_version=portal_version()))
    stale = Plan.objects.filter(Exists(Edition.objects.public().filter(plan=OuterRef("pk")))).exclude(is_current)
    for plan in (found := list(stale)):
        store_pages(plan, anew=True)
    return len(found)


def refresh_pages(plan: Plan, paths: Collection[str]) -> None:
    """Make the pages of these addresses again, in the caller's transaction."""
    if plan.pk in _postponed.get():
        return
    with transaction.atomic():
        StoredPage.objects.filter(plan=plan, path__in=paths).delete()
        made = [_to_stored_page(page, plan) for page in pages_of(plan) if page.path in paths]
        StoredPage.objects.bulk_create(made, batch_size=200)


@contextmanager
def store_once(plan: Plan) -> Iterator[None]:
    """Make the plan's pages once for the many changes inside, in one transaction with them."""
    with transaction.atomic():
        token = _postponed.set(_postponed.get() | {plan.pk})
        try:
            yield
        finally:
            _postponed.reset(token)
        store_pages(plan)


def find_page(slug: str, path: str, *, came_from: str = "") -> PublicPage | None:
    """Return the public page of a plan at an address; to a reader who came from a former one, it says so."""
    editions = Edition.objects.public().filter(plan__slug=slug).select_related("plan")
    return next((page for page in _pages(list(editions), came_from) if page.path == path), None)


def pages_of(plan: Plan) -> Iterator[PublicPage]:
    """Yield each public page of a plan."""
    yield from _pages(_public_editions(plan))


def _public_editions(plan: Plan) -> list[Edition]:
    return list(plan.editions.public().select_related("plan"))


def _pages(editions: list[Edition], came_from: str = "") -> Iterator[PublicPage]:
    """Yield each page that a plan's public editions, the newest first, give."""
    if not editions:
        return
    root = f"/planuri/{editions[0].plan.slug}/"
    current = editions[0].read()
    yield from _current_pages(editions[0], current, root, came_from)
    entries = [html_pages.EditionEntry(edition.read(), edition.checksum) for edition in editions]
    yield PublicPage(
        f"{root}editii/", lambda: html_pages.editions_page(current, entries, withdrawn_editions(editions[0].plan))
    )
    for edition in editions:
        yield PublicPage(
            f"{root}editii/{edition.number}/",
            lambda edition=edition: html_pages.edition_page(edition.read(), checksum=edition.checksum),
            is_frozen=True,
        )


def withdrawn_editions(plan: Plan) -> list[html_pages.WithdrawnEdition]:
    """Return the editions of a plan that were withdrawn, the newest first."""
    rows = plan.editions.filter(withdrawal__isnull=False).order_by("-number")
    rows = rows.values_list("number", "withdrawal__withdrawn_at", "withdrawal__reason")
    return [html_pages.WithdrawnEdition(*row) for row in rows]


def _current_pages(edition: Edition, current: Document, root: str, came_from: str) -> Iterator[PublicPage]:
    """Yield the pages of a plan's current edition, with what came of it, what continues it, what stood there before."""
    progress = PlanProgress(edition.plan, current)
    # Asked for once, and only when a page that says it is made.
    after = cache(lambda: successors_of(edition.plan))
    formerly = cache(lambda: former_holders(edition.plan, current))
    moved = {row.uid for row in former_addresses(edition.plan, came_from)} if came_from else set()
    expires_on = progress.expires_on
    yield PublicPage(
        root,
        lambda: html_pages.plan_page(
            current,
            checksum=edition.checksum,
            beside=progress.plan_summary(),
            marks=progress.marks(),
            followed_by=after().plans,
            foot=page_foot(plan_subject(current)),
        ),
        expires_on,
    )
    for element in current.elements:
        yield PublicPage(
            f"{root}{element.address}/",
            lambda element=element: html_pages.element_page(
                current,
                element,
                beside=progress.element_summary(element.uid) + progress.element_recommendations(element.uid),
                followed_by=after().elements.get(element.uid, ()),
                formerly=formerly().get(element.address, ()),
                came_from=came_from if element.uid in moved and element.address != came_from else "",
                foot=page_foot(element_subject(current, element)),
            ),
            expires_on,
        )
    yield PublicPage(f"{root}progres/", progress.page, expires_on)
    yield PublicPage(f"{root}termene/", progress.terms_page, progress.terms_expire_on)
    for indicator in progress.document.indicators:
        yield PublicPage(
            f"{root}indicatori/{indicator.number}/", partial(progress.indicator_page, indicator), expires_on
        )


def common_pages() -> Iterator[PublicPage]:
    """Yield the pages that belong to no plan."""
    text = plans_page()
    yield from (PublicPage(path, lambda: text) for path in ("/", "/planuri/"))


def content_tag(content: bytes) -> str:
    """Return what tells one content of a page from another."""
    return hashlib.sha256(content).hexdigest()[:32]


def _to_stored_page(page: PublicPage, plan: Plan | None) -> StoredPage:
    content = page.render().encode()
    return StoredPage(
        path=page.path,
        plan=plan,
        expires_on=page.expires_on,
        portal_version=portal_version(),
        etag=content_tag(content),
        gzip=gzip.compress(content, 9, mtime=0),
        brotli=brotli.compress(content, quality=BROTLI_QUALITY),
    )
