"""The files of an edition that are made outside the request."""

from django_tasks import task

from plans.editions import files
from plans.models import Edition
from portal.chain.sealing import seal_after_commit


@task
def make_edition_pdf(key: int) -> None:
    """Make the PDF of an edition, unless it is there, and seal it."""
    files.make_pdf(Edition.objects.select_related("plan").get(pk=key))
    seal_after_commit("plans_edition_pdf")


@task
def make_edition_annex(key: int) -> None:
    """Make the plain annex of an edition, unless it is there, and seal it."""
    files.make_annex(Edition.objects.select_related("plan").get(pk=key))
    seal_after_commit("plans_edition_annex")
