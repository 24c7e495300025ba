"""The address where a plan comes in from a file."""

from django.urls import path

from plans.exchange.arrivals import views

urlpatterns = [
    path("nou/din-fisier/", views.arrive, name="arrive"),
]
