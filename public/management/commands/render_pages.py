"""Make all public pages again, as a deployment that changes how they look needs."""

from django.core.management import BaseCommand

from plans.editions import files
from plans.models import Edition, Plan
from public import addresses
from public.common_pages import store_common_pages
from public.following import events
from public.page_refresh import refresh_plan
from public.page_store import store_missing_pages


class Command(BaseCommand):
    """Render the pages of every published plan, and the PDFs that are missing."""

    help = "Reface paginile publice din ediții și PDF-urile care lipsesc."

    def handle(self, *args, **options):
        """Render, and say what was made."""
        published = Plan.objects.filter(editions__isnull=False).distinct()
        for plan in published:
            addresses.record_all_addresses(plan)
            events.record_all(plan)
            refresh_plan(plan, anew=True)
            store_missing_pages(plan)
        store_common_pages()
        for edition in Edition.objects.public().select_related("plan"):
            files.make_file(edition, files.PDF)
        self.stdout.write(f"Pagini refăcute pentru {len(published)} planuri.")
