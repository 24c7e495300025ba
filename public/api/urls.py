"""The addresses of the API, under `api/`; what begins like one and is none gets an answer that programs understand."""

import re

from django.urls import path, re_path

from public.api import views
from public.api.resources import PLACES, RESOURCES


def _pattern(address: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: f"(?P<{found[1]}>{PLACES[found[1]]})", address)


urlpatterns = [
    path("v1/", views.index, name="api"),
    path("v1/openapi.json", views.openapi, name="openapi"),
    *(re_path(rf"^v1/{_pattern(one.path)}$", views.resource, {"one": one}, name=one.name) for one in RESOURCES),
    re_path(r"^(?:v1/)?(?P<path>(?s:.*))$", views.missing),
]
