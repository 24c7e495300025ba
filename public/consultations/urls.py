"""The public addresses of consultations."""

from django.urls import path, re_path

from public.consultations import views

urlpatterns = [
    path("consultari/", views.consultation_list, name="consultations"),
    path("consultari/<int:number>/", views.consultation_detail, name="consultation"),
    path("consultari/<int:number>/proiect/", views.draft, name="consultation_draft"),
    re_path(
        r"^consultari/(?P<number>[0-9]{1,6})/(?P<name>proiect\.pdf|proiect\.json|registru\.csv)$",
        views.consultation_file,
        name="consultation_file",
    ),
    path("consultari/<int:number>/propuneri/noua/", views.propose, name="propose"),
    path("consultari/<int:number>/propuneri/<str:secret>/", views.follow_proposal, name="follow_proposal"),
]
