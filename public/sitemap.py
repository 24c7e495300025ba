"""What there is to read: for search engines."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Recommendation
from plans.models import Consultation
from portal.languages import PREFIX, pages_in_languages
from public.models import PlanSummary, StoredPage
from public.sittings.listing import public_sittings

# The addresses that are there whatever is published.
ALWAYS = (
    "recommendations", "sittings", "institutions", "method", "accessibility", "privacy", "contact", "licence",
    "open_data", "mistakes",
)  # fmt: skip


@require_safe
def robots(request):
    """Tell search engines what to leave out, and where the addresses are."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def sitemap(request):
    """List the public addresses in both languages, without those of examples."""
    pages = StoredPage.objects.pages().exclude(plan=None).exclude(plan__owner__is_invented=True)
    # A draft is read from its consultation; search engines leave it out.
    pages = pages.exclude(path__startswith="/consultari/").exclude(path__startswith=f"{PREFIX}/")
    stored = pages.order_by("path").values_list("path", flat=True)
    paths = ["/", "/planuri/", *stored, *_oversight_paths(), *_consultation_paths()]
    root = request.build_absolute_uri("/").removesuffix("/")
    context = {"root": root, "pages": [pages_in_languages(path) for path in paths]}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def _consultation_paths() -> Iterator[str]:
    """Yield the addresses of the real consultations."""
    yield reverse("public:consultations")
    for number in Consultation.objects.filter(is_invented=False).order_by("number").values_list("number", flat=True):
        yield reverse("public:consultation", args=[number])


def _oversight_paths() -> Iterator[str]:
    """Yield the addresses of real institutions, recommendations and sittings, which are made as they are asked for."""
    real = PlanSummary.objects.real()
    yield from (reverse(f"public:{name}") for name in ALWAYS)
    codes = {code for named in real.values_list("institution_codes", flat=True) for code in named.split()}
    yield from (reverse("public:institution", args=[code]) for code in sorted(codes))
    advice = Recommendation.objects.filter(plan__in=real.values("plan")).order_by("pk")
    for one in advice.values_list("body__code", "number", "year"):
        yield reverse("public:recommendation", args=one)
    for pk in public_sittings(timezone.localdate()).filter(body__is_invented=False).values_list("pk", flat=True):
        yield reverse("public:sitting", args=[pk])
