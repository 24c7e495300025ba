"""The public pages of a plan: which there are, and what writes each.

Every page can be made again from the editions, and from what other apps know, alone; `public.page_store` keeps them.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial

from plans.editions.successors import Successors, successors_of
from plans.models import Edition, Plan
from plans.render.html import pages as html_pages
from public.addresses import former_addresses, former_holders
from public.data.pages import plan_data_page
from public.following.plan_files import plan_files
from public.page import PublicPage
from public.page_tools.foot import page_foot
from public.page_tools.subject import element_subject, plan_subject
from public.plan_progress import PlanProgress, earliest
from public.running_consultation import consultation_note, note_expires_on, running_consultation

# The pages that each published plan has, beside those of its elements, indicators and editions.
PAGES_OF_PLAN = ("", "date/", "editii/", "progres/", "termene/")


def find_page(slug: str, path: str, *, came_from: str = "") -> PublicPage | None:
    """Return the public page of a plan at an address; to a reader who came from a former one, it says so."""
    editions = Edition.objects.public().filter(plan__slug=slug).select_related("plan")
    return next((page for page in _pages(list(editions), came_from) if page.path == path), None)


def pages_of(plan: Plan) -> Iterator[PublicPage]:
    """Yield each public page of a plan that is stored."""
    yield from (page for page in _pages(public_editions(plan)) if page.is_stored)
    yield from _draft_pages(plan)


def frozen_paths(plan: Plan) -> set[str]:
    """Return the addresses of a plan's pages that never change: those of its public editions, of its public drafts."""
    editions = plan.editions.public().values_list("number", flat=True)
    return {edition_path(plan.slug, number) for number in editions} | set(map(draft_path, draft_numbers(plan)))


def _draft_pages(plan: Plan) -> Iterator[PublicPage]:
    """Yield the pages of the drafts of a plan that were put to consultation."""
    for number in draft_numbers(plan):
        yield draft_page(plan, number)


def draft_numbers(plan: Plan) -> list[int]:
    """Return the numbers of a plan's consultations whose draft is public."""
    return list(plan.consultations.readable().order_by("number").values_list("number", flat=True))


def draft_page(plan: Plan, number: int) -> PublicPage:
    """Return the page of a draft that was put to consultation, which never changes."""

    def write() -> str:
        row = plan.consultations.get(number=number)
        return html_pages.proposed_page(row.read(), checksum=row.checksum, number=number)

    return PublicPage(draft_path(number), write, is_frozen=True)


def draft_path(number: int) -> str:
    """Return the address of a draft."""
    return f"/consultari/{number}/proiect/"


def edition_path(slug: str, number: int) -> str:
    """Return the address of an edition."""
    return f"/planuri/{slug}/editii/{number}/"


def public_editions(plan: Plan) -> list[Edition]:
    """Return the public editions of a plan, the newest first."""
    return list(plan.editions.public().select_related("plan"))


def _pages(editions: list[Edition], came_from: str = "") -> Iterator[PublicPage]:
    """Yield each page that a plan's public editions, the newest first, give."""
    if not editions:
        return
    root = f"/planuri/{editions[0].plan.slug}/"
    progress = PlanProgress(editions[0].plan, editions[0].read())
    current = progress.document
    yield from _current_pages(editions[0], progress, root, came_from)
    entries = [html_pages.EditionEntry(edition.read(), edition.checksum) for edition in editions]
    yield PublicPage(
        f"{root}editii/", lambda: html_pages.editions_page(current, entries, withdrawn_editions(editions[0].plan))
    )
    for edition in editions:
        yield PublicPage(
            edition_path(edition.plan.slug, edition.number),
            lambda edition=edition: html_pages.edition_page(edition.read(), checksum=edition.checksum),
            is_frozen=True,
        )


def withdrawn_editions(plan: Plan) -> list[html_pages.WithdrawnEdition]:
    """Return the editions of a plan that were withdrawn, the newest first."""
    rows = plan.editions.filter(withdrawal__isnull=False).order_by("-number")
    rows = rows.values_list("number", "withdrawal__withdrawn_at", "withdrawal__reason")
    return [html_pages.WithdrawnEdition(*row) for row in rows]


def _current_pages(edition: Edition, progress: PlanProgress, root: str, came_from: str) -> Iterator[PublicPage]:
    """Yield the pages of a plan's current edition, with what came of it, what continues it, what stood there before."""
    current = progress.document
    # Asked for once, and only when a page that says it is made.
    after = cache(lambda: successors_of(edition.plan))
    formerly = cache(lambda: former_holders(edition.plan, current))
    moved = {row.uid for row in former_addresses(edition.plan, came_from)} if came_from else set()
    expires_on = progress.expires_on
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
                has_ended=progress.has_ended,
            ),
            expires_on,
        )
    for element in (None, *current.elements):
        place = f"{element.address}/" if element else ""
        write = partial(progress.card, element)
        yield PublicPage(f"{root}{place}card/", write, expires_on, is_stored=element is None)
    yield PublicPage(f"{root}progres/", progress.page, expires_on)
    yield PublicPage(f"{root}termene/", progress.terms_page, progress.terms_expire_on)
    yield PublicPage(f"{root}date/", lambda: plan_data_page(current))
    for indicator in progress.document.indicators:
        yield PublicPage(
            f"{root}indicatori/{indicator.number}/", partial(progress.indicator_page, indicator), expires_on
        )
    yield from plan_files(edition, progress)
    # Last, for it asks for what no other page says.
    yield _plan_page(edition, progress, root, after)


def _plan_page(edition: Edition, progress: PlanProgress, root: str, after: Callable[[], Successors]) -> PublicPage:
    """Return the page of a plan, with the consultation on its next draft."""
    consultation = running_consultation(edition.plan)
    note_day = note_expires_on(consultation, progress.today)
    return PublicPage(
        root,
        lambda: html_pages.plan_page(
            progress.document,
            checksum=edition.checksum,
            beside=consultation_note(consultation, progress.today)
            + progress.plan_summary()
            + progress.element_filter(),
            marks=progress.marks(),
            followed_by=after().plans,
            foot=page_foot(plan_subject(progress.document)),
            has_ended=progress.has_ended,
        ),
        earliest(progress.expires_on, note_day),
    )
