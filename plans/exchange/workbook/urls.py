"""The addresses of a plan's workbook."""

from django.urls import path

from plans.exchange.workbook import views

urlpatterns = [
    path("<slug:slug>/registru/", views.workbook, name="workbook"),
    path("<slug:slug>/registru/descarca.<slug:extension>", views.download, name="workbook_file"),
]
