"""The files of an edition that are made outside the request."""

from django_tasks import task

from plans.editions.files import EDITION_FILES, make_file
from plans.models import Edition
from portal.chain.sealing import seal_after_commit


@task
def make_edition_files(key: int) -> None:
    """Make the files of a new edition that are not there yet, the PDF first, and seal those that are records."""
    for file in EDITION_FILES.values():
        if not file.on_request:
            _make_and_seal(key, file.name)


@task
def make_edition_file(key: int, name: str) -> None:
    """Make one file of an edition, unless it is there, and seal it where it is a record."""
    _make_and_seal(key, name)


def _make_and_seal(key: int, name: str) -> None:
    make_file(Edition.objects.select_related("plan").get(pk=key), name)
    if record := EDITION_FILES[name].record:
        seal_after_commit(record)
