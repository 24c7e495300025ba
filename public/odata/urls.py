"""The addresses of the feed: of all plans' lists, and of each plan."""

from django.urls import re_path

from public.odata import views

PLAN = r"(?:(?P<slug>[-\w]+)/)?"
NAME = r"(?P<name>[a-z]+)"
urlpatterns = [
    re_path(rf"^odata/{PLAN}$", views.service, name="odata"),
    re_path(rf"^odata/{PLAN}\$metadata$", views.description),
    re_path(rf"^odata/{PLAN}{NAME}$", views.rows, name="odata_rows"),
    re_path(rf"^odata/{PLAN}{NAME}/\$count$", views.count),
    re_path(rf"^odata/{PLAN}{NAME}\((?P<key>[0-9]{{1,9}})\)$", views.row),
    re_path(r"^odata/(?P<path>.*)$", views.missing),
]
