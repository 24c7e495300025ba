"""What of a long document, or one of another kind, is done outside the request: it is read, and its plan is written."""

import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django_tasks import task

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import actions, originals
from plans.models import Plan, WordImport
from portal.tasks.problems import TaskRefused
from portal.tasks.running import AWAITED, complete, report_progress

GONE = "Documentul nu mai este. Încărcați-l din nou."
NOT_ALLOWED = "Nu mai aveți dreptul să scrieți planurile acestei instituții."
DAYS = ("period_start", "period_end")


@task(priority=AWAITED)
def read_document(key: int) -> dict:
    """Read a document and propose how it is to be understood; done twice, it does the same."""
    row = WordImport.objects.filter(pk=key, plan=None).first()
    if row is None:
        raise TaskRefused(GONE)
    try:
        originals.make_readable(row)
        actions.read_and_propose(
            row, on_progress=lambda done, total: report_progress(done, total, "paragraf,paragrafe")
        )
    except ImportRefused as refused:
        raise TaskRefused(str(refused)) from refused
    return {
        "said": "Documentul este citit. Încă nu s-a făcut niciun plan.",
        "action": "Vezi cum este înțeles",
        "address": row.get_absolute_url(),
    }


@task(priority=AWAITED)
def make_plan(key: int, values: dict, user_key: int) -> dict:
    """Make the plan of a document as its person named it; it is saved together with the task's end."""
    row = WordImport.objects.filter(pk=key).first()
    by = get_user_model().objects.filter(pk=user_key, is_active=True).first()
    if row is None or by is None:
        raise TaskRefused(GONE)
    days = {name: datetime.date.fromisoformat(values[name]) for name in DAYS}
    try:
        plan = actions.create_plan(
            row, by=by, plan=Plan(**values | days), on_made=lambda plan: complete(_outcome(row, plan))
        )
    except PermissionDenied as refused:
        raise TaskRefused(NOT_ALLOWED) from refused
    except (ImportRefused, ValidationError) as refused:
        raise TaskRefused(" ".join(getattr(refused, "messages", [str(refused)]))) from refused
    return _outcome(row, plan)


def plan_values(plan: Plan) -> dict:
    """Return what a person said of a plan that is not saved, as a task takes it."""
    names = ("slug", "short_title", "title", "subtitle", "owner_id", "reviewer_id")
    return {
        **{name: getattr(plan, name) for name in names},
        **{name: getattr(plan, name).isoformat() for name in DAYS},
    }


def _outcome(row: WordImport, plan: Plan) -> dict:
    said = f"„{plan}” este făcut din „{row.name}”. Verificați-l înainte de a-l publica."
    return {"said": said, "action": "Vezi planul", "address": reverse("plans:plan", args=[plan.slug])}
