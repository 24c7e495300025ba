"""The address of a piece of evidence."""

from django.urls import path

from indicators.reporting.evidence import views

urlpatterns = [
    path("dovezi/<uuid:pk>/", views.download_evidence, name="evidence"),
]
