"""The feed's answers: the service, its description, the rows of a table, one row, how many there are.

A service a plan, and one for the lists of all plans; the tables are those that readers download.
"""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from portal.data_files.tables import DataTable
from public.contents import content_tag, tagged_answer
from public.cross_origin import reading_view
from public.data import list_data
from public.data.plan_data import plan_tables
from public.odata.entity_sets import KEY, EntitySet
from public.odata.metadata import CONTENT_TYPE, metadata
from public.odata.options import LARGEST_ANSWER, check_options, read_options
from public.odata.refusals import ODataRefusal

JSON = "application/json; odata.metadata=minimal; charset=utf-8"
Tables = Mapping[str, Callable[[], DataTable]]


def odata_view(view: Callable[..., tuple[str, str]]) -> Callable[..., HttpResponse]:
    """Let a view that gives a text and its type answer as OData does, every refusal too."""

    @reading_view(ODataRefusal, only_read="Datele numai se citesc.")
    @wraps(view)
    def send_tagged(request, *args, **kwargs):
        text, kind = view(request, *args, **kwargs)
        content = text.encode()
        return tagged_answer(request, content_tag(content), lambda: content, kind)

    # What it is exempt from stays so.
    @wraps(send_tagged)
    def answer(request, *args, **kwargs):
        response = send_tagged(request, *args, **kwargs)
        response["OData-Version"] = "4.0"
        return response

    return answer


@odata_view
def service(request, slug=""):
    """Say which entity sets there are."""
    check_options(request.GET, ("$format",))
    entries = [{"name": name, "kind": "EntitySet", "url": name} for name in service_tables(slug)]
    return json.dumps({"@odata.context": f"{_root(slug)}$metadata", "value": entries}), JSON


@odata_view
def description(request, slug=""):
    """Describe the service."""
    check_options(request.GET, ("$format",))
    return metadata(EntitySet(make()) for make in service_tables(slug).values()), CONTENT_TYPE


@odata_view
def rows(request, name, slug=""):
    """Give the rows of an entity set that are asked for."""
    entities = _entity_set(slug, name)
    asked = read_options(request.GET.copy(), entities)
    found = asked.all_rows(entities)
    wanted = len(found) if asked.top is None else asked.skip + asked.top
    end = min(wanted, asked.skip + LARGEST_ANSWER)
    said: dict = {"@odata.context": f"{_root(slug)}$metadata#{name}{_selection(request)}"}
    if asked.is_counted:
        said["@odata.count"] = len(found)
    said["value"] = [asked.row(one) for one in found[asked.skip : end]]
    if end < min(wanted, len(found)):
        rest = None if asked.top is None else wanted - end
        said["@odata.nextLink"] = f"{_root(slug)}{name}?{_next_query(request, skip=end, top=rest)}"
    return json.dumps(said, ensure_ascii=False), JSON


def _next_query(request, *, skip: int, top: int | None) -> str:
    return urlencode({**request.GET.dict(), "$skip": skip} | ({} if top is None else {"$top": top}))


@odata_view
def count(request, name, slug=""):
    """Give the number of rows, of those that hold."""
    check_options(request.GET, ("$filter",))
    entities = _entity_set(slug, name)
    return str(len(read_options(request.GET.copy(), entities).all_rows(entities))), "text/plain; charset=utf-8"


@odata_view
def row(request, name, key, slug=""):
    """Give one row by its place in the table."""
    check_options(request.GET, ("$select", "$format"))
    entities = _entity_set(slug, name)
    found = next((one for one in entities.rows if one[KEY] == int(key)), None)
    if found is None:
        raise ODataRefusal(404, f"Tabelul „{name}” nu are rândul {key}.")
    asked = read_options(request.GET.copy(), entities)
    context = f"{_root(slug)}$metadata#{name}{_selection(request)}/$entity"
    return json.dumps({"@odata.context": context, **asked.row(found)}, ensure_ascii=False), JSON


@odata_view
def missing(request, path):
    """Say that there is no such thing in the feed."""
    raise ODataRefusal(404, f"Feed-ul nu are adresa „{path[:200]}”.")


def service_tables(slug: str) -> Tables:
    """Return the tables of a plan's service, or without one of the service of all plans; raise ODataRefusal."""
    if slug:
        found = plan_tables(slug)
        if found is None:
            raise ODataRefusal(404, f"Niciun plan publicat nu are adresa „{slug}”.")
        return found.plan().tables
    today = timezone.localdate()
    pages = (list_data.plans_data(today), list_data.recommendations_data(today), list_data.sittings_data(today))
    return {name: make for page in pages for name, make in page.tables.items()}


def _entity_set(slug: str, name: str) -> EntitySet:
    tables = service_tables(slug)
    if name not in tables:
        raise ODataRefusal(404, f"Nu există tabelul „{name}”. Ce este: {', '.join(tables)}.")
    return EntitySet(tables[name]())


def _root(slug: str) -> str:
    return f"{settings.SITE_URL}/odata/{slug}/" if slug else f"{settings.SITE_URL}/odata/"


def _selection(request) -> str:
    names = request.GET.get("$select", "*")
    return "" if names == "*" else f"({names.replace(' ', '')})"
