"""All addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

handler403 = "accounts.views.refusing.refuse"
handler500 = "plans.views.operations.failure"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("lucru/", include("plans.views.workspace.urls")),
    path("", include("indicators.urls")),
    path("", include("plans.urls")),
]
