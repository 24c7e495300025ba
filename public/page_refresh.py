"""What the public sees of a plan follows what changed, in its transaction: what is found and counted, the pages."""

import datetime
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from plans.document import Document
from plans.editions.successors import successors_of
from plans.models import Edition, Plan
from portal.languages import PREFIX
from public.common_pages import mark_common_pages
from public.following.events import record_change
from public.following.plan_files import FEED, TERMS
from public.home.standings import store_standing
from public.home.summaries import store_summary
from public.models import StoredPage
from public.page_store import drop_all_pages, drop_pages, incomplete_plans, store_missing_pages
from public.pages import draft_numbers, draft_path, public_editions
from public.plan_progress import PlanProgress
from public.search.indexing import index_plan, index_progress, index_statuses

# The plans that are refreshed once for many changes.
_postponed: ContextVar[frozenset[int]] = ContextVar("postponed", default=frozenset())


def refresh_plan(plan: Plan, *, anew: bool = False, newest: Edition | None = None) -> None:
    """Follow a publication or a withdrawal; pages that never change are made again only when `anew`.

    `newest` is an edition in memory that need not be read again.
    """
    if is_postponed(plan):
        return
    with transaction.atomic():
        editions = [newest if row == newest else row for row in public_editions(plan)]
        progress = PlanProgress(plan, editions[0].read()) if editions else None
        store_summary(plan, progress and progress.document)
        store_standing(plan, progress)
        index_plan(plan, editions)
        drop_all_pages(plan, anew=anew)
        mark_common_pages()


@contextmanager
def refresh_once(plan: Plan) -> Iterator[None]:
    """Refresh a plan once for the many changes inside, in one transaction with them."""
    with transaction.atomic():
        token = _postponed.set(_postponed.get() | {plan.pk})
        try:
            yield
        finally:
            _postponed.reset(token)
        record_change(plan)
        refresh_plan(plan)


def is_postponed(plan: Plan) -> bool:
    """Tell whether what the public sees of a plan is refreshed once for many changes, after them."""
    return plan.pk in _postponed.get()


def refresh_stale_plans() -> int:
    """Refresh the plans whose pages another portal made, or that are not all made, and make them; return how many."""
    found = incomplete_plans()
    for plan in found:
        refresh_plan(plan, anew=True)
        store_missing_pages(plan)
    return len(found)


def refresh_progress(plan: Plan, *, indicators: Collection[str]) -> None:
    """Follow what came of these indicators: their pages, those above, the pages of the plan's progress."""
    edition = Edition.objects.current().filter(plan=plan).first()
    if edition is None:
        # A sitting may be public by what it asked about a plan that is not.
        mark_common_pages()
        return
    published = edition.read()
    index_progress(plan, indicators=indicators)
    store_standing(plan, PlanProgress(plan, published))
    paths = progress_paths(plan, published, indicators)
    drop_pages(plan, paths | {f"{path}{name}" for path in paths for name in (FEED, "card/")})
    mark_common_pages()


def progress_paths(plan: Plan, published: Document, indicators: Collection[str]) -> set[str]:
    """Return the addresses of a plan's pages that say what came of these indicators, by their uids."""
    root = f"/planuri/{plan.slug}/"
    paths = {root, f"{root}progres/", f"{root}termene/", f"{root}{TERMS}"}
    # What was recommended about an element is said on its page alone.
    named = plan.recommendations.exclude(element=None).values_list("element__uid", flat=True)
    paths |= {f"{root}{published.by_uid[uid].address}/" for uid in map(str, named) if uid in published.by_uid}
    for indicator in published.indicators:
        if indicator.uid in indicators:
            paths.add(f"{root}indicatori/{indicator.number}/")
            if indicator.element:
                element = published.by_uid[indicator.element]
                paths |= {f"{root}{one.address}/" for one in (*published.ancestors(element), element)}
    return paths


def refresh_day(plan: Plan, published: Document, today: datetime.date, *, is_owing_more: bool) -> int:
    """Follow the day: make again what says from today on something else; return how many pages.

    Where the plan `is_owing_more` than yesterday, all of them do.
    """
    rows = plan.pages.all() if is_owing_more else plan.pages.filter(expires_on__lte=today)
    # Those in English go with them.
    paths = list(rows.exclude(path__startswith=f"{PREFIX}/").values_list("path", flat=True))
    if paths:
        with transaction.atomic():
            store_standing(plan, PlanProgress(plan, published))
            index_statuses(plan)
            drop_pages(plan, paths)
            mark_common_pages()
    store_missing_pages(plan)
    return len(paths)


def refresh_drafts(plan: Plan) -> None:
    """Follow a consultation: the pages of drafts put to it since, and of those whose consultation was stopped.

    Home is made again, too: it names those to which proposals may be sent.
    """
    public = {draft_path(number) for number in draft_numbers(plan)}
    drafts = StoredPage.objects.filter(plan=plan, path__startswith="/consultari/")
    changed = public ^ set(drafts.values_list("path", flat=True))
    if changed:
        drop_pages(plan, changed)
        mark_common_pages()


def refresh_predecessor(plan: Plan, *, previous: Edition | None) -> None:
    """Make again the pages of the plan before that lead on to this one, where its new state changes them."""
    before = plan.continues
    edition = before and Edition.objects.current().filter(plan=before).first()
    if edition is None:
        return
    new, old = successors_of(before), successors_of(before, instead={plan: previous})
    root, published = f"/planuri/{before.slug}/", edition.read().by_uid
    paths = {f"{root}{published[uid].address}/" for uid in new.differences(old) if uid in published}
    paths |= {root} if new.plans != old.plans else set()
    if paths:
        drop_pages(before, paths)
