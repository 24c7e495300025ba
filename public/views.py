"""The public pages and files, from editions only.

The stored pages answer most requests before these views run; the views answer for what is not stored yet, from the
same renderers.
"""

import re
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from plans.document import EditionMark
from plans.document.canonical import SCHEMAS
from plans.editions import files
from plans.editions.element_files import ELEMENT_FILES
from plans.editions.tasks import make_edition_file
from plans.models import Edition
from plans.render import comparison
from plans.render.html import pages as html_pages
from portal.response_headers import allow_framing
from portal.tasks.answers import ask_to_wait
from portal.whitespace import collapse_white_space
from public import addresses, pages
from public.contents import content_tag, content_type, made_answer, may_be_framed, tagged_answer
from public.following.plan_files import FEED, TERMS
from public.home.front import home_page
from public.home.listing import plans_page

# Where a file of data is described: the first by an address of the portal, the second by the file beside it.
DESCRIBED_BY = {files.DATA: "/date-deschise/editie-1.schema.json", files.CSV: files.CSV_METADATA}
# What every published plan has, after its own address.
OWN_ADDRESSES = ("", "editii", "progres", "termene", "date", FEED, TERMS, "card", files.DATA, *files.EDITION_FILES)


@require_safe
def home(request):
    """Show what home answers: it is stored but for the moments after a change."""
    return HttpResponse(collapse_white_space(home_page()))


@require_safe
def plan_list(request):
    """Show the published plans; the query string may filter, order and turn the pages of the list."""
    return HttpResponse(collapse_white_space(plans_page(request.GET)))


@require_safe
def plan_page(request, slug, **_rest):
    """Show a page of a published plan: the plan, an element, its editions, its progress, an indicator; or a feed."""
    found = pages.find_page(slug, request.path, came_from=request.GET.get("fost", ""))
    if found is None:
        return former_page(request, slug)
    if found.is_stored:
        response = HttpResponse(found.render(), content_type(request.path))
    else:
        response = made_answer(request, found.render().encode())
    return allow_framing(response) if may_be_framed(request.path) else response


def former_page(request, slug) -> HttpResponse:
    """Lead on from an address of a plan that was public once; 404 for one that never was."""
    published = Edition.objects.filter(plan__slug=slug).select_related("plan").first()
    if published is None:
        raise Http404
    plan = published.plan
    root = reverse("public:plan", args=[slug])
    address = request.path.removeprefix(root)
    # A feed, a card and a file lead where their element leads.
    beside = next((name for name in (FEED, "card/", *ELEMENT_FILES) if address.endswith(f"/{name}")), "")
    address = address.removesuffix(beside).removesuffix("/")
    former = addresses.former_addresses(plan, address)
    edition = Edition.objects.current().filter(plan=plan).first()
    if edition is None and (former or address in OWN_ADDRESSES):
        return HttpResponse(html_pages.withdrawn_plan_page(pages.withdrawn_editions(plan)), status=410)
    if edition is None or not former:
        raise Http404
    document = edition.read()
    places = addresses.current_addresses(document)
    for row in former:
        if row.uid in places:
            # Not for good: a later edition may give the address to something else.
            return redirect(f"{root}{places[row.uid]}/{beside or '?' + urlencode({'fost': row.address})}")
    return HttpResponse(html_pages.gone_page(document, addresses.former_holder(former[0], places)), status=410)


@require_safe
def edition(request, slug, number):
    """Show one edition, as it was published; of a withdrawn one, that it was withdrawn."""
    found = pages.find_page(slug, request.path)
    return HttpResponse(found.render()) if found else withdrawn_edition(slug, number)


