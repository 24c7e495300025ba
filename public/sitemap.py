"""What there is to read: for search engines."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Recommendation
from plans.models import Consultation, Edition
from portal.languages import pages_in_languages
from public.models import PlanSummary, PublicAddress
from public.models.stored import PlanSummaryQuerySet, PublicAddressQuerySet
from public.pages import PAGES_OF_PLAN, edition_path
from public.sittings.listing import public_sittings

# The addresses that are there whatever is published.
ALWAYS = (
    "recommendations", "sittings", "institutions", "method", "accessibility", "privacy", "contact", "licence",
    "open_data", "mistakes",
)  # fmt: skip
# A page of a sitemap holds at most 50,000 addresses; each is there in every language.
PLANS_IN_PAGE, ADDRESSES_IN_PAGE = 1_000, 20_000
# The addresses of no plan, those of plans, those of elements: as long as they are few, all are one page.
MOST_IN_ONE = 3


@require_safe
def robots(request):
    """Tell search engines what to leave out, and where the addresses are."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def sitemap(request):
    """List the public addresses in both languages, without those of examples; many of them page by page."""
    pages = _pages()
    asked = request.GET.get("pagina", "")
    root = request.build_absolute_uri("/").removesuffix("/")
    if len(pages) > MOST_IN_ONE and not asked:
        context = {"root": root, "numbers": range(1, len(pages) + 1)}
        return render(request, "public/sitemap_index.xml", context, content_type="application/xml")
    if asked and not (asked.isdecimal() and 1 <= int(asked[:9]) <= len(pages)):
        raise Http404
    paths = pages[int(asked) - 1]() if asked else chain.from_iterable(page() for page in pages)
    context = {"root": root, "pages": [pages_in_languages(path) for path in paths]}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def _pages() -> list[Callable[[], Iterable[str]]]:
    """Return what gives the addresses of each page: of no plan, of so many plans, of so many of their elements.

    They are read from what an act itself writes, not from the stored pages, which are made after it.
    """
    plans = PlanSummary.objects.real().order_by("plan")
    addresses = PublicAddress.objects.current().order_by("plan", "address")
    return [
        _paths_of_no_plan,
        *(partial(_plan_paths, plans, first) for first in range(0, plans.count(), PLANS_IN_PAGE)),
        *(partial(_element_paths, addresses, first) for first in range(0, addresses.count(), ADDRESSES_IN_PAGE)),
    ]


def _paths_of_no_plan() -> Iterator[str]:
    yield from ("/", "/planuri/")
    yield from _oversight_paths()
    yield from _consultation_paths()


def _plan_paths(plans: PlanSummaryQuerySet, first: int) -> Iterator[str]:
    """Yield the pages that each of some plans has, and those of its public editions."""
    slugs = dict(plans[first : first + PLANS_IN_PAGE].values_list("plan", "slug"))
    numbers = Edition.objects.public().filter(plan__in=slugs).order_by("number").values_list("plan", "number")
    numbers_of: dict[int, list[int]] = {}
    for plan, number in numbers:
        numbers_of.setdefault(plan, []).append(number)
    for key, slug in slugs.items():
        yield from (f"/planuri/{slug}/{name}" for name in PAGES_OF_PLAN)
        yield from (edition_path(slug, number) for number in numbers_of.get(key, ()))


def _element_paths(addresses: PublicAddressQuerySet, first: int) -> Iterator[str]:
    """Yield the pages of some elements and indicators of current editions."""
    rows = addresses[first : first + ADDRESSES_IN_PAGE].values_list("plan__slug", "address")
    yield from (f"/planuri/{slug}/{address}/" for slug, address in rows)


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
