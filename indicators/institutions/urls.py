"""The addresses at which administrators look after institutions."""

from django.urls import path

from indicators.institutions import views

urlpatterns = [
    path("administrare/institutii/", views.institutions, name="institutions"),
    path("administrare/institutii/<slug:code>/", views.institution, name="institution"),
    path("administrare/institutii/<slug:code>/denumire/", views.rename, name="rename_institution"),
    path("administrare/institutii/<slug:code>/succesor/", views.end, name="end_institution"),
]
