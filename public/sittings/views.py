"""The public pages of sittings: who sat, what was examined, recommended and adopted."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from indicators import queries
from indicators.oversight.sittings.members import present_members, printed_member
from indicators.render.recommendation_list import recommendation_item
from plans.models import Edition, Institution
from portal.romanian import long_date
from public.models import PlanSummary
from public.page_tools.foot import page_foot
from public.page_tools.subject import PageSubject
from public.plan_progress import adopted_briefings
from public.sittings.listing import PublicSittingsForm, public_sittings


@require_safe
def sitting_list(request):
    """Show the sittings of the real bodies; those of an invented body only to who asks for that body."""
    asked = Institution.objects.filter(is_invented=True, code=request.GET.get("institutie", ""))
    is_invented = asked.exists()
    every = public_sittings(timezone.localdate())
    rows = every.filter(body__in=asked) if is_invented else every.filter(body__is_invented=False)
    context = {
        "form": PublicSittingsForm(request.GET, rows),
        "is_invented": is_invented,
        "example": every.filter(body__is_invented=True).first,
    }
    return render(request, "public/sittings/sittings.html", context)


@require_safe
def sitting_detail(request, pk):
    """Show one sitting; 404 for one that was not held, or of which nothing is recorded."""
    today = timezone.localdate()
    sitting = get_object_or_404(public_sittings(today), pk=pk)
    plans = PlanSummary.objects.filter(is_invented=sitting.body.is_invented)
    titles = dict(plans.values_list("slug", "short_title"))
    recommended = queries.recommendation_values(sitting.recommendations.filter(plan__in=plans.values("plan")))
    edition = Edition.objects.public().filter(pk=sitting.edition_id).first()
    subject = PageSubject(
        kind="sitting",
        path=request.path,
        title=gettext("Ședința {body} din {day}").format(body=sitting.body.name, day=long_date(sitting.held_on)),
        code=sitting.body.code,
        is_invented=sitting.body.is_invented,
    )
    context = {
        "sitting": sitting,
        "heading": gettext("Ședința {kind} din {day}").format(
            kind=sitting.get_kind_display(), day=long_date(sitting.held_on)
        ),
        "present": [printed_member(one) for one in present_members(sitting)],
        "is_invented": sitting.body.is_invented,
        "recommendations": [recommendation_item(one, today, titles) for one in recommended],
        "briefings": adopted_briefings(sitting.briefings) if edition else [],
        "edition": edition,
        "foot": page_foot(subject),
    }
    return render(request, "public/sittings/sitting.html", context)
