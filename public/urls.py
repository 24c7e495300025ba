"""The public addresses; others link to them, so they do not change."""

import re

from django.urls import include, path, re_path

from plans.approval.originals import views as originals
from plans.document.canonical import SCHEMAS
from plans.editions.element_files import ELEMENT_FILES
from plans.editions.files import DATA, EDITION_FILES
from public import element_files, open_data, progress_views, sitemap, views
from public.citing import views as citing
from public.following import email_views
from public.following import views as following
from public.institutions import views as institutions
from public.obligations import views as obligations
from public.predecessor import views as predecessor
from public.search import views as search
from public.sharing import views as sharing
from public.sittings import views as sittings

# The files of an edition, by their names.
EDITION_FILE = f"(?P<name>{'|'.join(map(re.escape, (DATA, *EDITION_FILES)))})"
# An element by its address, and its files by their names.
ELEMENT = r"(?P<address>[a-z]{1,8}-[-.0-9A-Za-z]+)/"
ELEMENT_FILE = f"{ELEMENT}(?P<name>{'|'.join(map(re.escape, ELEMENT_FILES))})"
# What can be cited of a plan, beside the plan.
CITED = (
    "",
    ELEMENT,
    "indicatori/(?P<indicator>[0-9]{1,6})/",
    "editii/(?P<edition>[0-9]{1,6})/",
)

app_name = "public"
urlpatterns = [
    # First, for programs ask often, and trying sixty addresses costs a tenth of an answer.
    path("api/", include("public.api.urls")),
    path("robots.txt", sitemap.robots),
    path("sitemap.xml", sitemap.sitemap),
    path("", views.home, name="home"),
    path("planuri/", views.plan_list, name="plans"),
    path("cautare/", search.search, name="search"),
    path("cautare/sugestii/", search.suggestions, name="suggestions"),
    path("cautare/opensearch.xml", search.description, name="search_description"),
    path("planuri/<slug:slug>/", views.plan_page, name="plan"),
    re_path(
        rf"^planuri/(?P<slug>[-\w]+)/{EDITION_FILE}$",
        views.current_edition_file,
        name="current_file",
    ),
    path("planuri/<slug:slug>/editii/", views.plan_page, name="editions"),
    path("planuri/<slug:slug>/editii/<int:number>/", views.edition, name="edition"),
    re_path(
        rf"^planuri/(?P<slug>[-\w]+)/editii/(?P<number>[0-9]{{1,6}})/{EDITION_FILE}$",
        views.edition_file,
        name="edition_file",
    ),
    re_path(rf"^planuri/(?P<slug>[-\w]+)/{ELEMENT_FILE}$", element_files.current_element_file),
    re_path(
        rf"^planuri/(?P<slug>[-\w]+)/editii/(?P<number>[0-9]{{1,6}})/{ELEMENT_FILE}$",
        element_files.element_file,
        name="element_file",
    ),
    re_path(r"^planuri/(?P<slug>[-\w]+)/acte/(?P<checksum>[0-9a-f]{64})\.pdf$", originals.original_file, name="act"),
    path("planuri/<slug:slug>/comparatie/", views.redirect_to_comparison, name="compare_chosen"),
    path("planuri/<slug:slug>/comparatie/<int:a>/<int:b>/", views.compare_editions, name="compare"),
    re_path(r"^planuri/(?P<slug>[-\w]+)/(?:flux\.atom|termene\.ics)$", views.plan_page, name="plan_file"),
    re_path(r"^planuri/(?P<slug>[-\w]+)/[a-z]{1,8}-[-.0-9A-Za-z]+/flux\.atom$", views.plan_page, name="element_feed"),
    re_path(r"^planuri/(?P<slug>[-\w]+)/(?:[a-z]{1,8}-[-.0-9A-Za-z]+/)?card/$", views.plan_page, name="card"),
    re_path(
        r"^planuri/(?P<slug>[-\w]+)/(?:[a-z]{1,8}-[-.0-9A-Za-z]+/|indicatori/[0-9]{1,6}/|progres/)?imagine\.png$",
        sharing.page_picture,
        name="picture",
    ),
    re_path(
        r"^(?:(?:institutii/[-\w]+|recomandari(?:/[-\w]+-[0-9]+-[0-9]+)?|sedinte/[0-9]+)/)?imagine\.png$",
        sharing.page_picture,
        name="list_picture",
    ),
    re_path(rf"^date-deschise/(?P<name>{'|'.join(map(re.escape, SCHEMAS))})$", views.schema, name="schema"),
    path("oembed/", sharing.oembed, name="oembed"),
    path("urmarire/", email_views.follow, name="follow"),
    path("urmarire/cerere/", email_views.follow_asked, name="follow_asked"),
    path("urmarire/confirmare/<str:secret>/", email_views.follow_confirm, name="follow_confirm"),
    path("urmarire/alegeri/<str:secret>/", email_views.follow_choices, name="follow_choices"),
    path("urmarire/renuntare/<str:secret>/", email_views.follow_leave, name="follow_leave"),
    path("institutii/<slug:code>/flux.atom", following.institution_feed, name="institution_feed"),
    path("recomandari/flux.atom", following.advice_feed, name="advice_feed"),
    path("sedinte/sedinte.ics", following.sittings_file, name="sittings_calendar"),
    path("planuri/<slug:slug>/progres/", progress_views.plan_progress, name="progress"),
    path("planuri/<slug:slug>/termene/", progress_views.plan_terms, name="terms"),
    path("planuri/<slug:slug>/elemente/", progress_views.plan_elements, name="elements"),
    path("planuri/<slug:slug>/date/", views.plan_page, name="data"),
    path("planuri/<slug:slug>/indicatori/<int:number>/", views.plan_page, name="indicator"),
    path("planuri/<slug:slug>/fata-de-planul-anterior/", predecessor.beside_predecessor, name="predecessor"),
    *(
        re_path(rf"^planuri/(?P<slug>[-\w]+)/{place}citare\.(?P<extension>bib|ris)$", citing.citation_file)
        for place in CITED
    ),
    path("recomandari/", progress_views.recommendation_list, name="recommendations"),
    path(
        "recomandari/<slug:body>-<int:number>-<int:year>/", progress_views.recommendation_detail, name="recommendation"
    ),
    path("accesibilitate/", obligations.accessibility, name="accessibility"),
    path("date-personale/", obligations.privacy, name="privacy"),
    path("contact/", obligations.contact, name="contact"),
    path("licenta/", obligations.licence, name="licence"),
    path("llms.txt", obligations.llms, name="llms"),
    path("institutii/", institutions.institution_list, name="institutions"),
    path("institutii/<slug:code>/", institutions.institution_page, name="institution"),
    path("sedinte/", sittings.sitting_list, name="sittings"),
    path("sedinte/<int:pk>/", sittings.sitting_detail, name="sitting"),
    path("", include("public.mistakes.urls")),
    path("date-deschise/", open_data.open_data, name="open_data"),
    path("", include("public.data.urls")),
    path("", include("public.catalogue.urls")),
    path("", include("public.odata.urls")),
    path("", include("public.mcp.urls")),
    path("", include("public.pictures.urls")),
    path("", include("public.consultations.urls")),
    path("metodologie/", progress_views.method_page, name="method"),
    re_path(rf"^planuri/(?P<slug>[-\w]+)/{ELEMENT}$", views.plan_page, name="element"),
]
