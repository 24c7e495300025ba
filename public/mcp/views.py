"""The address at which assistants ask: a message a request, without sessions and without streams."""

import json

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from public.cross_origin import open_to_all
from public.mcp.messages import VERSIONS, answer_to

METHODS = "POST, OPTIONS"
LARGEST_MESSAGE = 64 * 1024


@csrf_exempt
def mcp(request):
    """Answer one message; nothing is changed by any, so it needs no proof of where it comes from."""
    if request.method == "OPTIONS":
        return _send(HttpResponse(status=204, headers={"Allow": METHODS}))
    if request.method != "POST":
        # No stream is opened for who only listens.
        return _send(HttpResponse(status=405, headers={"Allow": METHODS}))
    if request.headers.get("MCP-Protocol-Version", VERSIONS[0]) not in VERSIONS:
        return _send(_json({"error": f"MCP-Protocol-Version: {', '.join(VERSIONS)}."}, status=400))
    if len(request.body) > LARGEST_MESSAGE:
        return _send(_json({"error": f"Cel mult {LARGEST_MESSAGE} de octeți."}, status=413))
    said = answer_to(request.body)
    return _send(HttpResponse(status=202) if said is None else _json(said))


def _json(said: dict, status: int = 200) -> HttpResponse:
    content = json.dumps(said, ensure_ascii=False)
    return HttpResponse(content, status=status, content_type="application/json; charset=utf-8")


def _send(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return open_to_all(response, METHODS)
