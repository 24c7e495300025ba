"""The stored pages, beside what their editions and accepted reports give as of the day on which each was made."""

import datetime
import gzip
import zlib
from collections.abc import Callable, Iterator
from functools import cache, partial

import brotli
from django.utils import timezone
from django.utils.translation import override

from plans.models import Plan
from portal import clock
from portal.chain.records import Finding
from portal.languages import LANGUAGES, ROMANIAN
from public.common_pages import common_pages
from public.contents import content_tag
from public.models import StaleMark, StoredPage
from public.page import PublicPage
from public.pages import pages_of
from public.portal_version import portal_version


def page_findings() -> Iterator[Finding | None]:
    """Make each public page again and compare it with the stored one; one plan's pages at a time in memory."""
    # What something changed since is not sent: pages of all plans stay in the store, those of a plan are to be made.
    common = [] if StaleMark.objects.filter(plan=None).exists() else [None]
    for plan in [*Plan.objects.order_by("pk"), *common]:
        stored = {page.path: page for page in StoredPage.objects.filter(plan=plan).iterator(chunk_size=100)}
        is_complete = not StaleMark.objects.filter(plan=plan).exists()
        try:
            pages_on = cache(partial(_pages_on, plan))
            for language in LANGUAGES:
                yield from _findings_in(language, pages_on, stored, is_complete=is_complete)
        except Exception as unreadable:
            # An edition that was tampered with gives no pages, and is told of itself.
            whose = f"paginile planului {plan.slug}" if plan else "paginile tuturor planurilor"
            yield Finding(whose, f"nu se pot face din nou ({type(unreadable).__name__})")
            continue
        yield from (Finding(f"pagina {path}", "nu este a niciunei ediții") for path in sorted(stored))


def _findings_in(
    language: str,
    pages_on: Callable[[datetime.date], dict[str, PublicPage]],
    stored: dict[str, StoredPage],
    *,
    is_complete: bool,
) -> list[Finding | None]:
    """Compare the pages in a language, and take what is compared out of the stored ones."""
    found, today = [], timezone.localdate()
    with override(language):
        for path, page in pages_on(today).items():
            # A feed is the same in every language, and was compared in the first one.
            if language != ROMANIAN and page.address == path:
                continue
            row = stored.pop(page.address, None)
            if row or is_complete:
                then = pages_on(row.made_on) if row else {}
                found.append(_page_finding(then.get(path, page), row))
    return found


def _pages_on(plan: Plan | None, day: datetime.date) -> dict[str, PublicPage]:
    """Return a plan's pages, or those of all plans, as of the end of a day, by their addresses."""
    with clock.at(datetime.datetime.combine(day, datetime.time.max, timezone.get_current_timezone())):
        return {page.path: page for page in _pages_of(plan)}


def _pages_of(plan: Plan | None) -> Iterator[PublicPage]:
    if plan is not None:
        yield from pages_of(plan)
    elif StoredPage.objects.exists():
        yield from common_pages()


def _page_finding(page: PublicPage, stored: StoredPage | None) -> Finding | None:
    place = f"pagina {page.address}"
    if stored is None:
        return Finding(place, "lipsește")
    if stored.portal_version != portal_version():
        return Finding(place, "este a altei versiuni a portalului; rulați manage.py render_pages")
    try:
        digests = {
            content_tag(gzip.decompress(bytes(stored.gzip))),
            content_tag(brotli.decompress(bytes(stored.brotli))),
        }
    except (OSError, EOFError, zlib.error, brotli.error):
        return Finding(place, "nu se poate citi")
    # Past its day a page says what was so until then; the night's work makes it again.
    if stored.expires_on is None or stored.expires_on > timezone.localdate():
        digests.add(content_tag(page.render().encode()))
    return None if digests == {stored.etag} else Finding(place, "nu este cea făcută din ediții și raportări")
