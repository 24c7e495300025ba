"""What the approval of a plan has made outside the request."""

from django.contrib.auth import get_user_model
from django_tasks import task

from plans import permissions
from plans.approval.draft import draft_document
from plans.editions import files
from plans.models import Plan
from portal.tasks.problems import TaskRefused
from portal.tasks.running import AWAITED, keep_file


@task(priority=AWAITED)
def make_draft_file(plan_key: int, user_key: int, name: str) -> dict:
    """Make a file of a working plan, as it is now, for a person who sees it."""
    user = get_user_model().objects.get(pk=user_key)
    plan = permissions.visible_plans(user).filter(pk=plan_key).first()
    if plan is None:
        raise TaskRefused("Planul nu mai este sau nu îl mai puteți vedea.")
    file = files.DRAFT_FILES[name]
    draft = draft_document(Plan.objects.select_related("owner", "reviewer").get(pk=plan.pk))
    return keep_file(file.make(draft), name=file.called(plan.slug), content_type=file.content_type)
