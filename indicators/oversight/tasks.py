"""The files of briefings that are made outside the request."""

from django.contrib.auth import get_user_model
from django_tasks import task

from indicators import permissions
from indicators.models import Briefing
from indicators.oversight import files
from portal.chain.sealing import seal_after_commit
from portal.tasks.problems import TaskRefused
from portal.tasks.running import AWAITED, keep_file


@task
def make_briefing_files(key: int) -> None:
    """Make the files of an adopted briefing, unless they are there, and seal them."""
    files.ensure_files(Briefing.objects.select_related("plan").get(pk=key))
    seal_after_commit(*(f"indicators_briefing_{one}" for one in files.EXTENSIONS))


@task(priority=AWAITED)
def make_draft_file(key: int, extension: str, user_key: int) -> dict:
    """Make a file of a draft, as it is saved now, for a person who reads it."""
    user = get_user_model().objects.get(pk=user_key)
    known = permissions.draftable_briefings(user) | permissions.known_briefings(user)
    row = known.filter(pk=key).first()
    if row is None:
        raise TaskRefused("Documentul nu mai este sau nu îl mai puteți vedea.")
    content = files.file_content(row, extension)
    return keep_file(content, name=f"proiect.{extension}", content_type=files.CONTENT_TYPES[extension])
