"""All addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from cluj_plans.state.views import retry_letters, state

handler400 = "portal.failures.bad_request"
handler403 = "accounts.refusals.permission_denied"
handler404 = "public.missing.page_not_found"
handler500 = "portal.failures.failure"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("administrare/stare/", state, name="state"),
    path("administrare/stare/e-mailuri/", retry_letters, name="retry_letters"),
    path("", include("accounts.urls")),
    path("lucru/", include("portal.desk.urls")),
    path("lucru/", include("plans.urls")),
    path("", include("indicators.urls")),
    path("", include("portal.urls")),
    path("", include("public.urls")),
]
