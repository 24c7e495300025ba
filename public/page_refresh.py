"""Which stored pages say something of what changed, and their making again."""

from collections.abc import Collection

from plans.editions.successors import successors_of
from plans.models import Edition, Plan
from public.common_pages import mark_common_pages
from public.following.plan_files import FEED, TERMS
from public.models import StoredPage
from public.pages import draft_numbers, draft_path, refresh_pages, refresh_standing
from public.plan_progress import PlanProgress
from public.search.indexing import index_progress


def refresh_progress(plan: Plan, *, indicators: Collection[str]) -> None:
    """Make again what is found, and the pages that say a plan's progress: these indicators', those above, its own."""
    edition = Edition.objects.current().filter(plan=plan).first()
    if edition is None:
        return
    index_progress(plan, indicators=indicators)
    progress = PlanProgress(plan, published := edition.read())
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
    beside = {f"{path}{name}" for path in paths for name in (FEED, "card/")}
    refresh_standing(plan, paths | beside, progress)


def refresh_drafts(plan: Plan) -> None:
    """Make the pages of drafts put to consultation since, and take away those of consultations stopped since.

    Home is made again, too: it names those to which proposals may be sent.
    """
    public = {draft_path(number) for number in draft_numbers(plan)}
    drafts = StoredPage.objects.filter(plan=plan, path__startswith="/consultari/")
    changed = public ^ set(drafts.values_list("path", flat=True))
    if changed:
        refresh_pages(plan, changed)
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
    refresh_pages(before, paths | ({root} if new.plans != old.plans else set()))
