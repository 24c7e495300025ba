"""The addresses of a body's sittings."""

from django.urls import path

from indicators.oversight.sittings import views

urlpatterns = [
    path("evaluare/sedinte/", views.sitting_list, name="sittings"),
    path("evaluare/sedinte/noua/", views.add_sitting, name="new_sitting"),
    path("evaluare/sedinte/<int:pk>/", views.sitting_detail, name="sitting"),
    path("evaluare/sedinte/<int:pk>/modificare/", views.edit_sitting, name="edit_sitting"),
    path("evaluare/sedinte/<int:pk>/stergere/", views.remove_sitting, name="remove_sitting"),
]
