"""The addresses of approval, and of what is compared and previewed before it."""

import re

from django.urls import path, re_path

from plans.approval import draft_comparison, preview, views
from plans.editions.files import DRAFT_FILES

DRAFT_FILE = "|".join(map(re.escape, DRAFT_FILES))
urlpatterns = [
    path("<slug:slug>/comparatie/", draft_comparison.comparison, name="comparison"),
    path("<slug:slug>/aprobare/", views.approval, name="approval"),
    path("<slug:slug>/editii/<int:number>/retragere/", views.withdraw_edition, name="withdraw"),
    path("<slug:slug>/previzualizare/", preview.preview, name="preview"),
    re_path(rf"^(?P<slug>[-\w]+)/previzualizare/(?P<name>{DRAFT_FILE})$", preview.preview_file, name="preview_file"),
]
