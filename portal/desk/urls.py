"""The addresses of the desk; they stand before those of plans, which are named beside them."""

from django.urls import path

from portal.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("calendar/", views.month, name="month"),
]
