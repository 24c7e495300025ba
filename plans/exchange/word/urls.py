"""The addresses where a plan comes from Word."""

from django.urls import path

from plans.exchange.word import views
from plans.exchange.word.continuation import views as pairs

urlpatterns = [
    path("nou/word/", views.documents, name="word_documents"),
    path("nou/word/<int:pk>/", views.document, name="word_document"),
    path("nou/word/<int:pk>/original/", views.original, name="word_original"),
    path("nou/word/<int:pk>/continuare/", pairs.continuation, name="word_continuation"),
    path("nou/word/<int:pk>/stergere/", views.forget_document, name="word_forget"),
    path("<slug:slug>/din-word/", views.taking_back, name="word_taking_back"),
]
