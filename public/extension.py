"""What the public sees follows what happens to a plan, in the same transaction."""

from plans.extensions import Extension
from public.addresses import record_addresses, record_all_addresses
from public.common_pages import mark_common_pages
from public.following.events import record_all, record_change, record_publication
from public.following.tasks import announce_news
from public.page_refresh import is_postponed, refresh_drafts, refresh_plan, refresh_predecessor, refresh_progress
from public.search.indexing import index_consultations, index_sittings


class PublicExtension(Extension):
    """The stored pages of a plan, of the list of plans, and of the plan before."""

    def after_publication(self, edition, *, previous):
        """Keep the plan's addresses, and make its pages and those that lead on to it."""
        record_addresses(edition)
        if record_publication(edition, previous=previous):
            announce_news()
        self._refresh(edition, previous)

    def _refresh(self, edition, previous):
        refresh_plan(edition.plan, newest=edition)
        refresh_predecessor(edition.plan, previous=previous)

    def after_withdrawal(self, edition, *, previous):
        """Take the edition out of the pages."""
        record_all_addresses(edition.plan)
        if record_all(edition.plan):
            announce_news()
        self._refresh(edition, previous)

    def after_change(self, plan, *, indicators):
        """Make again the pages that say something of the plan's progress, and those of its drafts in consultation.

        What is found of its consultations is kept again, too.
        """
        if is_postponed(plan):
            return
        if record_change(plan):
            announce_news()
        index_consultations(plan)
        refresh_drafts(plan)
        refresh_progress(plan, indicators=indicators)

    def after_body_change(self, bodies):
        """Make home again, which says when bodies meet and calls them by their names; keep what is found of them."""
        mark_common_pages()
        for body in bodies:
            index_sittings(body)
