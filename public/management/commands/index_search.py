"""Make again all that searching reads."""

from django.core.management import BaseCommand

from plans.models import Plan
from portal.romanian import count
from public.models import SearchEntry
from public.search import indexing


class Command(BaseCommand):
    """Make the entries of every plan, of the sittings and of the glossary again."""

    help = "Reface tot ce citește căutarea, din ediții, raportări acceptate, recomandări, ședințe și glosar."

    def handle(self, *args, **options):
        """Write what differs, and say how much there is."""
        for plan in Plan.objects.filter(editions__isnull=False).distinct():
            indexing.index_plan(plan, list(plan.editions.public().select_related("plan")))
        indexing.index_all_sittings()
        indexing.index_glossary()
        self.stdout.write(f"Căutarea are {count(SearchEntry.objects.count(), 'loc', 'locuri')}.")