def withdrawn_edition(slug, number) -> HttpResponse:
    """Say of a withdrawn edition, at its address, when and why it was withdrawn; 404 for an unknown one."""
    withdrawn = Edition.objects.filter(plan__slug=slug, number=number, withdrawal__isnull=False)
    edition = get_object_or_404(withdrawn.select_related("withdrawal"))
    current = Edition.objects.current().filter(plan=edition.plan_id).first()
    page = html_pages.withdrawn_page(
        slug=slug,
        number=number,
        withdrawn_on=edition.withdrawal.withdrawn_at,
        reason=edition.withdrawal.reason,
        current=current and current.number,
    )
    return HttpResponse(page, status=410)


@require_safe
def current_edition_file(request, slug, name):
    """Lead to a file of the plan's current edition."""
    current = Edition.objects.current_of(slug)
    if current is None:
        return former_page(request, slug)
    return redirect("public:edition_file", slug=slug, number=current.number, name=name)


@require_safe
def edition_file(request, slug, number, name):
    """Send a file of an edition; the data are to be kept, not to be read in the browser."""
    rows = Edition.objects.public().select_related("plan__owner")
    found = rows.filter(plan__slug=slug, number=number).first()
    if found is None:
        return withdrawn_edition(slug, number)
    tag = f'"{found.checksum}-{name}"'
    if files.may_wait(found, name):
        page = reverse("public:edition", args=[slug, number])
        return ask_to_wait(
            request, make_edition_file, found.pk, name, page=page, page_name=f"Ediția {number}, ca pagină"
        )
    response = get_conditional_response(request, etag=tag) or _edition_file(found, name)
    if name in DESCRIBED_BY:
        response["Link"] = f'<{DESCRIBED_BY[name]}>; rel="describedby"'
    if found.plan.is_invented:
        response["X-Robots-Tag"] = "noindex"
    response["ETag"], response["Cache-Control"] = tag, "public, max-age=0, must-revalidate"
    return response


def _edition_file(edition: Edition, name: str) -> HttpResponse | FileResponse:
    """Send the data of an edition, or one of its files from the disk; what a browser does not show is kept."""
    if name == files.DATA:
        response = HttpResponse(edition.document, content_type="application/json; charset=utf-8")
        called = f"{edition.plan.slug}-editia-{edition.number}.json"
        response["Content-Disposition"] = f'attachment; filename="{called}"'
        return response
    file = files.EDITION_FILES[name]
    return FileResponse(
        files.make_file(edition, name).open("rb"),
        as_attachment=not file.is_read_in_browser,
        filename=file.called(edition),
        content_type=file.content_type,
    )


@require_safe
def schema(request, name):
    """Send the schema of the data of any edition, or of any element of one."""
    content = SCHEMAS[name].read_bytes()
    return tagged_answer(request, content_tag(content), lambda: content, "application/schema+json")


@require_safe
def compare_editions(request, slug, a, b):
    """Show what changed between two editions; the older one stands first in the address."""
    if a == b:
        raise Http404
    if a > b:
        return redirect("public:compare", slug=slug, a=b, b=a)
    old, new = public_edition(slug, a).read(), public_edition(slug, b).read()
    between = Edition.objects.public().filter(plan__slug=slug, number__gt=a, number__lte=b).order_by("number")
    marks = [EditionMark(**values) for values in between.values("number", "published_at", "note")]
    return HttpResponse(comparison.comparison_page(old, new, marks))


@require_safe
def redirect_to_comparison(request, slug):
    """Lead to the comparison of the two editions chosen in the list of editions, or back to the list."""
    chosen = [request.GET.get(name, "") for name in ("de-la", "la")]
    if not all(re.fullmatch("[0-9]{1,6}", number) for number in chosen) or chosen[0] == chosen[1]:
        return redirect("public:editions", slug=slug)
    a, b = sorted(int(number) for number in chosen)
    return redirect("public:compare", slug=slug, a=a, b=b)


def public_edition(slug, number) -> Edition:
    """Return one public edition of a plan; 404 for one that is unknown or withdrawn."""
    return get_object_or_404(Edition.objects.public().select_related("plan"), plan__slug=slug, number=number)
