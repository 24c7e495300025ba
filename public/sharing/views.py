"""The picture of a page, and what other sites ask before they show its card (oEmbed 1.0)."""

from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from portal.languages import page_address, split_language
from public.contents import tagged_answer
from public.page_tools.embedding import CARD_HEIGHT, CARD_WIDTH, frame_code
from public.sharing.pictures import HEIGHT, WIDTH, picture_path
from public.sharing.shared_page import SharedPage, shared_page

NARROWEST = 240
PICTURE = "imagine.png"
# How many seconds a reader keeps a picture without asking: a day.
KEPT_FOR = 24 * 3600


@require_safe
def page_picture(request, **_address):
    """Send the picture of a page; any site may show it. 404 for what is not public."""
    page = _require_page(shared_page(request.path.removesuffix(PICTURE)))
    path = picture_path(page.picture)
    response = tagged_answer(request, path.stem, path.read_bytes, "image/png", kept_for=KEPT_FOR)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def oembed(request):
    """Tell another site how to show the card of a page, in JSON; 404 for what is unknown, 501 for another format.

    The card is in the language of the page.
    """
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Numai JSON.", status=501, content_type="text/plain; charset=utf-8")
    asked = _split(request.GET.get("url", ""))
    if asked.netloc not in ("", urlsplit(settings.SITE_URL).netloc):
        raise Http404
    language, path = split_language(asked.path)
    with translation.override(language):
        return _card_answer(request, path)


def _card_answer(request, path: str) -> JsonResponse:
    page = _require_page(shared_page(path))
    width, height = _size(request, "maxwidth", CARD_WIDTH), _size(request, "maxheight", CARD_HEIGHT)
    if not page.card:
        raise Http404
    answer = JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": page.title,
            "provider_name": settings.SITE_NAME,
            "provider_url": page_address("/"),
            "author_name": settings.SITE_OWNER,
            "cache_age": 3600,
            "html": frame_code(page.card, page.title, width, height),
            "width": width,
            "height": height,
            "thumbnail_url": page_address(f"{page.path}{PICTURE}"),
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        },
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _size(request, name: str, own: int) -> int:
    """Return a measure of the card: its own, or less where the site has less room."""
    asked = request.GET.get(name, "")
    return max(NARROWEST, min(own, int(asked))) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else own


def _split(address: str) -> SplitResult:
    """Return the parts of an address; 404 for what is none."""
    try:
        return urlsplit(address)
    except ValueError:
        raise Http404 from None


def _require_page(page: SharedPage | None) -> SharedPage:
    if page is None:
        raise Http404
    return page
