"""The stored bytes of a plan's public pages: taken away where something changed, made again after it.

Who changes something takes the pages that said otherwise away, in the same transaction: nobody is sent what is no
longer so, and no act waits for pages to be made. A task makes them after it; until then Django answers for them.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import override
from django_tasks import task

from plans.models import Consultation, Edition, Plan
from portal.languages import LANGUAGES, in_all_languages
from public.models import PublicState, StaleMark, StoredPage
from public.pages import frozen_paths, pages_of
from public.portal_version import portal_version


@transaction.atomic
def drop_pages(plan: Plan, paths: Collection[str]) -> None:
    """Take away, in the caller's transaction, the stored pages of these addresses, and have them made again after it.

    While the plan has a mark, a task waits, or will see the mark before it ends.
    """
    _lock(plan)
    StoredPage.objects.filter(plan=plan, path__in=in_all_languages(paths)).delete()
    _have_made(plan)


@transaction.atomic
def drop_all_pages(plan: Plan, *, anew: bool = False) -> None:
    """Take away the stored pages of a plan, and have them made again; those that never change only when `anew`."""
    _lock(plan)
    rows = StoredPage.objects.filter(plan=plan)
    (rows if anew else rows.exclude(path__in=in_all_languages(frozen_paths(plan)))).delete()
    _have_made(plan)


def store_missing_pages(plan: Plan) -> None:
    """Make the pages of a plan that are not stored, as they are once nothing changes while they are made."""
    while True:
        seen = _marks(plan)
        made = _missing_pages(plan)
        with transaction.atomic():
            _lock(plan)
            if _marks(plan) == seen:
                StoredPage.objects.bulk_create(made, batch_size=200, ignore_conflicts=True)
                StaleMark.objects.filter(pk__in=seen).delete()
                if seen:
                    PublicState.objects.renew(plan)
                return


def incomplete_plans() -> list[Plan]:
    """Return the plans whose public pages are not all stored, or were made by another portal."""
    pages = StoredPage.objects.filter(plan=OuterRef("pk"))
    is_current = Exists(pages) & ~Exists(pages.exclude(portal_version=portal_version()))
    is_current &= ~Exists(StaleMark.objects.filter(plan=OuterRef("pk")))
    readable = Exists(Edition.objects.public().filter(plan=OuterRef("pk")))
    readable |= Exists(Consultation.objects.readable().filter(plan=OuterRef("pk")))
    return list(Plan.objects.filter(readable).exclude(is_current))


def _missing_pages(plan: Plan) -> list[StoredPage]:
    stored, made = set(StoredPage.objects.filter(plan=plan).values_list("path", flat=True)), []
    # What the pages say is read once for all languages.
    pages = list(pages_of(plan))
    for language in LANGUAGES:
        with override(language):
            made += [page.stored_for(plan) for page in pages if page.address not in stored]
        # A feed is the same in every language.
        stored |= {row.path for row in made}
    return made


@task
def make_pages(key: int) -> None:
    """Make the pages of a plan that are not stored."""
    store_missing_pages(Plan.objects.get(pk=key))


def _lock(plan: Plan) -> None:
    """Let nobody else take away or store pages of a plan until the end of the transaction."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _have_made(plan: Plan) -> None:
    if not StaleMark.objects.filter(plan=plan).exists():
        make_pages.enqueue(plan.pk)
    StaleMark.objects.create(plan=plan)


def _marks(plan: Plan) -> set[int]:
    return set(StaleMark.objects.filter(plan=plan).values_list("pk", flat=True))
