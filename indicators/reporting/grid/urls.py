"""The address where many reports are filled in at once."""

from django.urls import path

from indicators.reporting.grid import views

urlpatterns = [
    path("raportare/tabel/", views.report_grid, name="grid"),
]
