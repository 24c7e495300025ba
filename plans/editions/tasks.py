"""The files of an edition that are made outside the request."""

from django_tasks import task

from plans.editions import files
from plans.models import Edition


@task
def make_edition_pdf(key: int) -> None:
    """Make the PDF of an edition, unless it is there."""
    files.make_pdf(Edition.objects.select_related("plan").get(pk=key))
