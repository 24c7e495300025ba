"""The description of the API in OpenAPI 3.1; its schemas are the JSON Schemas of the document and of the API's rows."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from portal.licence import LICENCE, LICENCE_ADDRESS
from public.api.parameters import LIMIT, PAGING, ApiParameter
from public.api.problems import PROBLEM_TYPE, TITLES
from public.api.resources import PLACES, RESOURCES, ApiResource

ROOT = "/api/v1/"
SCHEMAS = (
    settings.BASE_DIR / "plans/document/schemas/edition-1.schema.json",
    Path(__file__).parent / "schemas/api-1.schema.json",
)
OWN_REFERENCE = re.compile(r"^(?:edition-1\.schema\.json)?#/\$defs/")
ABOUT = (
    "Numai ediții publicate și raportări acceptate; nicio ciornă. Se citește fără cont și fără cheie. Un parametru "
    f"necunoscut este refuzat. O pagină are cel mult {LIMIT.schema['maximum']} de rânduri. Răspunsurile au ETag: cine "
    "trimite înapoi If-None-Match primește 304 când nu s-a schimbat nimic."
)
PLACE_NAMES = {
    "plan": "Adresa planului, de exemplu „atop-2024”.",
    "address": "Adresa elementului în plan, de exemplu „os-1.2”.",
    "number": "Numărul ediției, sau al indicatorului în plan.",
}
TAG_HEADERS = {"ETag": {"description": "Ce deosebește acest conținut de altul.", "schema": {"type": "string"}}}


@cache
def description() -> dict:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [{"url": f"{settings.SITE_URL}{ROOT}".rstrip("/")}],
        "security": [],
        "paths": {f"/{one.path}": {"get": _operation(one)} for one in RESOURCES},
        "components": {"schemas": dict(_schemas())},
    }


def _info() -> dict:
    return {
        "title": f"{settings.SITE_NAME}: API de citire",
        "version": "1",
        "description": ABOUT,
        "license": {"name": LICENCE, "url": LICENCE_ADDRESS},
        "contact": {"name": settings.SITE_OWNER, "url": f"{settings.SITE_URL}/contact/"},
    }


def _operation(one: ApiResource) -> dict:
    parameters = [_place(name) for name in re.findall(r"{(\w+)}", one.path)]
    parameters += [_parameter(each) for each in (*one.parameters, *(PAGING if one.is_list else ()))]
    item = {"$ref": f"#/components/schemas/{one.schema}"}
    schema = _page_schema(item) if one.is_list else item
    refused = (400, *((404, 410) if "{" in one.path else ()))
    return {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": one.summary,
                "headers": TAG_HEADERS,
                "content": {"application/json": {"schema": schema}},
            },
            "304": {"description": "Nu s-a schimbat nimic de la ETag-ul trimis."},
            **{str(status): _problem(TITLES[status]) for status in refused},
        },
    }


def _place(name: str) -> dict:
    schema = {"type": "string", "pattern": f"^{PLACES[name]}$"}
    return {"name": name, "in": "path", "required": True, "description": PLACE_NAMES[name], "schema": schema}


def _parameter(one: ApiParameter) -> dict:
    return {"name": one.name, "in": "query", "description": one.about, "schema": dict(one.schema)}


def _page_schema(item: dict) -> dict:
    address = {"type": ["string", "null"], "format": "uri"}
    properties = {
        "items": {"type": "array", "items": item, "maxItems": LIMIT.schema["maximum"]},
        "total": {"type": "integer", "minimum": 0, "description": "Câte rânduri sunt în toate paginile."},
        "next": {**address, "description": "Pagina următoare; null la ultima."},
        "licence": {"type": "string", "format": "uri"},
    }
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _problem(title: str) -> dict:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": title, "content": {PROBLEM_TYPE: {"schema": schema}}}


def _schemas() -> Iterator[tuple[str, dict]]:
    """Yield each schema by its name, with its references inside this description."""
    document, rows = (json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS)
    whole = {name: value for name, value in document.items() if name not in ("$schema", "$defs")}
    for name, schema in {"Edition": whole, **document["$defs"], **rows["$defs"]}.items():
        yield name, _with_own_references(schema)


def _with_own_references(schema):
    if isinstance(schema, dict):
        return {
            name: OWN_REFERENCE.sub("#/components/schemas/", value)
            if name == "$ref" and isinstance(value, str)
            else _with_own_references(value)
            for name, value in schema.items()
        }
    return [_with_own_references(one) for one in schema] if isinstance(schema, list) else schema
