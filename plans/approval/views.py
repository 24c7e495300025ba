"""Where a plan becomes an edition: it is submitted, published, scheduled, returned; its editions are withdrawn."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from plans import permissions
from plans.approval import actions as approval_actions
from plans.approval.case import ApprovalCase
from plans.approval.forms import ApprovalDecisionForm, WithdrawForm
from plans.editions import publishing
from plans.models import Edition, Plan, Submission
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_read
from portal.romanian import long_date
from portal.versioning import Conflict

# What each button does, by its name, with the form that it sends.
ACTION_FORMS = {
    "submit": "submit",
    "recall": "recall",
    "publish": "publish",
    "schedule": "publish",
    "return": "return",
    "unschedule": "unschedule",
}
EDITOR_ACTIONS = ("submit", "recall")
NOT_READY = "Planul are erori. Rezolvați-le pe cele de mai sus, apoi încercați din nou."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def approval(request, slug):
    """Show what it takes to decide on a plan; do what was decided."""
    plan = plan_to_read(request.user, slug)
    case = ApprovalCase(plan, request.user)
    if request.method != "POST":
        return render_approval(request, case)
    action = next((name for name in ACTION_FORMS if name in request.POST), None)
    if action is None:
        raise BadRequest
    if not (case.may_edit if action in EDITOR_ACTIONS else case.may_publish):
        raise PermissionDenied
    return decide(request, case, action)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw_edition(request, slug, number):
    """Ask why an edition is withdrawn, and withdraw it."""
    plan = plan_to_read(request.user, slug)
    edition = get_object_or_404(plan.editions.select_related("plan", "withdrawal").defer("document"), number=number)
    if not permissions.may_publish(request.user, plan):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.withdraw(edition, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError:
            form.add_error(None, "Ediția este deja retrasă.")
        else:
            messages.success(request, f"Ediția {number} este retrasă: publicul nu o mai vede.")
            return redirect("plans:approval", slug)
    before = plan.editions.public().filter(number__lt=number).defer("document").first()
    context = {
        "title": f"Retragerea ediției {number}",
        "tab": "aprobare/",
        "edition": edition,
        "before": before,
        "form": form,
    }
    return page(request, plan, "plans/approval/withdraw.html", context)


def decide(request, case: ApprovalCase, action: str) -> HttpResponse:
    """Do what was decided, or show the page again with what was typed and why it was not done."""
    form = case.form(ACTION_FORMS[action], request.POST)
    form.is_for_later = action == "schedule"
    status = 200
    if form.is_valid():
        try:
            messages.success(request, perform_action(request.user, case.plan, action, form))
            return redirect("plans:approval", case.plan.slug)
        except Conflict:
            status = 409
        except publishing.NotReady:
            form.add_error(None, NOT_READY)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
    return render_approval(request, ApprovalCase(case.plan, request.user), action, form, status)


def perform_action(user, plan: Plan, action: str, form: ApprovalDecisionForm) -> str:
    """Do what was decided; return what to say of it."""
    given = form.cleaned_data
    seen, _moment = given["seen"]
    if action == "submit":
        approval_actions.submit(plan, by=user, note=given["note"])
        return "Planul este trimis spre aprobare. Aprobatorii află prin e-mail."
    if action == "publish":
        return published_message(
            approval_actions.approve(plan, by=user, note=given["note"], seen=seen, act=form.chosen_act())
        )
    if action == "schedule":
        at, act = given["publish_at"], form.chosen_act()
        return scheduled_message(
            approval_actions.schedule(plan, by=user, note=given["note"], at=at, seen=seen, act=act)
        )
    submission = submission_as_seen(plan, seen)
    if action == "recall":
        approval_actions.recall(submission, by=user)
        return "Ați retras trimiterea: planul nu mai așteaptă aprobarea."
    if action == "return":
        approval_actions.return_submission(submission, by=user, note=given["note"])
        return "Planul este întors cu observații, care sunt acum și o discuție a lui."
    approval_actions.unschedule(submission, by=user)
    return "Publicarea nu mai este programată: planul așteaptă aprobarea."


def published_message(edition: Edition) -> str:
    """Say what was published, and where it is."""
    address = reverse("public:edition", args=[edition.plan.slug, edition.number])
    said = 'S-a publicat ediția {0}. Vedeți <a href="{1}">pagina publică</a> și <a href="{1}plan.pdf">PDF-ul</a>.'
    return format_html(said, edition.number, address)


def scheduled_message(submission: Submission) -> str:
    """Say when the plan is published."""
    hour = f"{long_date(submission.publish_at)}, ora {timezone.localtime(submission.publish_at):%H:%M}"
    return f"Planul se publică la {hour}. Dacă se schimbă până atunci, nu se publică și primiți un e-mail."


def submission_as_seen(plan: Plan, seen: approval_actions.PlanSnapshot) -> Submission:
    """Return the submission in the state in which it was seen; raise Conflict where none was."""
    key, state = seen.submission or (None, "")
    submission = plan.submissions.filter(pk=key).first()
    if submission is None:
        raise Conflict
    submission.state = state
    return submission


def render_approval(
    request, case: ApprovalCase, action: str = "", sent: ApprovalDecisionForm | None = None, status: int = 200
) -> HttpResponse:
    """Show the page; where what was sent was overtaken, with what happened meanwhile and with what was typed."""
    forms = {name: case.form(name) for name in case.offered_forms}
    meanwhile = []
    if sent is not None:
        if status == 409 or "seen" in sent.errors:
            sent.see(case.token)
        if status == 409:
            meanwhile = case.since(sent.cleaned_data["seen"][1])
        if ACTION_FORMS[action] in forms:
            forms[ACTION_FORMS[action]] = sent
    context = {
        "title": "Aprobare și publicare",
        "case": case,
        "forms": forms,
        "is_overtaken": status == 409,
        "meanwhile": meanwhile,
        "refused": sent if sent and ACTION_FORMS[action] not in forms else None,
        "submissions": case.submissions(),
        "editions": case.editions(request.GET),
    }
    return page(request, case.plan, "plans/approval/approval.html", context, status)
