"""The addresses of a plan's settings, each kind with its rows."""

from django.urls import path

from plans.editing.settings import views

urlpatterns = [
    path("<slug:slug>/parti/", views.plan_settings, name="parts"),
    path("<slug:slug>/parti/date/", views.edit_details, name="details"),
    path("<slug:slug>/parti/<slug:kind>/nou/", views.add_setting, name="new_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/", views.edit_setting, name="part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/loc/", views.shift_setting, name="shift_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/stergere/", views.remove_setting, name="remove_part"),
]
