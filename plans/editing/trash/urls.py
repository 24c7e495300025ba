"""The addresses of what was deleted from a plan."""

from django.urls import path

from plans.editing.trash import views

urlpatterns = [
    path("<slug:slug>/sterse/", views.removal_list, name="removed"),
    path("<slug:slug>/sterse/<int:pk>/", views.restore, name="restore"),
]
