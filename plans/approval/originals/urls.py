"""The addresses of the signed originals of an adoption act."""

from django.urls import path

from plans.approval.originals import views

urlpatterns = [
    path("<slug:slug>/acte/<int:pk>/original/", views.signed_originals, name="original"),
    path("<slug:slug>/acte/<int:pk>/original/<int:original>/", views.remove_original, name="remove_original"),
]
