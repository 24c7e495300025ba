"""The page on which an element, or what hangs on one, is retired."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.editing.conflicts import conflict_response
from plans.editing.elements.views import element_url
from plans.editing.retirement.actions import cancel_retirement
from plans.editing.retirement.forms import retirement_form
from plans.editing.saving import seen_version
from plans.editing.settings import actions as setting_actions
from plans.models import Plan
from plans.models.retirement import Retirable
from plans.workspace.frame import page
from plans.workspace.lookups import element_of, plan_to_write
from portal.forms.layout import set_layout
from portal.forms.versioned import save_versioned_form
from portal.versioning import Conflict

GROUPS = {"Retragerea": ("retired_on", "retired_reason", "retired_act")}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def retire_element(request, slug, pk):
    """Retire an element with all that stands under it, or take the retirement back."""
    plan = plan_to_write(request.user, slug)
    row = element_of(plan, pk)
    back = element_url(row)
    consequence = (
        "Elementul și ce stă sub el nu se mai urmăresc din acea zi: pentru indicatorii lor nu se mai datorează nicio "
        "raportare."
    )
    return retirement_page(request, plan, row, lambda: element_of(plan, pk), back=back, tab="", consequence=consequence)


def retirement_page(
    request, plan: Plan, row: Retirable, read: Callable[[], Retirable], *, back: str, tab: str, consequence: str
) -> HttpResponse:
    """Show the form of a row's retirement, save it, or take the retirement back; `read` reads the row again."""
    if request.method == "POST" and "cancel" in request.POST:
        try:
            cancel_retirement(row, by=request.user, plan=plan, version=seen_version(request))
        except Conflict:
            return conflict_response(request, plan, row, action="Anulează retragerea")
        messages.success(request, f"„{row}” nu mai este retras: se urmărește mai departe, de la următoarea ediție.")
        return redirect(back)
    form, is_saved = retirement_form(row, plan, request.POST or None), False
    if request.method == "POST":
        form, is_saved = save_versioned_form(
            form,
            lambda: setting_actions.change(form.instance, form.save, by=request.user, plan=plan),
            lambda: retirement_form(read(), plan, request.POST),
        )
    if is_saved:
        messages.success(request, f"„{row}” este retras. Publicul află de la următoarea ediție.")
        return redirect(back)
    context = {"title": f"Retrageți „{row}”?", "tab": tab, "row": read(), "back": back, "consequence": consequence}
    return page(request, plan, "plans/editing/retirement/retire.html", {**context, "form": set_layout(form, GROUPS)})
