"""The address where the elements of a plan are numbered anew."""

from django.urls import path

from plans.editing.renumbering import views

urlpatterns = [
    path("<slug:slug>/renumerotare/", views.renumber_elements, name="renumber"),
]
