"""The address where next year's plan is begun."""

from django.urls import path

from plans.succession import views

urlpatterns = [
    path("<slug:slug>/anul-urmator/", views.add_successor, name="successor"),
]
