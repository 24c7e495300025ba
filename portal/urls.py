"""The addresses that belong to no subject."""

from django.urls import path

from portal import health, navigation, security_txt
from portal.guide import views as guide

app_name = "portal"
urlpatterns = [
    path("cont/lucru/", navigation.home, name="account_home"),
    path("ajutor/", guide.index, name="guide"),
    path("ajutor/<slug:name>/", guide.page, name="guide_page"),
    path("healthz", health.healthz),
    path(".well-known/security.txt", security_txt.security_txt),
]
