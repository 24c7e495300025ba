"""The page of an institution, made as it is asked for: it speaks of many plans, and each day says something else."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.render.recommendation_list import recommendation_item
from indicators.render.terms import PASSED
from indicators.render.terms_page import WITHOUT_INSTITUTION
from plans.models import Institution
from public.institutions.awaited import plans_without_institution
from public.institutions.listing import PublicInstitutionsForm, public_institutions
from public.institutions.overview import InstitutionIndicatorsForm, has_page, institution_overview
from public.page_tools.foot import page_foot
from public.page_tools.subject import PageSubject
from public.sittings.listing import public_sittings

NEWEST = 5
OPEN_UP_TO = 6


@require_safe
def institution_list(request):
    """Show the institutions of real plans, with what is awaited; the query string may filter and order them."""
    today = timezone.localdate()
    found = public_institutions(today)
    form = PublicInstitutionsForm(request.GET, [one for one in found if one.code])
    nobody = next((one for one in found if not one.code), None)
    context = {
        "form": form,
        "today": today,
        "nobody": nobody,
        "plans_without": plans_without_institution(today) if nobody else [],
        "late_terms": urlencode({"institutie": WITHOUT_INSTITUTION, "stadiu": PASSED}),
    }
    return render(request, "public/institutions/institutions.html", context)


@require_safe
def institution_page(request, code):
    """Show what an institution answers for, what is late and what it was asked; 404 for one that readers never meet.

    One that ended leads to its successor, and still shows what stayed its own.
    """
    institution, today = get_object_or_404(Institution, code=code), timezone.localdate()
    changes = list(institution.changes.select_related("successor"))
    found = institution_overview(institution, today)
    sittings = list(public_sittings(today).filter(body=institution)[:NEWEST])
    if not has_page(institution, found, today):
        raise Http404
    subject = PageSubject(
        kind="institution",
        path=request.path,
        title=institution.name,
        code=institution.code,
        is_invented=institution.is_invented,
    )
    context = {
        "institution": institution,
        "changes": changes,
        "taken_over": institution.taken_over.select_related("institution"),
        "is_invented": institution.is_invented,
        "found": found,
        "form": InstitutionIndicatorsForm(request.GET, found.rows, found.titles),
        "overdue": [found.overdue] if found.overdue else [],
        "overdue_open": bool(found.overdue) and len(found.overdue.indicators) <= OPEN_UP_TO,
        "received": [recommendation_item(one, today, found.titles) for one in found.received[:NEWEST]],
        "open_count": sum(not one.is_ended for one in found.received),
        "late_count": sum(one.is_late(today) for one in found.received),
        "sittings": sittings,
        "today": today,
        "foot": page_foot(subject),
    }
    return render(request, "public/institutions/institution.html", context)
