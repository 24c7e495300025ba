"""What any site's pages may read: the data that the portal gives to programs."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

READING = "GET, HEAD, OPTIONS"


def open_headers(methods: str = READING) -> dict[str, str]:
    """Return the headers of an answer that the pages of any site may read."""
    return {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Expose-Headers": "ETag, Link",
        "Access-Control-Max-Age": "86400",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def open_to_all(response: HttpResponse, methods: str = READING) -> HttpResponse:
    """Let the pages of any site read an answer, its tag and its links; no cookie counts there."""
    for name, value in open_headers(methods).items():
        response[name] = value
    return response


def reading_view(refusal: type[Exception], *, only_read: str) -> Callable:
    """Let a view that programs ask answer any site's reading requests, its refusals too.

    A `refusal` is raised with a status and words, and gives its `answer()`; `only_read` is said to who does not read.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method == "OPTIONS":
                return open_to_all(HttpResponse(status=204, headers={"Allow": READING}))
            try:
                if request.method not in ("GET", "HEAD"):
                    raise refusal(405, only_read)
                response = view(request, *args, **kwargs)
            except refusal as refused:
                response = refused.answer()
            if response.status_code == 405:
                response["Allow"] = READING
            # What programs read stands in no search engine.
            response["X-Robots-Tag"] = "noindex"
            return open_to_all(response)

        # Nothing is written here: who sends something is told so in the words of programs, not asked for a token.
        return csrf_exempt(answer)

    return decorate
