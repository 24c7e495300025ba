"""The addresses of the discussions of a plan."""

from django.urls import path

from plans.approval.discussions import views

urlpatterns = [
    path("<slug:slug>/discutii/", views.thread_list, name="threads"),
    path("<slug:slug>/discutii/noua/", views.open_thread, name="open_thread"),
    path("<slug:slug>/discutii/<int:pk>/", views.thread, name="thread"),
    path("<slug:slug>/discutii/<int:pk>/rezolvare/", views.resolve_thread, name="resolve_thread"),
    path("<slug:slug>/discutii/<int:pk>/redeschidere/", views.reopen_thread, name="reopen_thread"),
]
