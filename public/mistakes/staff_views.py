"""The reported mistakes of one plan, for those who write it; those who publish it answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from plans import permissions
from plans.access import access_of
from plans.models import Element, Plan
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_write
from portal.versioning import Conflict
from public.mistakes import actions as mistake_actions
from public.mistakes.forms import AnswerMistakeForm, PlanMistakesForm
from public.models import MistakeReport

State = MistakeReport.MistakeState
CHANGED = "Între timp sesizarea a primit răspuns sau a fost retrasă. Citiți ce este acum, apoi încercați din nou."


@require_safe
@login_required
def plan_mistakes(request, slug):
    """List what readers reported about a plan; the query string may narrow, order and turn the pages."""
    plan = plan_to_write(request.user, slug)
    form = PlanMistakesForm(request.GET, plan.mistake_reports.all())
    context = {"title": "Greșeli semnalate de cititori", "form": form, "tab": ""}
    return page(request, plan, "public/mistakes/plan_mistakes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer_mistake(request, slug, pk):
    """Show a report; answer it, for those who publish the plan. Who wrote it is shown to them alone."""
    plan = plan_to_write(request.user, slug)
    report = get_object_or_404(plan.mistake_reports.select_related("edition__withdrawal"), pk=pk)
    may_answer = permissions.may_publish(request.user, plan)
    form, status = AnswerMistakeForm(request.POST or None, row=report), 200
    if request.method == "POST" and form.is_valid():
        try:
            given = mistake_actions.answer(
                report,
                by=request.user,
                state=form.cleaned_data["state"],
                text=form.cleaned_data["text"],
                version=form.cleaned_data["seen_version"],
            )
        except Conflict:
            report.refresh_from_db()
            form.refuse(CHANGED, report.version)
            status = 409
        else:
            is_written = given.report.email and given.state != State.OTHER
            messages.success(request, f"Răspunsul este dat{', iar e-mailul pleacă acum' if is_written else ''}.")
            return redirect(request.path)
    context = {
        "title": f"{report}",
        "tab": "",
        "report": report,
        "answers": report.answers.select_related("by"),
        "form": form,
        "may_answer": may_answer,
        "element": Element.objects.filter(level__plan=plan, uid=report.element_uid or None).first(),
    }
    return page(request, plan, "public/mistakes/answer.html", context, status)


def mistakes_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return the open reports about an element, or about the plan, to stand beside it for those who write it."""
    if plan.pk not in access_of(request).editable:
        return SafeString("")
    rows = plan.mistake_reports.filter(state__in=[State.OPEN, State.CONFIRMED]).order_by("due_on", "pk")
    rows = list(rows.filter(element_uid=str(element.uid)) if element else rows)
    if element and not rows:
        return SafeString("")
    context = {"plan": plan, "reports": rows[:5], "number": len(rows)}
    return SafeString(render_to_string("public/mistakes/_beside.html", context, request))
