"""The address where words are looked for."""

from django.urls import path

from plans.search import views

urlpatterns = [path("cautare/", views.search, name="search")]
