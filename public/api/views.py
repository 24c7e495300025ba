"""The answers of the API: one view for all that it has, what there is, its description, and what is not there."""

from functools import cache
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpResponse

from portal.licence import LICENCE_ADDRESS
from public.api.openapi import ROOT, description
from public.api.parameters import LIMIT, OFFSET, PAGING, read_query
from public.api.problems import ApiProblem
from public.api.resources import RESOURCES, ApiResource
from public.contents import content_tag, tagged_answer
from public.cross_origin import reading_view

JSON = "application/json; charset=utf-8"


api_view = reading_view(ApiProblem, only_read="Datele se citesc cu GET sau HEAD.")


@api_view
def resource(request, *, one: ApiResource, **places):
    """Send what an address gives: a page of a list, or one thing."""
    asked = places | read_query(request.GET, (*one.parameters, *(PAGING if one.is_list else ())))
    said = _page(request, one, asked) if one.is_list else one.rows(asked)
    return send_json(request, said)


def _page(request, one: ApiResource, asked: dict) -> dict:
    limit, offset = (asked.get(each.name, each.schema["default"]) for each in (LIMIT, OFFSET))
    rows = one.rows(asked)
    total = len(rows) if isinstance(rows, list) else rows.count()
    after = offset + limit
    following = {**request.GET.dict(), "limit": limit, "offset": after}
    return {
        "items": one.write(rows[offset:after]) if offset < total else [],
        "total": total,
        "next": f"{settings.SITE_URL}{request.path}?{urlencode(following)}" if after < total else None,
        "licence": LICENCE_ADDRESS,
    }


@api_view
def index(request):
    """Say what there is."""
    read_query(request.GET, ())
    root = settings.SITE_URL + ROOT
    said = {
        "title": description()["info"]["title"],
        "description": f"{root}openapi.json",
        "licence": LICENCE_ADDRESS,
        "resources": {one.name: root + one.path for one in RESOURCES},
    }
    return send_json(request, said)


@api_view
def openapi(request):
    """Send the description of the API."""
    read_query(request.GET, ())
    return _send(request, _written_description())


@api_view
def missing(request, path):
    """Say that there is no such address."""
    raise ApiProblem(404, f"API-ul nu are adresa „{path[:200]}”. Ce are: {settings.SITE_URL}{ROOT}")


def send_json(request, said) -> HttpResponse:
    """Send values as JSON, or nothing to who has them already, with their licence."""
    return _send(request, orjson.dumps(said))


# It is of the portal alone, whatever is published.
@cache
def _written_description() -> bytes:
    return orjson.dumps(description())


def _send(request, content: bytes) -> HttpResponse:
    response = tagged_answer(request, content_tag(content), lambda: content, JSON)
    response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    return response
