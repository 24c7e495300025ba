"""The addresses of a plan's pictures."""

from django.urls import re_path

from public.pictures import views

PICTURE = r"^planuri/(?P<slug>[-\w]+)/grafice/(?P<name>[a-z]{1,10}(-[0-9]{1,6})?)"
urlpatterns = [
    re_path(rf"{PICTURE}/$", views.picture_page, name="picture"),
    re_path(rf"{PICTURE}(?P<narrow>-ingust)?\.(?P<extension>svg|png)$", views.picture_file, name="picture_file"),
]
