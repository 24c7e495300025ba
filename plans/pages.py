"""The public pages: which there are, and their stored bytes.

A page is rendered once, when something is published or withdrawn, and kept compressed; `plans.serving` sends it. Every
page can be made again from the editions alone (`manage.py render_pages`).
"""

import gzip
import hashlib
from collections.abc import Iterator

import brotli
from django.db import transaction

from plans.models import Edition, Plan, StoredPage
from plans.render import html

# Higher is fifteen times slower and not smaller on these pages, but for the highest, which saves a tenth.
BROTLI_QUALITY = 7


def store(plan: Plan) -> None:
    """Make the plan's pages and the list of plans again, in the caller's transaction."""
    with transaction.atomic():
        StoredPage.objects.filter(plan=plan).delete()
        StoredPage.objects.filter(plan=None).delete()
        StoredPage.objects.bulk_create(
            [_stored(path, text, plan) for path, text in pages_of(plan)]
            + [_stored(path, text, None) for path, text in common_pages()],
            batch_size=200,
        )


def pages_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of each public page of a plan."""
    editions = list(plan.editions.public())
    if not editions:
        return
    root = f"/planuri/{plan.slug}/"
    current = editions[0].read()
    yield root, html.plan_page(current, checksum=editions[0].checksum)
    for element in current.elements:
        yield f"{root}{element.address}/", html.element_page(current, element)
    yield f"{root}editii/", html.editions_page(current, [html.Entry(e.read(), e.checksum) for e in editions])
    for edition in editions:
        yield f"{root}editii/{edition.number}/", html.edition_page(edition.read(), checksum=edition.checksum)


def common_pages() -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of the pages that belong to no plan."""
    text = html.plans_page(entries(Edition.objects.current()))
    yield "/", text
    yield "/planuri/", text


def entries(editions) -> list[html.Entry]:
    """Return what a list of plans shows of each edition, the newest plans first."""
    found = [html.Entry(edition.read(), edition.checksum) for edition in editions]
    return sorted(found, key=lambda entry: (entry.document.period_start, entry.document.slug), reverse=True)


def _stored(path: str, text: str, plan: Plan | None) -> StoredPage:
    content = text.encode()
    return StoredPage(
        path=path,
        plan=plan,
        etag=hashlib.sha256(content).hexdigest()[:32],
        gzip=gzip.compress(content, 9, mtime=0),
        brotli=brotli.compress(content, quality=BROTLI_QUALITY),
    )
