"""What there is to read: for search engines, page by page where it is much.

It is read from what an act itself writes, not from the stored pages, which are made after it. What a page costs does
not grow with what stands on the others.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Recommendation
from plans.models import Consultation, Edition
from portal.languages import pages_in_languages
from public.institutions.listing import named_institutions
from public.models import PlanSummary, PublicAddress
from public.pages import PAGES_OF_PLAN, edition_path
from public.sittings.listing import public_sittings

# The addresses that are there whatever is published.
ALWAYS = (
    "home", "plans", "recommendations", "sittings", "institutions", "method", "accessibility", "privacy", "contact",
    "licence", "open_data", "mistakes", "consultations",
)  # fmt: skip
PORTAL = "portal"
# A page of a sitemap holds at most 50,000 addresses; each row has some in every language.
ROWS_IN_PAGE = 2_000


@dataclass(frozen=True)
class SitemapPart:
    """Addresses of one kind: the rows that give them, and how. A page of them begins with the key of its first row."""

    rows: QuerySet
    paths: Callable[[QuerySet], Iterable[str]]

    def page(self, start: int) -> Iterator[str]:
        """Yield the addresses of as many rows as fit on a page."""
        yield from self.paths(self.rows.filter(pk__gte=start).order_by("pk")[:ROWS_IN_PAGE])

    def starts(self) -> Iterator[int]:
        """Yield with which key each page begins."""
        keys = self.rows.order_by("pk").values_list("pk", flat=True)
        start = keys.first()
        while start is not None:
            yield start
            start = next(iter(keys.filter(pk__gte=start)[ROWS_IN_PAGE : ROWS_IN_PAGE + 1]), None)


@require_safe
def robots(request):
    """Tell search engines what to leave out, and where the addresses are."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def sitemap(request):
    """List the public addresses in both languages, without those of examples; many of them page by page."""
    parts, root = _parts(), request.build_absolute_uri("/").removesuffix("/")
    asked = request.GET.get("parte", "")
    if asked:
        paths = _page(parts, asked, request.GET.get("de-la", ""))
    else:
        starts = [(name, start) for name, part in parts.items() for start in part.starts()]
        if len(starts) > len(dict(starts)):
            pages = [{"parte": PORTAL}, *({"parte": name, "de-la": start} for name, start in starts)]
            context = {"root": root, "queries": list(map(urlencode, pages))}
            return render(request, "public/sitemap_index.xml", context, content_type="application/xml")
        paths = chain(_always(), *(parts[name].page(start) for name, start in starts))
    context = {"root": root, "pages": [pages_in_languages(path) for path in paths]}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def _page(parts: dict[str, SitemapPart], name: str, start: str) -> list[str]:
    """Return the addresses of a page of the sitemap; raise Http404 where there is none."""
    if name == PORTAL:
        return _always()
    paths = list(parts[name].page(int(start[:18]))) if name in parts and start.isdecimal() else []
    if not paths:
        raise Http404
    return paths


def _parts() -> dict[str, SitemapPart]:
    """Return the parts of the sitemap by name, without the addresses that are always there."""
    plans = PlanSummary.objects.real()
    sittings = public_sittings(timezone.localdate()).filter(body__is_invented=False)
    return {
        "institutii": SitemapPart(named_institutions(), _institution_paths),
        "recomandari": SitemapPart(Recommendation.objects.filter(plan__in=plans.values("plan")), _advice_paths),
        "sedinte": SitemapPart(sittings, _sitting_paths),
        "consultari": SitemapPart(Consultation.objects.filter(is_invented=False), _consultation_paths),
        "planuri": SitemapPart(plans, _plan_paths),
        "pagini": SitemapPart(PublicAddress.objects.current(), _element_paths),
    }


def _always() -> list[str]:
    return [reverse(f"public:{name}") for name in ALWAYS]


def _institution_paths(rows: QuerySet) -> Iterator[str]:
    yield from (reverse("public:institution", args=[code]) for code in rows.values_list("code", flat=True))


def _advice_paths(rows: QuerySet) -> Iterator[str]:
    for one in rows.values_list("body__code", "number", "year"):
        yield reverse("public:recommendation", args=one)


def _sitting_paths(rows: QuerySet) -> Iterator[str]:
    yield from (reverse("public:sitting", args=[key]) for key in rows.values_list("pk", flat=True))


def _consultation_paths(rows: QuerySet) -> Iterator[str]:
    yield from (reverse("public:consultation", args=[number]) for number in rows.values_list("number", flat=True))


def _plan_paths(rows: QuerySet) -> Iterator[str]:
    """Yield the pages that each of some plans has, and those of its public editions."""
    slugs = dict(rows.values_list("plan", "slug"))
    numbers = Edition.objects.public().filter(plan__in=slugs).order_by("number").values_list("plan", "number")
    numbers_of: dict[int, list[int]] = {}
    for plan, number in numbers:
        numbers_of.setdefault(plan, []).append(number)
    for key, slug in slugs.items():
        yield from (f"/planuri/{slug}/{name}" for name in PAGES_OF_PLAN)
        yield from (edition_path(slug, number) for number in numbers_of.get(key, ()))


def _element_paths(rows: QuerySet) -> Iterator[str]:
    """Yield the pages of some elements and indicators of current editions."""
    yield from (f"/planuri/{slug}/{address}/" for slug, address in rows.values_list("plan__slug", "address"))
