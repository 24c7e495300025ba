"""The addresses of reported mistakes: of readers, and of those who answer them."""

from django.urls import path, re_path

from public.mistakes import staff_views, views

urlpatterns = [
    path("sesizari/", views.mistake_list, name="mistakes"),
    path("sesizari/noua/", views.report_mistake, name="report_mistake"),
    re_path(r"^sesizari/urmarire/(?P<key>[-\w]{22})/$", views.mistake, name="mistake"),
    path("lucru/<slug:slug>/sesizari/", staff_views.plan_mistakes, name="plan_mistakes"),
    path("lucru/<slug:slug>/sesizari/<int:pk>/", staff_views.answer_mistake, name="answer_mistake"),
]
