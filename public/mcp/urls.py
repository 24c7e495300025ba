"""The address at which assistants ask."""

from django.urls import path

from public.mcp import views

urlpatterns = [path("mcp/", views.mcp, name="mcp")]
