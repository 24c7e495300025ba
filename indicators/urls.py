"""The addresses of reporting, of oversight, and of what the public reads of them; others link to them."""

from django.urls import path

from indicators.views import public, review, shell
from plans.views import public as plans

app_name = "indicators"
urlpatterns = [
    path("cont/", shell.home, name="home"),
    path("planuri/<slug:slug>/progres/", public.progress, name="progress"),
    path("planuri/<slug:slug>/indicatori/<int:number>/", plans.page, name="indicator"),
    path("recomandari/", public.recommendations, name="recommendations"),
    path("recomandari/<slug:body>-<int:number>-<int:year>/", public.recommendation, name="recommendation"),
    path("evaluare/", review.queue, name="reviews"),
    path("evaluare/<int:pk>/", review.report, name="review"),
    path("metodologie/", public.method, name="method"),
]
