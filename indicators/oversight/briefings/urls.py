"""The addresses of briefings, drafted and public; others link to the public ones."""

from django.urls import path, re_path

from indicators.oversight.briefings import views

urlpatterns = [
    path("evaluare/sedinte/<int:pk>/redactare/", views.draft_briefing, name="draft_briefing"),
    path("evaluare/informari/", views.briefing_list, name="briefings"),
    path("evaluare/informari/<int:pk>/", views.edit_briefing, name="briefing"),
    path("evaluare/informari/<int:pk>/adoptare/", views.adopt_briefing, name="adopt"),
    path("evaluare/informari/<int:pk>/stergere/", views.remove_draft, name="remove_draft"),
    re_path(
        r"^evaluare/informari/(?P<pk>[0-9]{1,9})/proiect\.(?P<extension>pdf|docx)$",
        views.draft_file,
        name="draft_file",
    ),
    re_path(
        r"^planuri/(?P<slug>[-\w]+)/informari/(?P<pk>[0-9]{1,9})/(?P<kind>quarterly|yearly)\.(?P<extension>pdf|docx)$",
        views.briefing_file,
        name="briefing_file",
    ),
]
