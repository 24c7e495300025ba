"""The files of data under the address of each page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.render.data.stratml_report import performance_report
from plans.models import Edition
from plans.render.stratml.plan_stratml import CONTENT_TYPE as STRATML
from portal.data_files.formats import DATA_FORMATS
from portal.licence import LICENCE_ADDRESS
from public.contents import content_tag, tagged_answer
from public.data import list_data
from public.data.kept_files import kept_bytes, kept_tag
from public.data.page_data import EVERYTHING, PageData
from public.data.plan_data import plan_tables


@require_safe
def plan_file(request, slug, name, extension, address="", number=""):
    """Send a table of a plan, of an element or of an indicator; of a withdrawn plan, lead to what is said of it."""
    tables = plan_tables(slug)
    if tables is None:
        return _without_tables(slug)
    if number:
        return send_file(request, tables.indicator(int(number)), name, extension)
    return send_file(request, tables.element(address) if address else tables.plan(), name, extension)


@require_safe
def performance_file(request, slug):
    """Send the progress of a plan as a StratML performance report."""
    tables = plan_tables(slug)
    if tables is None:
        return _without_tables(slug)
    content = performance_report(tables.document, tables.progress.records)
    return send_kept(
        request,
        tag=content_tag(content),
        content=lambda: content,
        content_type=STRATML,
        headers={"Content-Disposition": f'attachment; filename="{slug}-progres.xml"'},
        is_invented=tables.document.is_invented,
    )


def _without_tables(slug: str) -> HttpResponse:
    """Lead to what is said of a withdrawn plan; 404 for one that was never public."""
    if Edition.objects.filter(plan__slug=slug).exists():
        return redirect("public:plan", slug=slug)
    raise Http404


@require_safe
def institution_file(request, code, name, extension):
    """Send a table of an institution's page."""
    return send_file(request, list_data.institution_data(code, timezone.localdate()), name, extension)


@require_safe
def list_file(request, of, name, extension):
    """Send a table of one of the lists."""
    sources = {
        "planuri": list_data.plans_data,
        "recomandari": list_data.recommendations_data,
        "sedinte": list_data.sittings_data,
    }
    return send_file(request, sources[of](timezone.localdate()), name, extension)


def send_file(request, page: PageData | None, name: str, extension: str) -> HttpResponse:
    """Send a file of a page's data, or nothing to who has it already; 404 for a page or a file that is not there."""
    kind = DATA_FORMATS[extension]
    file = page.file(name) if page and (kind.holds_many or name != EVERYTHING) else None
    if file is None:
        raise Http404
    tag = kept_tag(file.fingerprint)
    called = "-".join([*filter(None, page.path.split("/")), name]) + f".{extension}"
    return send_kept(
        request,
        tag=tag,
        content=lambda: kept_bytes(request.path, tag, extension, lambda: kind.write(file)),
        content_type=kind.content_type,
        headers={"Content-Disposition": f'attachment; filename="{called}"'},
        is_invented=page.is_invented,
    )


def send_kept(
    request, *, tag: str, content, content_type: str, headers: dict[str, str], is_invented: bool
) -> HttpResponse:
    """Send what is kept under a tag, or nothing to who has it already, with its licence."""
    response = tagged_answer(request, tag, content, content_type)
    for name, value in {**headers, "Link": f'<{LICENCE_ADDRESS}>; rel="license"'}.items():
        response[name] = value
    if is_invented:
        response["X-Robots-Tag"] = "noindex"
    return response
