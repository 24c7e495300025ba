"""What the public reads of progress and oversight; most of it is stored, and these views answer for the rest."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from indicators import queries
from indicators.models import Recommendation
from indicators.render import pages as render_pages
from plans.models import Edition
from plans.render.html.pages import withdrawn_plan_page
from public.models import PlanSummary
from public.page_tools.foot import page_foot
from public.page_tools.subject import PageSubject
from public.pages import withdrawn_editions
from public.plan_progress import PlanProgress
from public.views import former_page


@require_safe
def plan_progress(request, slug):
    """Show the progress of a plan; the query string may filter and order its indicators."""
    edition = Edition.objects.current_of(slug)
    if edition is None:
        return former_page(request, slug)
    return HttpResponse(PlanProgress(edition.plan, edition.read()).page(request.GET or None))


@require_safe
def plan_terms(request, slug):
    """Show the terms of a plan; the query string may filter them."""
    edition = Edition.objects.current_of(slug)
    if edition is None:
        return former_page(request, slug)
    return HttpResponse(PlanProgress(edition.plan, edition.read()).terms_page(request.GET or None))


@require_safe
def plan_elements(request, slug):
    """Show the elements of a plan that the query string asks for."""
    edition = Edition.objects.current_of(slug)
    if edition is None:
        return former_page(request, slug)
    return HttpResponse(PlanProgress(edition.plan, edition.read()).elements_page(request.GET))


@require_safe
def recommendation_list(request):
    """Show what was recommended about the real published plans; the query string may filter, order and turn the pages.

    What was recommended about an example stands in a list of its own, for who asks for that plan.
    """
    asked = PlanSummary.objects.invented().filter(slug=request.GET.get("plan", ""))
    is_invented = asked.exists()
    plans = asked if is_invented else PlanSummary.objects.real()
    rows = Recommendation.objects.filter(plan__in=plans.values("plan"))
    titles = dict(plans.filter(plan__in=rows.values("plan")).values_list("slug", "short_title"))
    page = render_pages.recommendations_page(
        queries.recommendation_values(rows),
        timezone.localdate(),
        request.GET,
        plan_titles=titles,
        is_invented=is_invented,
    )
    return HttpResponse(page)


@require_safe
def recommendation_detail(request, body, number, year):
    """Show one recommendation with what came of it; where its plan was withdrawn, that it was."""
    rows = Recommendation.objects.filter(body__code=body, number=number, year=year)
    row = rows.select_related("plan").first()
    edition = row and Edition.objects.current().filter(plan=row.plan).first()
    if edition is None:
        # Whoever kept the address learns what became of the plan; a draft's has none.
        withdrawn = withdrawn_editions(row.plan) if row else []
        if not withdrawn:
            raise Http404
        return HttpResponse(withdrawn_plan_page(withdrawn), status=410)
    (found,) = queries.recommendation_values(rows)
    document = edition.read()
    subject = PageSubject(
        kind="recommendation",
        path=request.path,
        title=gettext("Recomandarea {reference}: {title}").format(reference=found.reference, title=found.title),
        document=document,
        recommendation=found,
        is_invented=document.is_invented,
    )
    page = render_pages.recommendation_page(found, timezone.localdate(), document, foot=page_foot(subject))
    return HttpResponse(page)


@require_safe
def method_page(request):
    """Explain how a status is computed."""
    return HttpResponse(render_pages.method_page())
