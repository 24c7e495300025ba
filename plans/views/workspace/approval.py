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

from plans import permissions, publishing
from plans.approval import approving
from plans.approval.approving import Overtaken
from plans.forms.approval import SeenForm, WithdrawForm
from plans.models import Edition, Plan, Submission
from plans.templatetags.romanian import long_date
from plans.views.workspace.approval_case import Case
from plans.views.workspace.finding import plan_to_read
from plans.views.workspace.pages import page

# What each button does, by its name, with the form that it sends.
FORMS = {
    "submit": "submit",
    "recall": "recall",
    "publish": "publish",
    "schedule": "publish",
    "return": "return",
    "unschedule": "unschedule",
}
FOR_EDITORS = ("submit", "recall")
NOT_READY = "Planul are erori. Rezolvați-le pe cele de mai sus, apoi încercați din nou."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def approval(request, slug):
    """Show what it takes to decide on a plan; do what was decided."""
    plan = plan_to_read(request.user, slug)
    case = Case(plan, request.user)
    if request.method != "POST":
        return show(request, case)
    action = next((name for name in FORMS if name in request.POST), None)
    if action is None:
        raise BadRequest
    if not (case.may_edit if action in FOR_EDITORS else case.may_publish):
        raise PermissionDenied
    return decide(request, case, action)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request, slug, number):
    """Ask why an edition is withdrawn, and withdraw it."""
    plan = plan_to_read(request.user, slug)
    edition = get_object_or_404(plan.editions.select_related("plan", "withdrawal").defer("document"), number=number)
    if not permissions.can_publish(request.user, plan):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.withdraw(edition, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError:
            form.add_error(None, "Ediția este deja retrasă.")
        else:
            messages.success(request, f"Ediția {number} este retrasă: publicul nu o mai vede.")
            return redirect("work:approval", slug)
    before = plan.editions.public().filter(number__lt=number).defer("document").first()
    context = {
        "title": f"Retragerea ediției {number}",
        "tab": "aprobare/",
        "edition": edition,
        "before": before,
        "form": form,
    }
    return page(request, plan, "withdraw", context)


def decide(request, case: Case, action: str) -> HttpResponse:
    """Do what was decided, or show the page again with what was typed and why it was not done."""
    form = case.form(FORMS[action], request.POST)
    form.is_for_later = action == "schedule"
    status = 200
    if form.is_valid():
        try:
            messages.success(request, done(request.user, case.plan, action, form))
            return redirect("work:approval", case.plan.slug)
        except Overtaken:
            status = 409
        except publishing.NotReady:
            form.add_error(None, NOT_READY)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
    return show(request, Case(case.plan, request.user), action, form, status)


def done(user, plan: Plan, action: str, form: SeenForm) -> str:
    """Do what was decided; return what to say of it."""
    given = form.cleaned_data
    seen, _moment = given["seen"]
    if action == "submit":
        approving.submit(plan, by=user, note=given["note"])
        return "Planul este trimis spre aprobare. Aprobatorii află prin e-mail."
    if action == "publish":
        return published(approving.approve(plan, by=user, note=given["note"], seen=seen, act=form.chosen_act()))
    if action == "schedule":
        at, act = given["publish_at"], form.chosen_act()
        return scheduled(approving.schedule(plan, by=user, note=given["note"], at=at, seen=seen, act=act))
    submission = as_seen(plan, seen)
    if action == "recall":
        approving.recall(submission, by=user)
        return "Ați retras trimiterea: planul nu mai așteaptă aprobarea."
    if action == "return":
        approving.return_(submission, by=user, note=given["note"])
        return "Planul este întors cu observații, care sunt acum și o discuție a lui."
    approving.unschedule(submission, by=user)
    return "Publicarea nu mai este programată: planul așteaptă aprobarea."


def published(edition: Edition) -> str:
    """Say what was published, and where it is."""
    address = reverse("plans:edition", args=[edition.plan.slug, edition.number])
    said = 'S-a publicat ediția {0}. Vedeți <a href="{1}">pagina publică</a> și <a href="{1}plan.pdf">PDF-ul</a>.'
    return format_html(said, edition.number, address)


def scheduled(submission: Submission) -> str:
    """Say when the plan is published."""
    hour = f"{long_date(submission.publish_at)}, ora {timezone.localtime(submission.publish_at):%H:%M}"
    return f"Planul se publică la {hour}. Dacă se schimbă până atunci, nu se publică și primiți un e-mail."


def as_seen(plan: Plan, seen: approving.Seen) -> Submission:
    """Return the submission in the state in which it was seen; raise Overtaken where none was."""
    key, state = seen.submission or (None, "")
    submission = plan.submissions.filter(pk=key).first()
    if submission is None:
        raise Overtaken
    submission.state = state
    return submission


def show(request, case: Case, action: str = "", sent: SeenForm | None = None, status: int = 200) -> HttpResponse:
    """Show the page; where what was sent was overtaken, with what happened meanwhile and with what was typed."""
    forms = {name: case.form(name) for name in case.offered}
    meanwhile = []
    if sent is not None:
        if status == 409 or "seen" in sent.errors:
            sent.show_again(case.token)
        if status == 409:
            meanwhile = case.since(sent.cleaned_data["seen"][1])
        if FORMS[action] in forms:
            forms[FORMS[action]] = sent
    context = {
        "title": "Aprobare și publicare",
        "case": case,
        "forms": forms,
        "is_overtaken": status == 409,
        "meanwhile": meanwhile,
        "refused": sent if sent and FORMS[action] not in forms else None,
        "submissions": case.submissions(),
        "editions": case.editions(request.GET.get("pagina")),
    }
    return page(request, case.plan, "approval", context, status)
