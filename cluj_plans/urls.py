"""All addresses of the portal."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from cluj_plans.accounts import LoginForm

handler500 = "plans.views.operations.failure"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("cont/intrare/", LoginView.as_view(authentication_form=LoginForm), name="login"),
    path("cont/iesire/", LogoutView.as_view(), name="logout"),
    path("lucru/", include("plans.views.workspace.urls")),
    path("", include("indicators.urls")),
    path("", include("plans.urls")),
]
