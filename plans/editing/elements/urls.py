"""The addresses of a plan's outline and of its elements."""

from django.urls import path

from plans.editing.elements import move_views, outline_views, views

urlpatterns = [
    path("<slug:slug>/", outline_views.outline, name="plan"),
    path("<slug:slug>/elemente/nou/", views.add_element, name="add_element"),
    path("<slug:slug>/elemente/<int:pk>/", views.edit_element, name="element"),
    path("<slug:slug>/elemente/<int:pk>/loc/", move_views.shift_element, name="shift_element"),
    path("<slug:slug>/elemente/<int:pk>/mutare/", move_views.move_element, name="move_element"),
    path("<slug:slug>/elemente/<int:pk>/copie/", move_views.duplicate_element, name="duplicate_element"),
    path("<slug:slug>/elemente/<int:pk>/stergere/", move_views.remove_element, name="remove_element"),
]
