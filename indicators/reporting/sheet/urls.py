"""The addresses of the spreadsheet of reports."""

from django.urls import path

from indicators.reporting.sheet import views

urlpatterns = [
    path("raportare/foaie/", views.report_sheet, name="sheet"),
    path("raportare/foaie/export/", views.export_sheet, name="sheet_export"),
]
