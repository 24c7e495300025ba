"""The addresses of reporting, review and oversight, joined; each feature keeps its own."""

from django.urls import include, path

app_name = "indicators"
urlpatterns = [
    path("", include("indicators.review.urls")),
    path("", include("indicators.reporting.grid.urls")),
    path("", include("indicators.reporting.sheet.urls")),
    path("", include("indicators.reporting.evidence.urls")),
    path("", include("indicators.reporting.urls")),
    path("", include("indicators.oversight.sittings.urls")),
    path("", include("indicators.oversight.recommendations.urls")),
    path("", include("indicators.oversight.briefings.urls")),
    path("", include("indicators.institutions.urls")),
    path("", include("indicators.editing.urls")),
]
