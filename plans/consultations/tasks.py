"""The files of consultations that are made outside the request."""

from django.contrib.auth import get_user_model
from django_tasks import task

from plans import permissions
from plans.consultations import files
from plans.models import Consultation
from portal.tasks.problems import TaskRefused
from portal.tasks.running import AWAITED, keep_file


@task
def make_consultation_draft(key: int) -> None:
    """Make the PDF of a draft put to consultation, unless it is there."""
    files.make_draft_pdf(Consultation.objects.select_related("plan").get(pk=key))


@task(priority=AWAITED)
def make_packet(key: int, user_key: int) -> dict:
    """Make the archive of a consultation for a person who writes its plan."""
    row = Consultation.objects.select_related("plan").get(pk=key)
    user = get_user_model().objects.get(pk=user_key)
    if not permissions.may_edit(user, row.plan) or hasattr(row, "closing") and row.closing.is_stopped:
        raise TaskRefused("Consultarea a fost oprită sau nu mai scrieți planul.")
    return keep_file(files.packet(row), name=files.packet_name(row), content_type="application/zip")
