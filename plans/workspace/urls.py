"""The address where the open pages of a plan say that somebody is there."""

from django.urls import path

from plans.workspace import presence

urlpatterns = [
    path("<slug:slug>/prezenta/", presence.ping, name="presence"),
]
