"""The addresses of the catalogue, one a format."""

from django.urls import re_path

from public.catalogue import views
from public.catalogue.formats import CATALOGUE_FORMATS

urlpatterns = [
    re_path(rf"^catalog\.(?P<extension>{'|'.join(CATALOGUE_FORMATS)})$", views.catalogue_file, name="catalogue")
]
