"""The address of the grid of a plan's elements."""

from django.urls import path

from plans.editing.grid import views

urlpatterns = [
    path("<slug:slug>/tabel/", views.element_grid, name="element_grid"),
]
