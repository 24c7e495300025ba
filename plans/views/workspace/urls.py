"""The addresses of the workspace."""

from django.urls import path

from plans.views.workspace import beginning, outline, presence, succession

app_name = "work"
urlpatterns = [
    path("nou/", beginning.begin, name="begin"),
    path("<slug:slug>/", outline.plan, name="plan"),
    path("<slug:slug>/anul-urmator/", succession.successor, name="successor"),
    path("<slug:slug>/prezenta/", presence.ping, name="presence"),
]
