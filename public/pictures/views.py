"""A picture of a plan: its file, and its page with the same numbers as a table and the code that shows it elsewhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from indicators.render import pictures
from indicators.render.term_picture import terms_picture
from plans.document import Document
from plans.models import Edition
from portal.languages import page_address
from portal.pictures.files import picture_png, picture_with_letters
from portal.pictures.frame import NARROW_WIDTH, WIDTH, Picture, picture_svg
from public.data.kept_files import kept_bytes, kept_tag
from public.data.views import send_kept
from public.page_tools.tool import PageTool, ToolLink
from public.plan_progress import PlanProgress

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
NAME = re.compile(
    r"indicator-(?P<number>[0-9]{1,6})|(?P<counts>stadii)|(?P<terms>termene)|buget-(?P<year>[0-9]{4})"
    r"|sume-(?P<money>[0-9]{1,3})"
)


@dataclass(frozen=True)
class PlanPicture:
    """A picture with the plan that it is of, the page that it is on and the file with its numbers."""

    picture: Picture
    document: Document
    page: str
    data: str


@require_safe
@csp_update({"style-src": ["'unsafe-inline'"], "font-src": ["data:"]})
def picture_file(request, slug, name, extension, narrow=None):
    """Send a picture as SVG or PNG, for a narrow screen where asked; of a withdrawn plan, lead to what is said of it.

    An SVG that is opened by itself has its style and its letters inside; any site may show it.
    """
    found = _picture(slug, name)
    if not isinstance(found, PlanPicture):
        return found
    svg = picture_svg(found.picture, width=NARROW_WIDTH if narrow else WIDTH)
    tag = kept_tag(svg)
    makers: dict[str, Callable[[], bytes]] = {
        "svg": lambda: picture_with_letters(svg),
        "png": lambda: picture_png(svg),
    }
    return send_kept(
        request,
        tag=f"{tag}-{extension}",
        content=lambda: kept_bytes(page_address(request.path), tag, extension, makers[extension]),
        content_type=MEDIA_TYPES[extension],
        headers={"Cross-Origin-Resource-Policy": "cross-origin"},
        is_invented=found.document.is_invented,
    )


@require_safe
def picture_page(request, slug, name):
    """Show a picture with its numbers as a table, its files, and the code with which another site shows it."""
    found = _picture(slug, name)
    if not isinstance(found, PlanPicture):
        return found
    address = request.path.removesuffix("/")
    context = {
        "document": found.document,
        "picture": found.picture,
        "page": found.page,
        "address": address,
        "rows": [list(zip(found.picture.headings, row, strict=True)) for row in found.picture.rows],
        "tools": _tools(found, address),
    }
    return render(request, "public/pictures/picture.html", context)


def _tools(found: PlanPicture, address: str) -> list[PageTool]:
    """Return what can be done with a picture."""
    page = page_address(f"{address}/")
    words = escape(f"{found.picture.title}. {found.picture.description}")
    image = f'<img src="{page_address(f"{address}.svg")}" alt="{words}" width="{WIDTH}">'
    links = (("SVG", f"{address}.svg"), ("PNG", f"{address}.png"), (gettext("Numerele, CSV"), found.data))
    return [
        PageTool(name=gettext("Adresa paginii"), address=page, copy=gettext("Copiază adresa"), is_printed=True),
        PageTool(name=gettext("Fișierele"), links=tuple(ToolLink(*link) for link in links)),
        PageTool(
            name=gettext("Codul pentru alt site"), text=f'<a href="{page}">{image}</a>', copy=gettext("Copiază codul")
        ),
    ]


def _picture(slug: str, name: str) -> PlanPicture | HttpResponse:
    """Return a picture of a published plan; a way to the plan's page for one that was withdrawn."""
    edition = Edition.objects.current_of(slug)
    asked = NAME.fullmatch(name)
    if edition is None and Edition.objects.filter(plan__slug=slug).exists():
        return redirect("public:plan", slug=slug)
    if edition is None or asked is None:
        raise Http404
    document, root = edition.read(), f"/planuri/{slug}/"
    progress = PlanProgress(edition.plan, document)
    if asked["number"]:
        page = f"{root}indicatori/{asked['number']}/"
        picture, data = _indicator(progress, int(asked["number"])), f"{page}date/valori.csv"
    elif asked["counts"]:
        picture = pictures.counts_picture(document, progress.standings, progress.today)
        page, data = f"{root}progres/", f"{root}date/stadii.csv"
    elif asked["terms"]:
        picture = terms_picture(document, progress.standings, progress.today)
        page, data = f"{root}termene/", f"{root}date/termene.csv"
    elif asked["money"]:
        picture, page, data = pictures.money_picture(document, int(asked["money"])), root, f"{root}date/sume.csv"
    else:
        picture, page, data = pictures.budget_picture(document, asked["year"]), root, f"{root}date/buget.csv"
    if picture is None:
        raise Http404
    return PlanPicture(picture, document, page, data)


def _indicator(progress: PlanProgress, number: int) -> Picture | None:
    uids = [one.uid for one in progress.document.indicators if one.number == number]
    if not uids:
        return None
    return pictures.indicator_picture(progress.document, progress.standings[uids[0]], progress.today)
