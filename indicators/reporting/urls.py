"""The addresses of reports that are owed."""

from django.urls import path

from indicators.reporting import views

urlpatterns = [
    path("raportare/", views.report_list, name="reports"),
    path("raportare/<int:pk>/", views.edit_report, name="report"),
    path("raportare/<int:pk>/corectare/", views.correct_report, name="correct"),
    path("raportare/<int:pk>/dovezi/<uuid:proof>/eliminare/", views.remove_evidence, name="remove_evidence"),
]
