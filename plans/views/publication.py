"""From the working plan to an edition: check, preview, publish, withdraw; pages of the back office."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from plans import permissions, publishing
from plans.admin.places import place_of
from plans.composition import compose
from plans.forms.publication import PublishForm, WithdrawForm
from plans.models import Edition, Plan
from plans.readiness import readiness
from plans.render import comparing, html


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request, pk):
    """Show what keeps a plan from being published and what is published now; publish it."""
    plan = visible_plan(request, pk)
    may_publish = permissions.can_publish(request.user, plan)
    if request.method == "POST" and not may_publish:
        raise PermissionDenied
    form = PublishForm(request.POST or None, newest=newest_number(plan))
    if request.method == "POST" and form.is_valid() and publish_once(request, plan, form):
        return redirect(request.path)
    problems = [(problem, place_of(problem.place)) for problem in readiness(plan)]
    context = {
        "title": f"Verificare și publicare: {plan}",
        "plan": plan,
        "errors": [found for found in problems if found[0].is_error],
        "warnings": [found for found in problems if not found[0].is_error],
        "newest": plan.editions.select_related("published_by", "withdrawal").first(),
        "is_changed": publishing.is_changed(plan),
        "may_publish": may_publish,
        "form": form,
    }
    return page(request, "publication", context)


@require_safe
def preview(request, pk):
    """Show the working plan as its public page would be, marked as a draft."""
    plan = visible_plan(request, pk)
    draft = compose(plan, number=newest_number(plan) + 1, published_at=timezone.now(), note="")
    return HttpResponse(html.plan_page(draft, checksum="", draft=True))


@require_safe
def comparison(request, pk):
    """Show what the working plan would change in the edition that readers have now; 404 where they have none."""
    plan = visible_plan(request, pk)
    edition = plan.editions.public().first()
    if edition is None:
        raise Http404
    draft = compose(plan, number=newest_number(plan) + 1, published_at=timezone.now(), note="")
    names = ("preview", "publication")
    ways = {name: reverse(f"admin:plans_plan_{name}", args=[plan.pk]) for name in names}
    return HttpResponse(comparing.draft_page(edition.read(), draft, **ways))


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request, pk):
    """Ask why an edition is withdrawn, and withdraw it."""
    plans = permissions.visible_plans(request.user)
    edition = get_object_or_404(Edition.objects.filter(plan__in=plans).select_related("plan", "withdrawal"), pk=pk)
    if not permissions.can_publish(request.user, edition.plan):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and withdraw_once(request, edition, form):
        return redirect("admin:plans_edition_change", edition.pk)
    before = edition.plan.editions.public().filter(number__lt=edition.number).first()
    context = {"title": f"Retragere: {edition}", "edition": edition, "before": before, "form": form}
    return page(request, "withdrawal", context)


def publish_once(request, plan, form) -> bool:
    """Publish the plan, unless it has errors or someone published it since the page was shown; tell whether it did."""
    try:
        with transaction.atomic():
            Plan.objects.select_for_update().get(pk=plan.pk)
            if form.cleaned_data["seen_edition"] != newest_number(plan):
                form.refuse(newest_number(plan))
                return False
            edition = publishing.publish(plan, by=request.user, note=form.cleaned_data["note"])
    except publishing.NotReady:
        form.add_error(None, "Planul are erori și nu s-a publicat. Rezolvați-le pe cele de mai jos, apoi publicați.")
        return False
    address = reverse("plans:edition", args=[plan.slug, edition.number])
    messages.success(
        request,
        format_html(
            'S-a publicat ediția {0}. Vedeți <a href="{1}">pagina publică</a> și <a href="{1}plan.pdf">PDF-ul</a>.',
            edition.number,
            address,
        ),
    )
    return True


def withdraw_once(request, edition, form) -> bool:
    """Withdraw the edition, unless it is withdrawn already; tell whether it did."""
    try:
        publishing.withdraw(edition, by=request.user, reason=form.cleaned_data["reason"])
    except ValidationError:
        form.add_error(None, "Ediția este deja retrasă.")
        return False
    messages.success(request, f"Ediția {edition.number} a fost retrasă: publicul nu o mai vede.")
    return True


def visible_plan(request, pk) -> Plan:
    """Return the plan; 404 for one that the person does not see."""
    return get_object_or_404(permissions.visible_plans(request.user).select_related("owner", "reviewer"), pk=pk)


def newest_number(plan) -> int:
    """Return the number of the plan's newest edition, 0 before the first."""
    return plan.editions.order_by("-number").values_list("number", flat=True).first() or 0


def page(request, name, context):
    """Return a page of the back office."""
    return render(request, f"plans/admin/{name}.html", {**admin.site.each_context(request), **context})
