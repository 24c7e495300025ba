"""The address where a plan is begun."""

from django.urls import path

from plans.editing.new_plan import views

urlpatterns = [
    path("nou/", views.begin, name="begin"),
]
