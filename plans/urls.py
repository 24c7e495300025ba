"""The public addresses of plans; others link to them, so they do not change."""

from django.urls import path, re_path

from plans.views import guide, operations, public, shell
from plans.views.workspace import originals

app_name = "plans"
urlpatterns = [
    path("cont/lucru/", shell.home, name="account_home"),
    path("ajutor/", guide.first, name="guide"),
    path("ajutor/<slug:name>/", guide.page, name="guide_page"),
    path("healthz", operations.healthz),
    path("robots.txt", operations.robots),
    path("sitemap.xml", operations.sitemap),
    path("", public.plans, name="home"),
    path("planuri/", public.plans, name="plans"),
    path("planuri/<slug:slug>/", public.page, name="plan"),
    re_path(r"^planuri/(?P<slug>[-\w]+)/plan\.(?P<extension>pdf|json)$", public.current_file, name="current_file"),
    path("planuri/<slug:slug>/editii/", public.page, name="editions"),
    path("planuri/<slug:slug>/editii/<int:number>/", public.edition, name="edition"),
    re_path(
        r"^planuri/(?P<slug>[-\w]+)/editii/(?P<number>[0-9]{1,6})/plan\.(?P<extension>pdf|json)$",
        public.edition_file,
        name="edition_file",
    ),
    re_path(r"^planuri/(?P<slug>[-\w]+)/acte/(?P<checksum>[0-9a-f]{64})\.pdf$", originals.file, name="act"),
    path("planuri/<slug:slug>/comparatie/", public.compare_chosen, name="compare_chosen"),
    path("planuri/<slug:slug>/comparatie/<int:a>/<int:b>/", public.compare, name="compare"),
    re_path(r"^planuri/(?P<slug>[-\w]+)/(?P<address>[a-z]{1,8}-[-.0-9A-Za-z]+)/$", public.page, name="element"),
]
