"""The addresses of what is to be judged."""

from django.urls import path

from indicators.review import views

urlpatterns = [
    path("evaluare/", views.review_queue, name="reviews"),
    path("evaluare/<int:pk>/", views.review_report, name="review"),
]
