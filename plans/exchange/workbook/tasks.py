"""The workbook of a long plan, made outside the request."""

from django.contrib.auth import get_user_model
from django_tasks import task

from plans import permissions
from plans.exchange.workbook.files import WORKBOOK_FORMATS
from plans.exchange.workbook.plan_workbook import PlanWorkbook
from portal.tasks.problems import TaskRefused
from portal.tasks.running import AWAITED, keep_file


@task(priority=AWAITED)
def make_workbook(plan_key: int, user_key: int, extension: str) -> dict:
    """Make the workbook of a plan, as it is now, for a person who may change it."""
    user = get_user_model().objects.get(pk=user_key)
    plan = permissions.editable_plans(user).filter(pk=plan_key).first()
    if plan is None:
        raise TaskRefused("Planul nu mai este sau nu îl mai puteți schimba.")
    book, kind = PlanWorkbook(plan, user=user), WORKBOOK_FORMATS[extension]
    return keep_file(kind.write(book.file()), name=book.file_name(extension), content_type=kind.content_type)
