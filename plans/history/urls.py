"""The addresses of the history of a plan and of an element."""

from django.urls import path

from plans.history import views

urlpatterns = [
    path("<slug:slug>/istoric/", views.plan_history, name="history"),
    path("<slug:slug>/istoric/<slug:kind>/<int:record>/", views.revert_to_record, name="go_back"),
    path("<slug:slug>/elemente/<int:pk>/istoric/", views.element_history, name="element_history"),
]
