"""The address of the list of working plans."""

from django.urls import path

from plans.editing.plan_list import views

urlpatterns = [
    path("planuri/", views.plan_list, name="plans"),
]
