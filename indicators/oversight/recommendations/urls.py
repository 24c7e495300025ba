"""The addresses of recommendations, on the side of who makes and of who answers them."""

from django.urls import path

from indicators.oversight.recommendations import answer_views, views

urlpatterns = [
    path("evaluare/recomandari/", views.issued_list, name="issued_list"),
    path("evaluare/recomandari/noua/", views.add_recommendation, name="recommend"),
    path("evaluare/recomandari/<int:pk>/", views.issued_detail, name="issued"),
    path("raportare/recomandari/", answer_views.received_list, name="received_list"),
    path("raportare/recomandari/<int:pk>/", answer_views.answer_recommendation, name="answer"),
    path(
        "raportare/recomandari/<int:pk>/dovezi/<uuid:proof>/eliminare/",
        answer_views.remove_answer_evidence,
        name="remove_proof",
    ),
]
