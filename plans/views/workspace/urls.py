"""The addresses of the workspace."""

from django.urls import path

from plans.views.workspace import outline, presence

app_name = "work"
urlpatterns = [
    path("<slug:slug>/", outline.plan, name="plan"),
    path("<slug:slug>/prezenta/", presence.ping, name="presence"),
]
