"""The addresses of the workspace."""

from django.urls import path

from plans.views.workspace import beginning, comparison, history, outline, parts, plans, presence, removed

app_name = "work"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("nou/", beginning.begin, name="begin"),
    path("<slug:slug>/", outline.plan, name="plan"),
    path("<slug:slug>/anul-urmator/", succession.successor, name="successor"),
    path("<slug:slug>/istoric/", history.history, name="history"),
    path("<slug:slug>/istoric/<slug:kind>/<int:record>/", history.go_back, name="go_back"),
    path("<slug:slug>/elemente/<int:pk>/istoric/", history.element_history, name="element_history"),
    path("<slug:slug>/sterse/", removed.removed, name="removed"),
    path("<slug:slug>/sterse/<int:pk>/", removed.restore, name="restore"),
    path("<slug:slug>/comparatie/", comparison.comparison, name="comparison"),
    path("<slug:slug>/prezenta/", presence.ping, name="presence"),
    path("<slug:slug>/parti/", parts.parts, name="parts"),
    path("<slug:slug>/parti/date/", parts.details, name="details"),
    path("<slug:slug>/parti/<slug:kind>/nou/", parts.new_part, name="new_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/", parts.part, name="part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/loc/", parts.shift_part, name="shift_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/stergere/", parts.remove_part, name="remove_part"),
]
