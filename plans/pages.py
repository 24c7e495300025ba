"""The public pages: which there are, and their stored bytes.

A page is rendered when what it shows changes, and kept compressed; `plans.serving` sends it. Every page can be made
again from the editions, and from what other apps know, alone (`manage.py render_pages`).
"""

import datetime
import gzip
import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

import brotli
from django.db import transaction
from django.utils.html import format_html_join

from plans import parts
from plans.document import Document
from plans.following import following
from plans.models import Edition, Plan, StoredPage
from plans.render import html

# Higher is fifteen times slower and not smaller on these pages, but for the highest, which saves a tenth.
BROTLI_QUALITY = 7
# The plans whose pages are made once for many changes.
_put_off: ContextVar[frozenset[int]] = ContextVar("put_off", default=frozenset())


@dataclass(frozen=True)
class Page:
    """A public page: its address, what renders it, the first day on which it says something else, if any."""

    path: str
    render: Callable[[], str]
    expires_on: datetime.date | None = None
    is_frozen: bool = False


def store(plan: Plan, *, anew: bool = False) -> None:
    """Make the plan's pages and the list of plans again, in the caller's transaction; frozen ones only when `anew`."""
    if plan.pk in _put_off.get():
        return
    with transaction.atomic():
        pages = list(pages_of(plan))
        stored = set(StoredPage.objects.filter(plan=plan).values_list("path", flat=True))
        kept = set() if anew else {page.path for page in pages if page.is_frozen} & stored
        StoredPage.objects.filter(plan=plan).exclude(path__in=kept).delete()
        StoredPage.objects.filter(plan=None).delete()
        made = [_stored(page, plan) for page in pages if page.path not in kept]
        StoredPage.objects.bulk_create(made + [_stored(page, None) for page in common_pages()], batch_size=200)


def refresh(plan: Plan, paths: Collection[str]) -> None:
    """Make the pages of these addresses again, in the caller's transaction."""
    if plan.pk in _put_off.get():
        return
    with transaction.atomic():
        StoredPage.objects.filter(plan=plan, path__in=paths).delete()
        made = [_stored(page, plan) for page in pages_of(plan) if page.path in paths]
        StoredPage.objects.bulk_create(made, batch_size=200)


@contextmanager
def once(plan: Plan) -> Iterator[None]:
    """Make the plan's pages once for the many changes inside, in one transaction with them."""
    with transaction.atomic():
        token = _put_off.set(_put_off.get() | {plan.pk})
        try:
            yield
        finally:
            _put_off.reset(token)
        store(plan)


@contextmanager
def leading_on(plan: Plan) -> Iterator[None]:
    """Make again those pages of the plan before that lead on to this one, where what is published inside changes them.

    In the caller's transaction.
    """
    before = plan.continues
    old = following(before) if before else None
    yield
    if before is None:
        return
    edition = Edition.objects.current().filter(plan=before).first()
    if edition is None:
        return
    new, root, published = following(before), f"/planuri/{before.slug}/", edition.read().by_uid
    paths = {f"{root}{published[uid].address}/" for uid in new.differences(old) if uid in published}
    refresh(before, paths | ({root} if new.plans != old.plans else set()))


def find(slug: str, path: str) -> Page | None:
    """Return the public page of a plan at an address."""
    editions = Edition.objects.public().filter(plan__slug=slug).select_related("plan")
    return next((page for page in _pages(list(editions)) if page.path == path), None)


def pages_of(plan: Plan) -> Iterator[Page]:
    """Yield each public page of a plan."""
    yield from _pages(list(plan.editions.public().select_related("plan")))


def _pages(editions: list[Edition]) -> Iterator[Page]:
    """Yield each page that a plan's public editions, the newest first, give."""
    if not editions:
        return
    root = f"/planuri/{editions[0].plan.slug}/"
    current = editions[0].read()
    yield from _pages_today(editions[0], current, root)
    yield Page(f"{root}editii/", lambda: html.editions_page(current, in_list(editions)))
    for edition in editions:
        yield Page(
            f"{root}editii/{edition.number}/",
            lambda edition=edition: html.edition_page(edition.read(), checksum=edition.checksum),
            is_frozen=True,
        )


def _pages_today(edition: Edition, current: Document, root: str) -> Iterator[Page]:
    """Yield the pages of a plan's current edition, with what others say of it and what continues it."""
    said = [part.said(edition.plan, current) for part in parts.PARTS]
    expires_on = min((one.expires_on for one in said if one.expires_on), default=None)
    # Asked for once, and only when a page that says it is made.
    after = cache(lambda: following(edition.plan))

    def around(uid: str | None) -> dict:
        """Return what stands around the plan, or around one of its elements: what others say, what continues it."""
        beside = {uid: format_html_join("", "{}", ((one.beside(uid),) for one in said))}
        return {"beside": beside, "followed_by": after().elements.get(uid, ()) if uid else after().plans}

    yield Page(root, lambda: html.plan_page(current, checksum=edition.checksum, **around(None)), expires_on)
    for element in current.elements:
        yield Page(
            f"{root}{element.address}/",
            lambda element=element: html.element_page(current, element, **around(element.uid)),
            expires_on,
        )
    for one in said:
        yield from (Page(root + rest, render, one.expires_on) for rest, render in one.pages.items())


def common_pages() -> Iterator[Page]:
    """Yield the pages that belong to no plan."""
    text = html.plans_page(entries(Edition.objects.current()))
    yield from (Page(path, lambda: text) for path in ("/", "/planuri/"))


def in_list(editions) -> list[html.Entry]:
    """Return what a list shows of each edition."""
    return [html.Entry(edition.read(), edition.checksum) for edition in editions]


def entries(editions) -> list[html.Entry]:
    """Return what a list of plans shows of each edition, the newest plans first."""
    found = in_list(editions)
    return sorted(found, key=lambda entry: (entry.document.period_start, entry.document.slug), reverse=True)


def _stored(page: Page, plan: Plan | None) -> StoredPage:
    content = page.render().encode()
    return StoredPage(
        path=page.path,
        plan=plan,
        expires_on=page.expires_on,
        etag=hashlib.sha256(content).hexdigest()[:32],
        gzip=gzip.compress(content, 9, mtime=0),
        brotli=brotli.compress(content, quality=BROTLI_QUALITY),
    )
