"""The address where a plan is deleted."""

from django.urls import path

from plans.editing.plan_removal import views

urlpatterns = [path("<slug:slug>/stergere/", views.remove_plan, name="remove_plan")]
