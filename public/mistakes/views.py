"""The pages of who reports a mistake, and what readers find of all that were reported."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.languages import page_language, path_in
from public.forms.views import form_page, public_form_view
from public.mistakes import actions as mistake_actions
from public.mistakes.forms import MistakeForm, PublicMistakesForm, WithdrawalForm
from public.mistakes.places import place_at
from public.mistakes.queries import digest_of, mistake_counts, public_reports
from public.models import MistakeReport, PlanSummary


@public_form_view
def report_mistake(request):
    """Ask what is wrong on the page that the address names; lead to the receipt of what was sent."""
    place = place_at(request.GET.get("pagina", ""), request.GET.get("editia", ""))
    form = MistakeForm(request)
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("text", "proposal", "name", "email")}
        mistake_actions.report_mistake(place, key=form.key, language=page_language(), **asked)
        return redirect("public:mistake", form.key)
    return form_page(
        request,
        "public/mistakes/report.html",
        form,
        place=place,
        is_invented=place.is_invented,
        action=gettext("Trimite"),
        back=place.path,
    )


@public_form_view
def mistake(request, key):
    """Show to who knows a report's secret what became of it; let them take it back."""
    rows = MistakeReport.objects.select_related("plan__owner", "edition__withdrawal")
    report = rows.filter(key_digest=digest_of(key)).first()
    if report is None:
        raise Http404
    form = WithdrawalForm(request)
    if form.is_valid():
        mistake_actions.withdraw(report)
        return redirect(request.path)
    return form_page(
        request,
        "public/mistakes/receipt.html",
        form,
        report=report,
        answers=list(report.answers.all()),
        address=request.build_absolute_uri(path_in(page_language(), request.path)),
        is_invented=report.plan.is_invented,
        action=gettext("Retrag sesizarea"),
        back=reverse("public:mistakes"),
    )


@require_safe
def mistake_list(request):
    """Show how many mistakes were reported and what became of them; those of an example only to who asks for it."""
    asked = PlanSummary.objects.invented().filter(slug=request.GET.get("plan", ""))
    is_invented = asked.exists()
    plans = asked if is_invented else PlanSummary.objects.real()
    rows = public_reports(is_invented=is_invented).filter(plan__in=plans.values("plan"))
    titles = dict(plans.filter(plan__in=rows.order_by().values("plan")).values_list("slug", "short_title"))
    form = PublicMistakesForm(request.GET, rows, titles)
    context = {"form": form, "counts": mistake_counts(form.rows), "titles": titles, "is_invented": is_invented}
    return render(request, "public/mistakes/list.html", context)
