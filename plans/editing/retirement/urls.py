"""The address of the page on which an element is retired."""

from django.urls import path

from plans.editing.retirement import views

urlpatterns = [path("<slug:slug>/elemente/<int:pk>/retragere/", views.retire_element, name="retire_element")]
